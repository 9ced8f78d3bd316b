"""Triggers of a component: heard once each, also those overtaken.

Streamlit keeps one message of those that a session has sent before its next run, and in it the
newest trigger of a component. So the browser sends with a trigger those that it pulled before, see
`shared/mount.js`, and when each was pulled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any, TypeAlias

Sent: TypeAlias = tuple[str, dict[str, Any]]
"""Name of a value or a trigger, and what the browser sent: a JSON object."""

MOST = 8
"""So many earlier triggers of one message are heard."""


@dataclass
class Pulled:
    """Which triggers of a component a session has heard.

    Attributes:
        at_ms: When the last of them was pulled, milliseconds by the browser's clock.
    """

    at_ms: float = 0.0

    def unheard(self, news: Iterable[Sent], session: str) -> list[Sent]:
        """What listeners are to be told: earlier triggers in order, then the news, each once.

        Args:
            news: Of a message.
            session: Begins the names of the data that this session has given. A trigger from
                before its first one was pulled for another session unless it names such data.
        """
        news = list(news)
        found = {
            at: (name, value)
            for _, sent in news
            for name, value in _earlier(sent)
            if self._is_ours(at := _time(value), value, session)
        }
        told = [(name, _alone(value)) for name, value in news if self._is_new(_time(value))]
        late = [found[at] for at in sorted(found) if at not in {_time(one) for _, one in news}]
        self.at_ms = max([self.at_ms, *found, *(_time(v) for _, v in news if _time(v) < inf)])
        return [*late, *told]

    def _is_ours(self, at: float, value: dict[str, Any], session: str) -> bool:
        known = str(value.get("shown", "")).startswith(session)
        return at < inf and self._is_new(at) and (known or self.at_ms > 0)

    def _is_new(self, at: float) -> bool:
        return at > self.at_ms


def _time(value: dict[str, Any]) -> float:
    """When a trigger was pulled, milliseconds; infinity for what is none."""
    at = value.get("at_ms")
    return float(at) if isinstance(at, int | float) and 0 < at < inf else inf


def _alone(value: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in value.items() if name != "earlier"}


def _earlier(sent: dict[str, Any]) -> Iterator[Sent]:
    carried = sent.get("earlier")
    for one in carried[-MOST:] if isinstance(carried, list) else []:
        match one:
            case {"name": str(name), "value": dict(value)}:
                yield name, value
