"""The demos. A folder here with a task.TASK is a demo, and with a CARD it is in the menu.

Nothing else needs editing; a demo without a page can be trained and measured, and has no CARD. A
folder with a CARD and no task is a page over the networks of the others.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from seqdemo.tasks.card import Card


@cache
def demos() -> tuple[str, ...]:
    """Every demo's name, with or without a page, in alphabetical order."""
    return tuple(name for name in _folders() if (Path(__path__[0]) / name / "task.py").is_file())


@cache
def cards() -> tuple[Card, ...]:
    """Every demo's card in menu order, found without importing torch."""
    packages = [import_module(f"{__name__}.{name}") for name in _folders()]
    found: list[Card] = [package.CARD for package in packages if hasattr(package, "CARD")]
    return tuple(sorted(found, key=lambda card: (card.order, card.name)))


@cache
def get_task(name: str) -> Any:
    """The demo called `name`; imports its network code on first use.

    Raises:
        KeyError: If there is no such demo; the message lists those there are.
    """
    if name not in demos():
        raise KeyError(f"no demo is called {name!r}; there are: {', '.join(demos())}")
    return import_module(f"{__name__}.{name}.task").TASK


def _folders() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.ispkg))
