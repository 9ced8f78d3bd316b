"""Texts of a lesson as trees, made once for all who look.

Many pupils look at the same step every two seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from seqdemo.lessons.text_tree import text_tree


def tree(text: str, values: Mapping[str, str]) -> list[Any]:
    """Elements of a text; not to be changed."""
    return _made(text, tuple(values.items()))


@lru_cache(maxsize=4_000)
def _made(text: str, values: tuple[tuple[str, str], ...]) -> list[Any]:
    return text_tree(text, dict(values))
