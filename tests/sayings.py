"""What pages say, found in their sources: a sentence that changes has to be asked again.

A file of sayings names words of a page and an experiment on the shipped network that would refute
them. Neither can change alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from seqdemo.tasks.registry import get_task

PACKAGE = Path(__file__).resolve().parents[1] / "seqdemo"
Sayings = tuple[tuple[str, Callable[[], bool]], ...]
"""Words of a page, and the experiment."""


@cache
def network(demo: str, kind: str) -> Any:
    """A shipped network, loaded once for all tests."""
    return get_task(demo).load(kind)


@cache
def said(folder: str) -> str:
    """All that the sources of a folder of the package say, in one line each.

    Texts of Python, their numbers left out, and everything of JavaScript and HTML.
    """
    files = sorted((PACKAGE / folder).rglob("*.*"))
    python = (text for file in files if file.suffix == ".py" for text in _texts(file))
    others = (file.read_text("utf-8") for file in files if file.suffix in (".js", ".html"))
    return "\n".join(" ".join(text.split()) for text in (*python, *others))


def _texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(_constant(part) or "…" for part in node.values)
        elif isinstance(node, ast.Constant):
            yield _constant(node)


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def each(sayings: Sayings) -> pytest.MarkDecorator:
    """A test of each saying: its words, and whether they hold."""
    return pytest.mark.parametrize(
        ("words", "holds"), sayings, ids=[holds.__name__ for _, holds in sayings]
    )


def holds_where_it_is_said(folder: str, words: str, holds: Callable[[], bool]) -> None:
    """Fail where a folder does not say so, or the experiment refutes it."""
    assert words in said(folder), "the page says so no more: change the experiment with it"
    assert holds(), words
