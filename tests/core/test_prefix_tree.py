"""A prefix tree holds every sequence once, and multiplies what it shares."""

from __future__ import annotations

import pytest

from seqdemo.core.prefix_tree import Branch, Path, prefix_tree


def path(name: str, text: str, chance: float = 0.5) -> Path:
    return Path(name, text, [chance] * len(text))


def texts(branches: tuple[Branch, ...], before: str = "") -> dict[str, tuple[str, ...]]:
    """Whole text -> names, from the ends of the tree."""
    found: dict[str, tuple[str, ...]] = {}
    for branch in branches:
        text = before + "".join(branch.symbols)
        found |= texts(branch.branches, text) or {text: branch.names}
    return found


def test_what_is_shared_stands_once_and_nothing_is_lost() -> None:
    given = {"1": "the king", "2": "the knave", "3": "a king", "4": "the king"}
    tree = prefix_tree([path(name, text) for name, text in given.items()])
    assert [("".join(b.symbols), b.names) for b in tree] == [
        ("the k", ("1", "2", "4")),
        ("a king", ("3",)),
    ]
    assert texts(tree) == {"the king": ("1", "4"), "the knave": ("2",), "a king": ("3",)}


def test_the_probability_of_a_branch_is_that_of_its_own_symbols() -> None:
    one, two = Path("1", "ab", [0.5, 0.25]), Path("2", "ac", [0.5, 0.125])
    (root,) = prefix_tree([one, two])
    assert (root.symbols, root.probability) == (("a",), 0.5)
    assert [b.probability for b in root.branches] == [0.25, 0.125]


def test_more_taken_and_likelier_branches_come_first() -> None:
    paths = [path("1", "x", 0.1), path("2", "y", 0.2), path("3", "z", 0.3), path("4", "x", 0.1)]
    assert [b.symbols for b in prefix_tree(paths)] == [("x",), ("z",), ("y",)]


@pytest.mark.parametrize("paths", [[], [path("1", "")]])
def test_nothing_has_no_branches(paths: list[Path]) -> None:
    assert prefix_tree(paths) == ()
