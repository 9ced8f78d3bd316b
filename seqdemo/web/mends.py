"""Mend Streamlit 1.67: all that is changed of it while it runs.

Importing this fails where another Streamlit lacks what is mended. Each module has its reason, and a
test that shows Streamlit without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from seqdemo.web import (
    cached_messages,
    delivery,
    downloads,
    left,
    stopped_runs,
    theme_once,
    timers,
)

_MODULES = (delivery, cached_messages, stopped_runs, timers, left, downloads, theme_once)


def mend() -> None:
    """Have Streamlit work as mended from now on; calling it again is free."""
    for module in _MODULES:
        put_in_place(module.MENDED)


def put_in_place(mended: Mapping[Any, Callable[..., Any]]) -> None:
    """Put functions in the places of others: (class or module, name) -> function."""
    for (owner, name), own in mended.items():
        setattr(owner, name, own)
