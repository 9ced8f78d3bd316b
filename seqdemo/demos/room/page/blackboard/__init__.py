"""Component: a room's board, with a teacher's bar and grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("blackboard", Path(__file__).parent)


def blackboard(
    data: Mapping[str, Any],
    *,
    key: str,
    fragment: str,
    on_act: Callable[[dict[str, Any]], Rerun],
) -> None:
    """Show what `board_view` gives, with `bar` and `mine` where the visitor leads the room.

    `on_act` gets `{do: ...}`; whether that may be done is for Python to say.
    """
    _mount(key=key, data=data, listeners={"act": on_act}, fragment=fragment, changes=True)
