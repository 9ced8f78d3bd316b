"""Gallery of drawings that break the network, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from seqdemo.core.percent import percent
from seqdemo.demos.word_reader.breaking import BREAKING, NETWORK, Breaking
from seqdemo.demos.word_reader.page import stage, state
from seqdemo.demos.word_reader.page.state import STATE
from seqdemo.handwriting.grids import GRID
from seqdemo.web.reruns import rerun

GAP = 2
"""Cells between two letters of a picture."""


def gallery() -> None:
    """Pictures, what they were meant to be, what is read, and why."""
    if STATE.hides("gallery"):
        return
    with st.expander("Drawings that break it"):
        st.caption(
            f"Of 13,116 drawings of its words in hands it was never trained on, the "
            f"{NETWORK.upper()} read 431 wrongly. Half of those are no word it knows, it says; 13 "
            "it calls another word, 90\u00a0% sure or more. Open one, and try to refute its "
            "sentence."
        )
        columns = st.columns(3)
        for place, one in enumerate(BREAKING):
            with columns[place % 3].container(border=True):
                _card(one)


def _card(one: Breaking) -> None:
    st.html(picture(one.drawing, f"The drawing of {one.meant}"))
    meant = f"*{one.meant}*" if one.word else f"*{one.meant}*, no word"
    st.markdown(f"Drawn: {meant}. Read: **{one.says}**, {percent(one.sure)}.")
    st.caption(one.why)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Open it", key=STATE.key(f"#break.{one.meant}"), on_click=_open, args=(one,))
        st.markdown(f"[link](word_reader?w={one.code})")


def _open(one: Breaking) -> None:
    STATE["cell"], STATE["noise"] = NETWORK, 0
    state.drawing().push(one.drawing)
    stage.ask_others()
    rerun(stage.ALL)


def picture(drawing: Sequence[str], words: str) -> str:
    """Letters side by side, as HTML in the colour of the text around them."""
    wide = len(drawing) * (GRID + GAP) - GAP
    cells = [
        f'<i style="grid-area:{n // GRID + 1}/{k * (GRID + GAP) + n % GRID + 1}"></i>'
        for k, grid in enumerate(drawing)
        for n, bit in enumerate(grid)
        if bit == "1"
    ]
    size = f"grid-template:repeat({GRID},1fr)/repeat({wide},1fr);aspect-ratio:{wide}/{GRID}"
    return (
        "<style>.drawn-word i { background: currentColor; margin: 0 .5px .5px 0; }</style>"
        f'<div class="drawn-word" role="img" aria-label="{words}" '
        f'style="display:grid;{size};width:{6 * wide}px;max-width:100%">{"".join(cells)}</div>'
    )
