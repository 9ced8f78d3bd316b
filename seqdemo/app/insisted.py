"""Insisted values: what callbacks set, against messages of before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

UNDER_WAY = 2.0
"""Seconds after all of a page was shown in which a message may still say what was before."""


class Says(Protocol):
    """Values by name, such as a page's."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass
class _Value:
    value: Any
    old: list[Any]
    taken: bool = False
    shown: float | None = None


class Insisted:
    """Values of a session's controls that a callback has set and browsers may not know yet.

    A run that shows a control may be stopped before it does, and whatever the browser says
    meanwhile holds what the control said before.

    Args:
        clock: Seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._values: dict[str, _Value] = {}
        self._clock = clock

    def insist(self, name: str, value: Any, before: Any) -> None:
        """Have a control say `value`; it said `before`."""
        self._values[name] = _Value(value, [before])

    def values(self, said: Says) -> Iterable[tuple[str, Any]]:
        """Names and values of controls that say something else: call it as a run begins.

        Args:
            said: What controls say, by name.
        """
        for name, one in list(self._values.items()):
            now = said[name]
            if not one.taken:
                one.taken = True
                one.old.append(now)  # a session that was lost knows no better
                yield name, one.value
            elif now == one.value:
                continue
            elif now in one.old and self._is_under_way(one):
                yield name, one.value
            else:  # the visitor has chosen
                del self._values[name]

    def _is_under_way(self, one: _Value) -> bool:
        return one.shown is None or self._clock() - one.shown < UNDER_WAY

    def all_shown(self) -> None:
        """Note that a run has shown all controls."""
        for one in self._values.values():
            if one.taken and one.shown is None:
                one.shown = self._clock()
