"""Difference of two JSON values: what changed, and nothing else.

A difference is `["is", value]`, `["in", {name: difference}]` for the names of an object that
changed, or `["from", n, middle, m]` for a list whose first n and last m values stay.
`shared/difference.js` merges.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any


def difference(new: Any, old: Any) -> list[Any]:
    """What turns `old` into `new`, where both are JSON values."""
    if isinstance(new, dict) and isinstance(old, dict) and new.keys() == old.keys():
        changed = [name for name in new if new[name] != old[name]]
        return ["in", {name: difference(new[name], old[name]) for name in changed}]
    if isinstance(new, list) and isinstance(old, list):
        first = _same(new, old)
        last = _same(reversed(new[first:]), reversed(old[first:]))
        return ["from", first, new[first : len(new) - last], last]
    return ["is", new]


def _same(one: Iterable[Any], other: Iterable[Any]) -> int:
    """With how many values both begin."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def merged(old: Any, change: list[Any]) -> Any:
    """The value that `change` makes of `old`, as a browser has it; neither is changed."""
    match change:
        case ["in", parts]:
            return old | {name: merged(old[name], part) for name, part in parts.items()}
        case ["from", first, middle, last]:
            return old[:first] + middle + old[len(old) - last :]
    return change[1]
