"""The lens: what was read, every unit over time, and one unit up close."""

from __future__ import annotations

from pathlib import Path

from seqdemo.demos.explorer.page.lens.payload import LensView, payload
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("lens", Path(__file__).parent)


def lens(view: LensView, *, key: str, on_view: Listener, on_hold: Listener) -> None:
    """Show a layer over time; what the visitor rests on calls `on_view`.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_view: Gets {"at", "unit", "span", "rev"} from a browser: check it.
        on_hold: Gets {"at", "unit", "value"}: what the visitor wants to hold.
    """
    _mount(key=key, data=payload(view), listeners={"view": on_view, "hold": on_hold})
