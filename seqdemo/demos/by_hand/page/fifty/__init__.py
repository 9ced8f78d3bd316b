"""Component: one weight, fifty steps, and the gradient left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.views.palette import DIVERGING
from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("fifty", Path(__file__).parent)


def fifty(weight: float, squeeze: str, *, on_view: Callable[[Mapping[str, Any]], Rerun]) -> None:
    """Show how much of a gradient is left after each of fifty steps back.

    Args:
        weight: First value of the weight.
        squeeze: "none" or "tanh", what squeezes the state.
        on_view: Called with {"weight", "squeeze"}, both texts, when the visitor rests.
    """
    _mount(key="by_hand.fifty", data=payload(weight, squeeze), listeners={"view": on_view})


def payload(weight: float, squeeze: str) -> dict[str, Any]:
    """What the component gets, as JSON-ready data."""
    return {"weight": weight, "squeeze": squeeze, "palette": DIVERGING}
