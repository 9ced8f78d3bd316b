"""Component: a pupil's seat: a step, a question, one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("seat", Path(__file__).parent)


def seat_view(
    data: Mapping[str, Any],
    *,
    key: str,
    fragment: str,
    on_act: Callable[[dict[str, Any]], Rerun],
) -> None:
    """Show what `pupil_view` gives; `on_act` gets `{do: "answer", at, text}`, `{do: "go", at}`."""
    _mount(key=key, data=data, listeners={"act": on_act}, fragment=fragment, changes=True)
