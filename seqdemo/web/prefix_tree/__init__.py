"""Component: a prefix tree of texts, with counts and chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from seqdemo.core.prefix_tree import Branch
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("prefix_tree", Path(__file__).parent)


def prefix_tree(
    branches: Sequence[Branch],
    *,
    key: str,
    root: str,
    named: str,
    on_pick: Listener,
    fragment: str | None = None,
) -> None:
    """Show how texts part.

    Args:
        branches: The tree, from its root.
        key: Names the component in the session.
        root: What stands before all of them.
        named: What a name is, such as "seed".
        on_pick: Gets {"symbols": [...]}, from the root to the end of the branch that was clicked.
        fragment: Key of the fragment it stands in, if any.
    """
    data = {"root": root, "named": named, "branches": [branch_data(one) for one in branches]}
    _mount(key=key, data=data, listeners={"pick": on_pick}, fragment=fragment)


def branch_data(branch: Branch) -> dict[str, Any]:
    """A branch as JSON-ready data: `symbols`, `p`, `names` and `branches`."""
    return {
        "symbols": list(branch.symbols),
        "p": branch.probability,
        "names": list(branch.names),
        "branches": [branch_data(one) for one in branch.branches],
    }


def picked(sent: Mapping[str, Any], branches: Sequence[Branch]) -> tuple[str, ...] | None:
    """The symbols that a browser sent, if the tree has them from its root on."""
    symbols = sent.get("symbols")
    if not isinstance(symbols, list) or not symbols:
        return None
    rest, level = list(symbols), list(branches)
    while rest:
        found = next((b for b in level if list(b.symbols) == rest[: len(b.symbols)]), None)
        if found is None:
            return None
        rest, level = rest[len(found.symbols) :], list(found.branches)
    return tuple(symbols)
