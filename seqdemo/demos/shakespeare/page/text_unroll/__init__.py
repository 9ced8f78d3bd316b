"""Component: a text whose every character opens up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from seqdemo.demos.shakespeare.page.text_unroll.payload import TextView, payload
from seqdemo.web.bridge import component, pass_on

_mount = component("text_unroll", Path(__file__).parent)


def text_unroll(
    view: TextView,
    *,
    key: str,
    on_act: Callable[[dict[str, Any]], None],
    on_view: Callable[[dict[str, Any]], None],
) -> None:
    """Show a text; what the visitor does there calls `on_act`, what they look at `on_view`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_act: Gets {"do": ...}: stop, continue, branch (place, symbol), undo, layer (depth),
            states (at), colour or resend.
        on_view: Gets {"at", "unit", "colour", "depth", "rev"} when the visitor rests.
    """
    _mount(
        key=key,
        data=payload(view),
        on_act_change=lambda: pass_on(key, "act", on_act),
        on_view_change=lambda: pass_on(key, "view", on_view),
    )
