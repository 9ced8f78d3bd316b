"""Picture: the series with its fan and the rivals, and a sentence."""

from __future__ import annotations

import numpy as np

from seqdemo.app.page import waiting
from seqdemo.demos.forecast.page import answers, guessing
from seqdemo.demos.forecast.page.answers import Said
from seqdemo.demos.forecast.page.colours import COLOURS
from seqdemo.demos.forecast.page.fan import fan
from seqdemo.demos.forecast.page.fan.payload import FanView, Line
from seqdemo.demos.forecast.page.state import STATE, move_to
from seqdemo.demos.forecast.page.views import named, sensitivity, step_of
from seqdemo.demos.forecast.query import MAX_HORIZON, Ask
from seqdemo.demos.forecast.rivals import RIVALS, TITLES
from seqdemo.demos.forecast.series import MIN_LENGTH, Series, Values
from seqdemo.views.significant import told_apart

LEAST_READ = 8
"""Values before the first origin that can be chosen."""


def query(series: Series) -> Ask:
    """What is asked: the chosen origin, or one from which the truth is known."""
    least, most = bounds(series)
    horizon = min(int(STATE["horizon"]), MAX_HORIZON)
    origin = STATE["origin"]
    if origin is None:
        origin = len(series) - horizon if len(series) > 3 * horizon else len(series)
    return Ask(series, min(max(int(origin), least), most), horizon)


def bounds(series: Series) -> tuple[int, int]:
    """First and last origin: the last is now, with nothing known of what comes."""
    return min(LEAST_READ, len(series)) if len(series) >= MIN_LENGTH else MIN_LENGTH, len(series)


def stage(asked: Ask) -> Said:
    """Draw the picture; returns what the network says."""
    with waiting("Forecasting…"):
        said = answers.said(STATE["cell"], asked)
        lines = [] if STATE.hides("rivals") else rivals(asked)
    least, most = bounds(asked.series)
    drawn = guessing.guess(asked)
    fan(
        FanView(
            asked.series,
            asked.origin,
            said.quantiles,
            named(asked.series),
            [*lines, *([] if drawn is None else [guessing.line(drawn)])],
            COLOURS,
            least,
            most,
            mattering(asked),
            veil=STATE.veils(guessing.FORECAST),
        ),
        key=STATE.key("#fan"),
        on_origin=move_to,
        on_guess=guessing.keep,
    )
    return said


def mattering(asked: Ask) -> Values | None:
    """How much each past value mattered, (origin,), 0 to 1, in the view that is about it."""
    if STATE["view"] != "matters":
        return None
    moved = np.abs(sensitivity(asked, STATE["cell"], step_of(asked))).astype(np.float64)
    return np.asarray(moved / max(float(moved.max()), 1e-9))


def rivals(asked: Ask) -> list[Line]:
    """The rivals' forecasts from the same origin."""
    return [
        Line(name, TITLES[name], answers.rival(name, asked, asked.key)[:, 1]) for name in RIVALS
    ]


def in_words(asked: Ask, said: Said) -> str:
    """What the network says of the last step, and how near it and the rivals came."""
    series, ahead = asked.series, asked.horizon
    ends = said.quantiles[-1][[0, said.quantiles.shape[1] // 2, -1]]
    truth = series.values[asked.origin : asked.origin + ahead]
    low, middle, high, *came = told_apart([*ends, *truth[ahead - 1 :]])
    when = series.named(asked.origin + ahead - 1)
    words = (
        f"Having read up to **{series.named(asked.origin - 1)}**, it says "
        f"**{middle}** for **{when}**, with 80\u00a0% between {low} and {high}"
    )
    words += f" ({series.unit})." if series.unit else "."
    if series.test is not None and asked.origin < series.test:
        words += f" Unfair: it learned from this part; a fair test begins at {_fair(series)}."
    if not came:
        return f"{words} Nobody knows yet: drag the line back in time to see how it did before."
    return f"{words} It was {came[0]}."


def _fair(series: Series) -> str:
    return f"**{series.named(series.test_start)}**"
