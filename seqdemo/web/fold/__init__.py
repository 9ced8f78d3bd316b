"""The home page's living picture: a recurrent cell that unfolds over the letters it reads."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from seqdemo.web.unroll.payload import UnrollView, payload

HERE = Path(__file__).parent
_SHARED = HERE.parent / "unroll" / "js"  # colours, numbers and tiles are drawn alike everywhere

_mount = st.components.v2.component(
    "seqdemo_fold",
    html=(HERE / "fold.html").read_text("utf-8"),
    css=(HERE / "fold.css").read_text("utf-8"),
    js="\n".join(
        path.read_text("utf-8")
        for path in (
            _SHARED / "mount.js",
            _SHARED / "palette.js",
            _SHARED / "trace.js",
            _SHARED / "tile.js",
            HERE / "fold.js",
        )
    ),
)


def fold(view: UnrollView, *, key: str) -> None:
    """Show the folded cell reading `view`'s letters, then unfold it; it needs no rerun."""
    _mount(key=key, data=payload(view))
