"""The demos. A folder here with a CARD and a task.TASK is a demo; nothing else needs editing."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from seqdemo.tasks.card import Card


@cache
def cards() -> tuple[Card, ...]:
    """Every demo's card in menu order, found without importing torch."""
    packages = [module.name for module in iter_modules(__path__) if module.ispkg]
    found: list[Card] = [import_module(f"{__name__}.{name}").CARD for name in packages]
    return tuple(sorted(found, key=lambda card: (card.order, card.name)))


@cache
def get_task(name: str) -> Any:
    """The demo called `name`; imports its network code on first use.

    Raises:
        KeyError: If there is no such demo; the message lists those there are.
    """
    names = [card.name for card in cards()]
    if name not in names:
        raise KeyError(f"no demo is called {name!r}; there are: {', '.join(names)}")
    return import_module(f"{__name__}.{name}.task").TASK
