"""Figures of style: short functions, short files, thin pages, names without a demo's prefix."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from statistics import median, quantiles

from seqdemo.tasks.registry import cards, demos

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "seqdemo").rglob("*.py"))
MAX_LINES = 250
PREFIXES = ("explore_", "caption_", "write_", "word_")


@cache
def read() -> tuple[Mapping[str, int], Mapping[str, str]]:
    """Lines of every function of the package by its place, and the first line of every module."""
    functions, modules = {}, {}
    for path in SOURCES:
        tree, name = ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT))
        modules[name] = (ast.get_docstring(tree) or "").split("\n")[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                functions[f"{name}:{node.lineno}:{node.name}"] = node.end_lineno - node.lineno + 1
    return functions, modules


def test_functions_are_short() -> None:
    found, _ = read()
    lengths = list(found.values())
    assert len(lengths) > 1000
    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 20
    assert {name: lines for name, lines in found.items() if lines > 50} == {}


def test_a_space_is_never_written_as_html_which_components_and_files_show_as_it_stands() -> None:
    assert [path.name for path in SOURCES if "&nbsp;" in path.read_text("utf-8")] == []


def test_what_is_said_of_colours_is_true_in_light_and_in_dark() -> None:
    """What is strong is dark on a light page, and light on a dark one."""
    words = re.compile(r"\bthe darke(r|st)\b|\bthe dark bar\b|\blines are dark\b", re.I)
    files = [*SOURCES, *(ROOT / "seqdemo").rglob("*.js"), *(ROOT / "seqdemo").rglob("*.md")]
    assert [path.name for path in files if words.search(path.read_text("utf-8"))] == []


def test_no_file_is_long() -> None:
    files = [*SOURCES, *(ROOT / "seqdemo").rglob("*.js"), *(ROOT / "bench").glob("*.py")]
    lengths = {path.relative_to(ROOT): path.read_text("utf-8").count("\n") for path in files}
    long = {path for path, lines in lengths.items() if lines > MAX_LINES}
    assert long == set()


def test_pages_are_thin() -> None:
    pages = [*(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    assert {path.name for path in pages if path.read_text("utf-8").count("\n") > 30} == set()


def test_no_module_carries_a_demo_in_its_name() -> None:
    names = {*demos(), *(card.name for card in cards())}
    prefixes = (*PREFIXES, *(f"{name}_" for name in names))
    inside = [path for path in SOURCES if path.stem.startswith(prefixes)]
    assert inside == []


def test_every_module_says_in_one_line_what_it_is() -> None:
    """The line fits beside its name in docs/layout.md."""
    _, first = read()
    long = {name: line for name, line in first.items() if len(line) > 69}
    assert all(first.values())
    assert long == {}
