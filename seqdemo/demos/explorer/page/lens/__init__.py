"""The lens: what was read, every unit over time, and one unit up close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from seqdemo.demos.explorer.page.lens.payload import LensView, payload
from seqdemo.web import unroll

HERE = Path(__file__).parent
_SHARED = Path(unroll.__file__).parent / "js"  # colours and numbers are alike everywhere
_USED = ("mount", "address", "palette", "trace", "column", "equations", "snapshot", "player")
_OWN = ("lines", "reading", "heat", "unit", "lens")

_mount = st.components.v2.component(
    "seqdemo_lens",
    html=(HERE / "lens.html").read_text("utf-8"),
    css=(HERE / "lens.css").read_text("utf-8"),
    js="\n".join(
        path.read_text("utf-8")
        for path in (
            *(_SHARED / f"{name}.js" for name in _USED),
            *(HERE / "js" / f"{name}.js" for name in _OWN),
        )
    ),
)


def lens(view: LensView, *, key: str, on_view: Callable[[dict[str, Any]], None]) -> None:
    """Show a layer over time; what the visitor rests on calls `on_view`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_view: Gets {"at", "unit", "span", "rev"} from a browser: check it.
    """
    _mount(key=key, data=payload(view), on_view_change=lambda: _pass_on(key, on_view))


def _pass_on(key: str, listener: Callable[[dict[str, Any]], None]) -> None:
    sent = st.session_state[key].get("view")
    if isinstance(sent, dict):
        listener(sent)
