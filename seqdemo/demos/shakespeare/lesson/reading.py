"""Read a text with a writer, kept for a while, for measures."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.shakespeare.query import Score

Networks = Callable[[str], Any]


def known(networks: Networks, cell: str) -> Any:
    """Vocabulary of a writer."""
    from seqdemo.demos.shakespeare.task import TASK

    return TASK.known(networks(cell))


@lru_cache(maxsize=64)
def read(model: Any, text: str, cell: str) -> Trace:
    """Trace of a given text."""
    from seqdemo.demos.shakespeare.task import TASK

    return TASK.trace(model, Score(text, cast(CellKind, cell)))
