"""Change a page's choices: to what a component sent, or to defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from seqdemo.app.page_state import PageState


def take(state: PageState, sent: Mapping[str, Any], names: Sequence[str]) -> None:
    """Set choices to what a component sent of them, written as in a link.

    Args:
        state: Of the page.
        sent: Values by the names of the choices; nonsense changes nothing.
        names: Which; what was not sent, or None, has its default.
    """
    for name in names:
        value, choice = sent.get(name), state.choices[name]
        with suppress(ValueError):
            state[name] = choice.default if value is None else choice.read(str(value))


def reset(state: PageState, *names: str) -> None:
    """Set choices back to their defaults."""
    take(state, {}, names)
