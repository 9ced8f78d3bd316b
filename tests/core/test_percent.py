"""Shares and probabilities: one way to write them, in Python and in the browser."""

import ast
import re
from pathlib import Path

import pytest

from seqdemo.core.percent import percent
from seqdemo.views.percent_axis import percent_axis, percent_ticks

PACKAGE = Path(__file__).resolve().parents[2] / "seqdemo"
FORMATTERS = {PACKAGE / "core" / "percent.py", PACKAGE / "web" / "shared" / "format.js"}
COLOURS = PACKAGE / "app" / "page_style.py"
# A number and a percent sign that are joined, or that may be parted at the end of a line;
# `50%` of style sheets is followed by what no sentence has.
PARTED = re.compile(r"[0-9}] %(?! [A-Za-z(]+\b *[*)%;,+-])(?!\d)")
JOINED = re.compile(r"[0-9]%(?=[ .,:*|'\"?!]|$)")
STYLE = re.compile(r"color-mix|width|height|inset|minmax|transparent|style=")
D3 = re.compile(r"\.\d~?%")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "<0.1 %"),
        (0.0004, "<0.1 %"),
        (0.0449, "4.5 %"),
        (0.0996, "10 %"),
        (0.403, "40 %"),
        (0.9949, "99 %"),
        (0.9962, "99.6 %"),
        (0.9996, "100 %"),
        (1, "100 %"),
    ],
)
def test_a_probability_has_two_digits_and_no_certainty_that_is_not_there(value, written):
    assert percent(value) == written.replace(" ", "\xa0")


def test_what_was_counted_has_the_decimals_that_are_asked_for():
    assert [percent(0, 0), percent(0.403, 1), percent(1, 1)] == [
        "0\xa0%",
        "40.3\xa0%",
        "100.0\xa0%",
    ]
    assert percent(-0.123, 0) == "−12\xa0%"


def test_an_axis_of_shares_has_ticks_that_can_be_told_apart():
    assert percent_axis(-0.03, 1.05)["ticktext"] == [
        f"{n}\xa0%" for n in ("0", "25", "50", "75", "100")
    ]
    assert percent_axis(0.4, 0.43)["tickvals"] == [0.4, 0.41, 0.42, 0.43]
    assert percent_ticks([0.0005, 0.001], 0.0005)["ticktext"] == ["0.05\xa0%", "0.10\xa0%"]


def test_python_writes_no_percentage_by_itself():
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path in {*FORMATTERS, COLOURS}:
            continue
        source = path.read_text("utf-8")
        if "%" not in source:
            continue
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                spec = ast.unparse(node.format_spec)
                found += (
                    [f"{path}:{node.lineno}: {spec}"] if spec.strip("'\"f").endswith("%") else []
                )
        found += [
            f"{path}:{line}: {text}" for line, text in _said(tree) if _odd(text) or D3.search(text)
        ]
    assert found == []


def test_the_browser_writes_no_percentage_by_itself():
    found = [
        f"{path}:{number}: {line}"
        for path in sorted(PACKAGE.rglob("*.js"))
        if path not in FORMATTERS
        for number, line in enumerate(_javascript(path).split("\n"), start=1)
        if not line.lstrip().startswith(("//", "*", "/*")) and _odd(line)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["says 40%.", "**40%**", "22 % of it", "${Math.round(p)} %`"])
def test_a_percentage_written_by_hand_is_found(text):
    assert _odd(text)


def _javascript(path: Path) -> str:
    """A script, with each escaped no-break space as what it stands for."""
    return path.read_text("utf-8").replace("\\u00a0", "\xa0")


def _odd(text: str) -> bool:
    return bool(PARTED.search(text) or (JOINED.search(text) and not STYLE.search(text)))


def _said(tree: ast.AST) -> list[tuple[int, str]]:
    """Line and text of each literal that is not alone on its line, as a docstring is."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]
