"""Component: word probabilities with parts of the photo painted over."""

from __future__ import annotations

from pathlib import Path

from seqdemo.demos.captioner.page.did_it_look.payload import LookView, payload
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("did_it_look", Path(__file__).parent)


def did_it_look(view: LookView, *, key: str, on_act: Listener) -> None:
    """Show what words depend on; a visitor who paints over regions calls `on_act`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_act: Gets {"do": "paint", "regions": [...]}.
    """
    _mount(key=key, data=payload(view), listeners={"act": on_act})
