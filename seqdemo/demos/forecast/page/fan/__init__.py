"""Component: a series with its forecast as a fan, origin dragged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from seqdemo.demos.forecast.page.fan.payload import FanView, payload
from seqdemo.web.bridge import component

_mount = component("fan", Path(__file__).parent)


def fan(view: FanView, *, key: str, on_origin: Callable[[int], None]) -> None:
    """Show a series and what is said of its future.

    Args:
        view: What is shown.
        key: Names it in the session.
        on_origin: Called with the origin that the visitor has dragged to.
    """

    def moved(sent: dict[str, Any]) -> None:
        origin = sent.get("origin")
        if isinstance(origin, int) and view.least <= origin <= view.most:
            on_origin(origin)

    _mount(key=key, data=payload(view), listeners={"origin": moved})
