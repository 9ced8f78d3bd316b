"""A photo and the network that describes it: every word opens up where it looked and what it knew.

Python owns the sentence; `rev` names it. Which word, unit and picture are shown belongs to the
browser, and goes into the address without asking the server.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from seqdemo.demos.captioner.page.caption_unroll.payload import CaptionView, payload
from seqdemo.web import unroll

HERE = Path(__file__).parent
_SHARED = Path(unroll.__file__).parent / "js"  # colours, numbers and equations are alike everywhere
_SHARED_PARTS = ("mount", "address", "shape", "palette", "trace", "column", "equations", "player")
_PARTS = ("photo", "rows", "columns", "choices", "unit", "tree", "sentence", "captioner")

_mount = st.components.v2.component(
    "seqdemo_caption_unroll",
    html=(HERE / "caption_unroll.html").read_text("utf-8"),
    css=(HERE / "caption_unroll.css").read_text("utf-8"),
    js="\n".join(
        path.read_text("utf-8")
        for path in (
            *(_SHARED / f"{name}.js" for name in _SHARED_PARTS),
            *(HERE / "js" / f"{name}.js" for name in _PARTS),
        )
    ),
)


def caption_unroll(
    view: CaptionView, *, key: str, on_act: Callable[[dict[str, Any]], None]
) -> None:
    """Show a described photo; what the visitor does there calls `on_act`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_act: Gets {"do": "branch" | "say", "words": [...]} or {"do": "release"}.
    """
    _mount(key=key, data=payload(view), on_act_change=lambda: _pass_on(key, on_act))


def _pass_on(key: str, listener: Callable[[dict[str, Any]], None]) -> None:
    sent = st.session_state[key].get("act")
    if isinstance(sent, dict):
        listener(sent)
