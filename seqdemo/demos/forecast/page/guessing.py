"""Guess first: draw how a series goes on, then compare the errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from seqdemo.analysis.guesses import Drawn, curve_bits, mean_error
from seqdemo.demos.forecast.page import answers
from seqdemo.demos.forecast.page.answers import Said
from seqdemo.demos.forecast.page.fan.payload import Line
from seqdemo.demos.forecast.page.state import STATE
from seqdemo.demos.forecast.query import Ask
from seqdemo.views.significant import significant

FORECAST = "forecast"
"""Name of the answer: what the network and its rivals say, and what came."""

FINE = 1e-6
"""Resolution of a value, as a share of the series' span: only differences of bits are shown."""


def begin(asked: Ask) -> None:
    """Say what is asked about."""
    STATE.veil.ask(FORECAST, f"{STATE['cell']} {asked.key}")


def guess(asked: Ask) -> Drawn | None:
    """The curve that the visitor has drawn for what is asked now."""
    found = STATE.veil.guess(FORECAST)
    fits = isinstance(found, Drawn) and len(found.values) == asked.horizon
    return found if fits and isinstance(found, Drawn) else None


def keep(drawn: Drawn) -> None:
    """Commit a curve."""
    STATE.veil.keep(FORECAST, drawn)


def line(drawn: Drawn) -> Line:
    """The visitor's curve as a line of the picture."""
    return Line("you", "you", np.asarray(drawn.values, np.float64))


def again() -> None:
    """Take the curve back."""
    STATE.veil.again(FORECAST)


def compared(asked: Ask, said: Said) -> None:
    """The visitor's error beside the network's and the simplest rival's."""
    drawn = guess(asked)
    if drawn is None:
        return
    middle = said.quantiles[:, said.quantiles.shape[1] // 2]
    naive = answers.rival("naive", asked, asked.key)[:, 1]
    truth = asked.series.values[asked.origin : asked.origin + asked.horizon]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(in_words(drawn.values, middle.tolist(), naive.tolist(), truth.tolist()))
        st.button("Draw again", on_click=again)


def in_words(
    own: Sequence[float], network: Sequence[float], naive: Sequence[float], truth: Sequence[float]
) -> str:
    """Who came nearer, and by how many bits a value, in Markdown.

    Args:
        own: The visitor's curve.
        network: The network's.
        naive: That of "as today".
        truth: What came, as far as it is known.
    """
    count = len(truth)
    if not count:
        return "Your curve is kept. What will come is not known yet."
    errors = [significant(mean_error(curve[:count], truth)) for curve in (own, network, naive)]
    fine = FINE * max(max(truth) - min(truth), abs(max(truth)), 1e-9)
    you, net = (curve_bits(curve[:count], truth, fine) for curve in (own, network))
    who = "You were nearer" if you < net else "The network was nearer"
    told = "fewer" if you < net else "more"
    return (
        f"**{who}.** Mean error: you **{errors[0]}**, the network **{errors[1]}**, "
        f"“as today” {errors[2]}. Whoever has your curve needs **{abs(you - net):.1f} bits** "
        f"{told} to be told each value (errors as a Laplace distribution: log₂ of the ratio)."
    )
