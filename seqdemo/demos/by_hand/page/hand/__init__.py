"""Component: a small network with weights to move."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from seqdemo.views.palette import DIVERGING
from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("hand", Path(__file__).parent)


def hand(
    place: Mapping[str, str | None],
    *,
    mode: str,
    hide: Collection[str],
    on_view: Callable[[Mapping[str, Any]], Rerun],
) -> None:
    """Show the puzzles. The browser owns the network: Python says only where it starts.

    Args:
        place: Puzzle, network, weights, word and step, by the names of their query parameters;
            None for what the puzzle has of itself.
        mode: "build", or "cell" for the view in which the visitor computes.
        hide: Buttons that are left out: "hint", "solution", "learn".
        on_view: Called with such a place when the visitor rests.
    """
    _mount(key="by_hand.hand", data=payload(place, mode, hide), listeners={"view": on_view})


def payload(
    place: Mapping[str, str | None], mode: str, hide: Collection[str] = ()
) -> dict[str, Any]:
    """What the component gets, as JSON-ready data."""
    return {"place": dict(place), "mode": mode, "hide": list(hide), "palette": DIVERGING}
