"""Component: a network that learns a text, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("learner", Path(__file__).parent)


def learner(
    data: Mapping[str, Any],
    *,
    key: str,
    fragment: str,
    on_act: Callable[[dict[str, Any]], Rerun],
) -> None:
    """Show a training; see `payload` for the data.

    Args:
        data: What is shown.
        key: Names it in the session.
        fragment: Key of the fragment it stands in.
        on_act: Called with what the visitor does, {"act": ...}; it checks what else is in it.
    """
    _mount(key=key, data=data, listeners={"act": on_act}, fragment=fragment, changes=True)
