"""Weights against states: learned once, and new at every step."""

from __future__ import annotations

import base64
from html import escape

import numpy as np
import streamlit as st
from PIL import Image
from safetensors.numpy import load_file

from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS, WEIGHTS
from seqdemo.core.character_names import with_sign
from seqdemo.core.trace import FloatArray
from seqdemo.demos.shapes.page.stacks import text_read, trace_of
from seqdemo.demos.shapes.page.state import NAME, STATE
from seqdemo.views.palette import DARK, LIGHT, Palette, diverging
from seqdemo.views.unroll_picture import png

STACK = "one"
SHOWN = 6
"""Columns of the picture."""


def section() -> None:
    """The same matrix in every column, another state in each."""
    if STATE.hides("weights"):
        return
    st.header("What stays, what changes", anchor="weights")
    text = text_read()
    if not text:
        return
    trace = trace_of(STACK, text)
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    states = trace.layers[0].hidden
    weights = hidden_weights()
    units, parameters = states.shape[1], networks.card(NAME, STACK)["parameters"]
    st.markdown(
        f"**Weights** were learned once: {parameters:,} numbers, and the same ones at every step. "
        f"**The state** is {units} numbers, new after every letter. Read more letters, and there "
        "are more states, but not one more weight."
    )
    st.html(picture(trace.inputs[:SHOWN], weights, states[:SHOWN], palette))
    count = len(trace)
    st.markdown(
        "| letters read | weights | numbers in all states |\n|---|---|---|\n"
        + "\n".join(
            f"| {length:,} | {parameters:,} | {length * units:,} |"
            for length in sorted({1, count, 100, 10_000})
        )
    )
    st.caption(
        "Top: the 64 × 64 weights by which the new candidate value of each unit depends on the "
        "state before, row by row. Only one copy of them is kept; it is drawn again at each step "
        "because it is used again."
    )


@st.cache_data(show_spinner=False)
def hidden_weights() -> FloatArray:
    """Weights from state to candidate of the one layer's GRU, (H, H)."""
    stored = load_file(ASSETS / NAME / STACK / WEIGHTS)  # for NumPy: the page waits for no torch
    rows = np.asarray(stored["recurrent.fused.weight_hh_l0"], np.float32)
    return rows[2 * rows.shape[1] :]


def picture(
    labels: tuple[str, ...], weights: FloatArray, states: FloatArray, palette: Palette
) -> str:
    """Columns of a matrix, a state and a letter, as HTML.

    Args:
        labels: Letters read, T.
        weights: (H, H), drawn in every column.
        states: (T, H).
        palette: Light or dark.
    """
    most = float(np.quantile(np.abs(weights), 0.99)) or 1.0
    matrix = _image(weights / most, palette, "weights, the same in every column", 110)
    side = int(np.ceil(np.sqrt(states.shape[1])))
    columns = []
    for label, state in zip(labels, states, strict=True):
        tile = np.zeros(side * side, np.float32)
        tile[: len(state)] = state
        words = f"state after {with_sign(label)}"
        columns.append(
            f'<div style="text-align:center">{matrix}<div style="color:{palette.soft}">↓</div>'
            f"{_image(tile.reshape(side, side), palette, words, 74)}"
            f'<div style="font-weight:700;font-size:17px">{escape(with_sign(label))}</div></div>'
        )
    arrow = f'<div style="align-self:center;color:{palette.soft}">→</div>'
    return (
        f'<div style="display:flex;gap:10px;overflow-x:auto" tabindex="0" role="group" '
        f'aria-label="the same weights at every step, another state at each">'
        f"{arrow.join(columns)}</div>"
    )


def _image(values: FloatArray, palette: Palette, words: str, size: int) -> str:
    data = base64.b64encode(png(Image.fromarray(diverging(values, palette)))).decode()
    return (
        f'<img src="data:image/png;base64,{data}" alt="{escape(words)}" width="{size}" '
        f'height="{size}" style="image-rendering:pixelated;border-radius:6px">'
    )
