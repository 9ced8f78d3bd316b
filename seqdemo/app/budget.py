"""Budget in bytes of what a server keeps only to be quick.

What was used longest ago goes first; it is computed again when it is asked for.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

import numpy as np

BYTES = 100_000_000
"""Of all that is kept: traces, answers with their states, texts that are finished."""

C = TypeVar("C", bound=Callable[..., Any])


class Budget:
    """Things that can be dropped, together at most so many bytes; the latest always stays.

    Args:
        most: Bytes.
    """

    def __init__(self, most: int = BYTES) -> None:
        self.most, self.held = most, 0
        self._drops: OrderedDict[Hashable, tuple[int, Callable[[], object]]] = OrderedDict()
        self._lock = threading.Lock()

    def knows(self, key: Hashable) -> bool:
        """Whether something is held; it counts as used just now."""
        with self._lock:
            if key in self._drops:
                self._drops.move_to_end(key)
            return key in self._drops

    def hold(self, key: Hashable, size: int, drop: Callable[[], object]) -> None:
        """Note what is kept under a key, and drop what is now too much.

        Args:
            key: Names it.
            size: Bytes.
            drop: Called once, when its time has come.
        """
        over = []
        with self._lock:
            self._forget(key)
            self._drops[key] = size, drop
            self.held += size
            while self.held > self.most and len(self._drops) > 1:
                oldest = next(iter(self._drops))
                over.append(self._drops[oldest][1])
                self._forget(oldest)
        for each in over:
            each()

    def forget(self, key: Hashable) -> None:
        """Note that something is gone."""
        with self._lock:
            self._forget(key)

    def _forget(self, key: Hashable) -> None:
        size, _ = self._drops.pop(key, (0, None))
        self.held -= size


BUDGET = Budget()
"""The budget of this server."""


def within_budget(cached: C) -> C:
    """Decorate a function of `st.cache_resource`: its values share the budget of the server.

    Values of the same arguments, but for those that begin with an underscore, are one.
    """
    names = tuple(signature(cached).parameters)

    @wraps(cached)
    def kept(*args: Any, **given: Any) -> Any:
        found = cached(*args, **given)
        told = dict(zip(names, args, strict=False)) | given
        # What is not hashed may be large, and is not needed to forget a value.
        told = {name: None if name.startswith("_") else told[name] for name in told}
        key = (cached.__module__, cached.__qualname__, repr(told), id(found))
        if not BUDGET.knows(key):
            BUDGET.hold(key, size_of(found), lambda: clear(**told))
        return found

    clear = cast(Any, cached).clear
    cast(Any, kept).clear = clear
    return cast(C, kept)


def size_of(value: Any) -> int:
    """Bytes of the arrays and texts in a value made of dataclasses and containers.

    Arrays that share their memory count once.
    """
    sizes: dict[int, int] = {}
    _measure(value, sizes)
    return sum(sizes.values())


def _measure(value: Any, sizes: dict[int, int]) -> None:
    while isinstance(value, np.ndarray) and isinstance(value.base, np.ndarray):
        value = value.base
    if id(value) in sizes:
        return
    parts = _parts(value)
    # A trace holds the names of thousands of classes: one by one they cost more than a reading.
    try:
        letters, others = len("".join(parts)), []
    except TypeError:  # not all of them are texts
        letters = sum(len(part) for part in parts if isinstance(part, str))
        others = [part for part in parts if not isinstance(part, str)]
    sizes[id(value)] = _own_size(value) + letters
    for part in others:
        _measure(part, sizes)


def _own_size(value: Any) -> int:
    nbytes = getattr(value, "nbytes", None)
    if isinstance(nbytes, int):
        return nbytes
    return len(value) if isinstance(value, str | bytes) else 64


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, each.name, None) for each in fields(value)]
    return []
