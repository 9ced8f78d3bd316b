"""Insisted values: what callbacks set, against messages of before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import streamlit as st

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

    def insist(self, name: str, value: Any, before: Any, *, taken: bool = False) -> None:
        """Have a control say `value`; it said `before`.

        Args:
            name: Of the control.
            value: What it is to say.
            before: What it said.
            taken: Whether it is a run that has it say so, and no callback before one.
        """
        self._values[name] = _Value(value, [before], taken)

    def is_overtaken(self, name: str, said: Any) -> bool:
        """Whether a control says what it said before, in a message that was under way."""
        one = self._values.get(name)
        return one is not None and self._overtakes(one, said)

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
            elif self._overtakes(one, now):
                yield name, one.value
            else:  # the visitor has chosen
                del self._values[name]

    def _overtakes(self, one: _Value, said: Any) -> bool:
        under_way = one.shown is None or self._clock() - one.shown < UNDER_WAY
        return said != one.value and said in one.old and under_way

    def all_shown(self) -> None:
        """Note that a run has shown all controls."""
        for one in self._values.values():
            if one.taken and one.shown is None:
                one.shown = self._clock()


def insisted(page: str) -> Insisted:
    """Those of a page in this session."""
    found: Insisted = st.session_state.setdefault(f"{page}.#insisted", Insisted())
    return found
