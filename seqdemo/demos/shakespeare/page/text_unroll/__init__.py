"""Component: a text whose every character opens up."""

from __future__ import annotations

from pathlib import Path

from seqdemo.demos.shakespeare.page.text_unroll.payload import TextView, payload
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("text_unroll", Path(__file__).parent)


def text_unroll(
    view: TextView,
    *,
    key: str,
    on_act: Listener,
    on_view: Listener,
    fragment: str | None = None,
) -> None:
    """Show a text; what the visitor does there calls `on_act`, what they look at `on_view`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_act: Gets {"do": ...}: stop, continue, branch (place, symbol), undo, layer (depth),
            states (at), colour or resend.
        on_view: Gets {"at", "unit", "colour", "depth", "rev"} when the visitor rests.
        fragment: Key of the fragment it stands in, if any.
    """
    _mount(
        key=key,
        data=payload(view),
        listeners={"act": on_act, "view": on_view},
        fragment=fragment,
    )
