"""Component: a word forward through a network, and its gradient back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.views.palette import DIVERGING
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener, Rerun

_mount = component("unrolled", Path(__file__).parent)


def unrolled(
    place: Mapping[str, str | None],
    title: str,
    *,
    writer: Mapping[str, Any] | None = None,
    on_view: Callable[[Mapping[str, Any]], Rerun],
    on_more: Callable[[], Rerun] | None = None,
) -> None:
    """Show a word forward and back; without `writer`, that of a tiny network in the browser.

    Args:
        place: Choices by the names of their query parameters; None for the default.
        title: Heading.
        writer: Records and losses of a larger network, as `update_records` gives them.
        on_view: Called with such a place when the visitor rests, and
        on_more: when they want a hundred updates of `writer` and its records are not there.
    """
    data = payload(place, title, writer)
    listeners: dict[str, Listener] = {"view": on_view}
    if on_more is not None:
        listeners["more"] = lambda _: on_more()
    _mount(key="through_time.unrolled", data=data, listeners=listeners)


def payload(
    place: Mapping[str, str | None], title: str, writer: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What the component gets, as JSON-ready data."""
    return {"place": dict(place), "title": title, "writer": writer, "palette": DIVERGING}
