"""Letters to draw on 7x7 grids, for pages that show elsewhere what a network makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from seqdemo.web.drawing import Drawing

HERE = Path(__file__).parent
_SHARED = HERE.parent / "unroll" / "js"  # one pen for all pages
_USED = ("mount", "palette", "drawing", "wire", "strip", "column")

_mount = st.components.v2.component(
    "seqdemo_letters",
    html=(HERE / "letters.html").read_text("utf-8"),
    css=(HERE / "letters.css").read_text("utf-8"),
    js="\n".join(
        path.read_text("utf-8")
        for path in (*(_SHARED / f"{name}.js" for name in _USED), HERE / "letters.js")
    ),
)


def letters(drawing: Drawing, *, on_draw: Callable[[], None]) -> None:
    """Show a drawing to be changed; what is drawn arrives in `drawing`, and then `on_draw` runs."""

    def drawn() -> None:
        before = drawing.grids
        drawing.take()
        if drawing.grids != before:
            on_draw()

    data = {"drawing": list(drawing.grids), **drawing.standing()}
    _mount(key=drawing.widget, data=data, on_word_change=drawn)
