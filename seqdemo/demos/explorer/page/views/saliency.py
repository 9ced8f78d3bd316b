"""View "What matters": gradients back through time, from one output to everything before it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from seqdemo.analysis.saliency import Influence
from seqdemo.app import networks
from seqdemo.app.markdown import literal
from seqdemo.core.table import Table
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.explorer.page import lens_settings, source
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import CELLS, CHOICES, value
from seqdemo.views.gradient_plot import gradient_plot
from seqdemo.web.passages import Passage, passages

SHOWN = 400
"""Symbols before the output that are shown."""


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    if not explored.has_network:
        st.info(
            "A trace file holds what a network did, not its weights; gradients need the network. "
            "Choose the Shakespeare writer or the word reader above."
        )
        return ()
    st.caption(
        "**What to look for:** how far back the colours reach. In a plain RNN the gradient fades "
        "within a few steps; an LSTM and a GRU carry it through their gates. Click a letter to ask "
        "about the output after it."
    )
    step = lens_settings.step_of(explored)
    target, window = st.columns([2, 5], vertical_alignment="bottom")
    with target:
        _target(explored)
    with window:
        _window(step)
    found, refused = _influence(explored, explored.cell, explored.trace, step)
    if found is None:
        st.warning(refused)
        return ()
    st.markdown(_sentence(explored, found))
    _connectivity(explored, found)
    return (_numbers(explored, found, _vanishing(explored, step)),)


def _numbers(explored: Explored, found: Influence, norms: dict[str, FloatArray]) -> Numbers:
    def table() -> Table:
        steps = found.step + 1
        states = {f"gradient_of_{cell}_state": each[:steps] for cell, each in norms.items()}
        return {
            "step": range(1, steps + 1),
            "input": explored.trace.inputs[:steps],
            "gradient_norm": found.norms[:steps],
            "gradient_times_input": found.products[:steps],
            **states,
        }

    words = "One row a step up to the output: |dL/dx|, dL/dx·x, and |dL/dh| of each network"
    return Numbers("gradients", words, table)


def _target(explored: Explored) -> None:
    word = explored.name == "word_reader"
    st.text_input(
        "The output that is asked about",
        key=CHOICES.drawn("target"),
        placeholder="the likeliest" if word else "the likeliest next character",
        help="Its log-probability L after the framed letter: "
        + ("a known word" if word else "one character; ⏎ stands for a new line"),
    )


def _window(step: int) -> None:
    if step < 1:
        return
    CHOICES["window"] = max(0, min(int(value("window")), step + 1))
    st.slider(
        "BPTT window, steps",
        0,
        step + 1,
        key=CHOICES.drawn("window"),
        help="Training often cuts the gradient after so many steps back; 0 does not cut. What lies "
        "before the cut cannot be learned from this output.",
    )


def _influence(
    explored: Explored, cell: CellKind, trace: Trace, step: int
) -> tuple[Influence | None, str]:
    target, window = str(value("target")), int(value("window"))
    try:
        name = f"{explored.digest}.{cell}"
        return _compute(explored.name, cell, name, step, target, window, trace), ""
    except ValueError as error:
        return None, f"{str(error)[0].upper()}{str(error)[1:]}."


@st.cache_resource(max_entries=64, show_spinner=False)
def _compute(
    name: str, cell: CellKind, digest: str, step: int, target: str, window: int, _trace: Trace
) -> Influence:
    model: Any = networks.thinking(name, cell)
    if name == "word_reader":
        from seqdemo.demos.word_reader.saliency import influence as of_reader

        word = target.strip().lower()
        return of_reader(model, _trace, step, word, window=window or None)
    from seqdemo.demos.shakespeare.saliency import influence as of_writer

    symbol = target.replace("⏎", "\n")[:1]
    vocabulary = source.vocabulary()
    return of_writer(model, vocabulary, _trace, step, symbol, window=window or None)


def _sentence(explored: Explored, found: Influence) -> str:
    shown = literal(found.name.replace("\n", "⏎").replace(" ", "␣"))
    kind = "word" if explored.name == "word_reader" else "next character"
    p = float(np.exp(found.log_probability))
    far = int(found.step - np.flatnonzero(found.norms > 0.01 * found.norms.max()).min())
    return (
        f"L is the log-probability of the {kind} “**{shown}**” after step {found.step + 1}: "
        f"{found.log_probability:.2g} nats ({p:.1%}). Inputs up to **{far} steps** back have at "
        "least a hundredth of the largest gradient."
    )


def _connectivity(explored: Explored, found: Influence) -> None:
    """The text, coloured by how much each letter matters."""
    start = max(0, found.step + 1 - SHOWN)
    steps = slice(start, found.step + 1)
    symbols, now = explored.trace.inputs[steps], found.step - start
    norms, products = found.norms[steps], found.products[steps]
    unit = "nats per unit of x"
    st.caption("Gradient norm |dL/dx| of each input:")
    passages(
        [Passage(symbols, norms, now=now)],
        key="explorer.norms",
        most=float(np.quantile(norms, 0.98)) or 1.0,
        signed=False,
        joined=explored.joined,
        breaks=True,
        unit=unit,
        on_pick=lambda row, n: lens_settings.select_step(start + n),
    )
    st.caption("Gradient times input: orange letters speak for this output, blue ones against it.")
    passages(
        [Passage(symbols, products, now=now)],
        key="explorer.products",
        most=float(np.quantile(np.abs(products), 0.98)) or 1.0,
        joined=explored.joined,
        breaks=True,
        unit="nats",
        on_pick=lambda row, n: lens_settings.select_step(start + n),
    )


def _vanishing(explored: Explored, step: int) -> dict[str, FloatArray]:
    """The norm of the gradient of every state, for all three networks on this input."""
    norms: dict[str, FloatArray] = {}
    for cell in CELLS:
        try:
            trace = explored.trace if cell == explored.cell else source.trace_by(explored, cell)
            found, _ = _influence(explored, cell, trace, step)
        except networks.CheckpointError:
            continue
        if found is not None:
            norms[cell] = found.states[-1]
    chart(gradient_plot(norms, step, int(value("window"))), "gradient")
    st.caption(
        "|dL/dh| of the top layer's states, each network asked about its own likeliest output "
        "(or the one above) on the same input. A straight fall on this logarithmic scale is a "
        "gradient that vanishes by the same factor at every step."
    )
    return norms
