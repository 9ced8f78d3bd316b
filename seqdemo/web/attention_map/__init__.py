"""Component: attention as a table; a click chooses where to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from seqdemo.core.trace import Trace
from seqdemo.views.palette import DIVERGING
from seqdemo.web.bridge import component
from seqdemo.web.packing import packed

_mount = component("attention_map", Path(__file__).parent)


@dataclass(frozen=True)
class AttentionView:
    """Everything the component shows.

    Attributes:
        trace: The decoder's, with attention (T, S).
        said: What is said at each step, T names.
        source: Names of the attended positions, S.
        follows: Key of the `steps` that shows the trace: its step is marked, and a click on a row
            goes there.
        step: The row shown first.
        pinned: Step and position that the visitor chose.
        title: Heading.
        note: A sentence below.

    Raises:
        ValueError: If the trace has no attention, or the names do not fit it.
    """

    trace: Trace
    said: Sequence[str]
    source: Sequence[str]
    follows: str
    step: int = 0
    pinned: tuple[int, int] | None = None
    title: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        attention = self.trace.attention
        if attention is None or attention.shape != (len(self.said), len(self.source)):
            shape = None if attention is None else attention.shape
            raise ValueError(
                f"{len(self.said)} x {len(self.source)} names for attention of shape {shape}"
            )


def attention_map(
    view: AttentionView,
    *,
    key: str,
    on_pin: Callable[[tuple[int, int] | None], None] | None = None,
) -> None:
    """Show where a decoder looked at each step.

    Args:
        view: What to show.
        key: Names the component in the session.
        on_pin: Called with step and position when a cell is clicked; with None to let go.
    """
    shape = (len(view.said), len(view.source))
    _mount(
        key=key,
        data=payload(view, pins=on_pin is not None),
        listeners={"pin": lambda sent: _pinned(sent, shape, on_pin)},
    )


def payload(view: AttentionView, *, pins: bool = False) -> dict[str, Any]:
    """`view` as JSON-ready data; `pins` says whether a position can be chosen."""
    assert view.trace.attention is not None
    return {
        "said": list(view.said),
        "source": list(view.source),
        "weights": packed(view.trace.attention),
        "step": min(max(view.step, 0), len(view.said) - 1),
        "pinned": None if view.pinned is None else list(view.pinned),
        "pins": pins,
        "title": view.title,
        "note": view.note,
        "follows": view.follows,
        "palette": DIVERGING,
    }


def _pinned(
    sent: Mapping[str, Any],
    shape: tuple[int, int],
    listener: Callable[[tuple[int, int] | None], None] | None,
) -> None:
    """Pass on a cell that was clicked, if there is such a cell."""
    step, position = sent.get("step"), sent.get("position")
    if listener is None or "step" not in sent:
        return
    if step is None:
        listener(None)
    elif _within(step, shape[0]) and _within(position, shape[1]):
        listener((step, position))


def _within(number: Any, count: int) -> TypeGuard[int]:
    """Whether something from a browser is a whole number from 0 to below `count`."""
    return isinstance(number, int) and 0 <= number < count
