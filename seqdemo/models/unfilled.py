"""A network that is about to be filled from a file draws no weights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UNFILLED: ContextVar[bool] = ContextVar("unfilled", default=False)


@contextmanager
def unfilled() -> Iterator[None]:
    """Leave out drawing recurrent weights here: orthogonal ones take longer than loading them."""
    before = _UNFILLED.set(True)
    try:
        yield
    finally:
        _UNFILLED.reset(before)


def is_unfilled() -> bool:
    """Tell whether weights that are drawn now would be replaced before anybody uses them."""
    return _UNFILLED.get()
