"""Component: a described photo; each word shows where it looked.

Python owns the sentence; `rev` names it. Which word, unit and picture are shown belongs to the
browser, and goes into the address; the server hears of it when the visitor rests.
"""

from __future__ import annotations

from pathlib import Path

from seqdemo.demos.captioner.page.caption_unroll.payload import CaptionView, payload
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("caption_unroll", Path(__file__).parent)


def caption_unroll(view: CaptionView, *, key: str, on_act: Listener, on_view: Listener) -> None:
    """Show a described photo; what the visitor does there calls `on_act`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_act: Gets {"do": "branch" | "say", "words": [...]} or {"do": "release"}.
        on_view: Gets {"at", "unit"} when the visitor rests.
    """
    _mount(key=key, data=payload(view), listeners={"act": on_act, "view": on_view})
