"""Registry of the demos, found in `seqdemo.demos`.

A folder there with a `task.TASK` is a demo, and with a `card.CARD` it is in the menu. Nothing else
needs editing; a demo without a page can be trained and measured, and has no card. A folder with a
card and no task is a page over the networks of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from seqdemo.tasks.card import Card
from seqdemo.tasks.live import live_networks

if TYPE_CHECKING:  # the menu does not wait for NumPy
    from seqdemo.core.datasets import DatasetSource
    from seqdemo.tasks.protocols import Explorable

PACKAGE = "seqdemo.demos"


@cache
def demos() -> tuple[str, ...]:
    """Names of all demos that have a task, with or without a page, in alphabetical order."""
    return tuple(name for name in _folders() if _has(name, "task"))


@cache
def cards() -> tuple[Card, ...]:
    """Cards of all demos in menu order; imports no torch."""
    found: list[Card] = [
        import_module(f"{PACKAGE}.{name}.card").CARD for name in _folders() if _has(name, "card")
    ]
    return tuple(sorted(found, key=lambda card: (card.order, card.name)))


@cache
def get_task(name: str) -> Any:
    """Task of the demo called `name`; imports its network code on first use.

    Raises:
        KeyError: If there is none, or it ships no networks; the message lists those there are.
    """
    if name not in demos():
        there_are = ", ".join(demos())
        if any(card.name == name for card in cards()):
            raise KeyError(f"the page {name!r} ships no networks of its own; these do: {there_are}")
        raise KeyError(f"no demo is called {name!r}; there are: {there_are}")
    return import_module(f"{PACKAGE}.{name}.task").TASK


def explorables() -> Mapping[str, Explorable]:
    """What the explorer shows of each demo, by name and in its order, then of live networks."""
    return {**_explorables(), **live_networks()}


@cache
def _explorables() -> Mapping[str, Explorable]:
    """What it shows of each demo; imports no torch."""
    found = {name: part(name, "explore", "EXPLORE") for name in _folders()}
    there = {name: side for name, side in found.items() if side is not None}
    return dict(sorted(there.items(), key=lambda item: (item[1].order, item[0])))


@cache
def datasets() -> Mapping[str, DatasetSource]:
    """The data sets that demos declare and `seqdemo fetch` brings, by name; imports no torch."""
    found = (part(name, "dataset", "DATASET") for name in _folders())
    return {source.name: source for source in found if source is not None}


def get_dataset(name: str) -> DatasetSource:
    """The data set of that name.

    Raises:
        KeyError: If there is none; the message lists those there are.
    """
    if name not in datasets():
        raise KeyError(f"no data set is called {name!r}; there are: {', '.join(datasets())}")
    return datasets()[name]


def part(demo: str, module: str, name: str) -> Any:
    """What a demo's module exports under a name; None if it has no such module, or no such name.

    Args:
        demo: Name of the demo.
        module: Path of the module in its folder, such as "page.input_controls".
        name: Of what is exported.
    """
    if not _has(demo, module):
        return None
    return getattr(import_module(f"{PACKAGE}.{demo}.{module}"), name, None)


def folder(demo: str) -> Path:
    """The folder of a demo."""
    return Path(import_module(f"{PACKAGE}.{demo}").__path__[0])


def _folders() -> tuple[str, ...]:
    """Names of the packages below `seqdemo.demos`."""
    path = import_module(PACKAGE).__path__
    return tuple(sorted(module.name for module in iter_modules(path) if module.ispkg))


def _has(name: str, module: str) -> bool:
    """Whether a demo has a module of this name."""
    try:
        return find_spec(f"{PACKAGE}.{name}.{module}") is not None
    except ModuleNotFoundError:  # not even the package it would be in
        return False
