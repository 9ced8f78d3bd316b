"""Component: draw a line with finger, pen, mouse or keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component

COLUMNS, HEIGHT = 120, 100
"""Steps across, and the largest height."""

_mount = component("line_pad", Path(__file__).parent)


def line_pad(
    heights: Sequence[int], *, key: str, on_line: Callable[[tuple[int, ...]], None]
) -> None:
    """Show a place to draw a line.

    Args:
        heights: The line so far, from the left, each 0 to HEIGHT.
        key: Names it in the session.
        on_line: Called with the heights when the visitor lifts the finger.
    """

    def drawn(sent: dict[str, Any]) -> None:
        line = heights_of(sent.get("line"))
        if line is not None:
            on_line(line)

    data = {"line": list(heights), "columns": COLUMNS, "height": HEIGHT}
    _mount(key=key, data=data, listeners={"line": drawn})


def heights_of(sent: Any) -> tuple[int, ...] | None:
    """Heights that a browser sent, or None if they are none."""
    if not isinstance(sent, list) or len(sent) > COLUMNS:
        return None
    if not all(isinstance(one, int) and 0 <= one <= HEIGHT for one in sent):
        return None
    return tuple(sent)
