"""Component: add the view on screen to a lesson of one's own."""

from __future__ import annotations

from pathlib import Path

from seqdemo.web.bridge import component
from seqdemo.web.epoch import epoch
from seqdemo.web.messages import Listener

_mount = component("draft", Path(__file__).parent)


def add_view(
    *,
    text: str,
    count: int,
    here: bool,
    lesson: str,
    key: str,
    fragment: str,
    on_act: Listener,
) -> None:
    """Show the button "Add this view to my lesson"; the draft stays in the browser, too.

    A tab in which a lesson is paused tells so to a session that knows of none.

    Args:
        text: The lesson so far, as its file; "" if nothing was made in this session.
        count: Its steps.
        here: Whether this is a page whose view can be added; else nothing is seen.
        lesson: Lesson and step that run in this session, "" for none.
        key: Names the component in the session.
        fragment: Key of the fragment it stands in.
        on_act: Gets {"do": "add", "view": address below the host}, or {"do": "restore", "text":
            what the browser has kept}, or {"do": "resume", "lesson": lesson and step}.
    """
    data = {"text": text, "count": count, "here": here, "lesson": lesson, "epoch": epoch()}
    _mount(key=key, data=data, listeners={"act": on_act}, fragment=fragment)
