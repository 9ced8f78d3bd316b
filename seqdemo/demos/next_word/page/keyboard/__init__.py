"""Component: a box to type in, with suggested words below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("keyboard", Path(__file__).parent)


@dataclass(frozen=True)
class Row:
    """Words that somebody suggests.

    Attributes:
        name: Who.
        words: Word and probability, likeliest first.
    """

    name: str
    words: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class KeyboardView:
    """What the component shows.

    Attributes:
        text: In the box when Python has put it there.
        revision: How often Python has put another text there.
        answered: The text that `rows` belong to.
        rows: Suggestions.
        longest: Characters of a text.
        note: A sentence on the text, "" for none.
    """

    text: str
    revision: int
    answered: str
    rows: Sequence[Row]
    longest: int
    note: str = ""


def keyboard(
    view: KeyboardView,
    *,
    key: str,
    fragment: str,
    on_type: Callable[[str], Rerun],
    on_rest: Callable[[], Rerun],
) -> None:
    """Show the box. The browser owns the text; Python's own one wins when the revision grows.

    Args:
        view: What is shown.
        key: Names the component in the session.
        fragment: Key of the fragment it stands in.
        on_type: Called with the text after every letter and every word taken, and
        on_rest: when the visitor has not typed for a moment; see `messages.Listener`.
    """
    _mount(
        key=key,
        data=payload(view),
        listeners={
            "typed": lambda sent: _typed(sent, view, on_type),
            "rest": lambda sent: on_rest(),
        },
        fragment=fragment,
    )


def payload(view: KeyboardView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    return {
        "text": view.text,
        "rev": view.revision,
        "answered": view.answered,
        "rows": [
            {"name": row.name, "words": [[word, round(p, 5)] for word, p in row.words]}
            for row in view.rows
        ],
        "note": view.note,
        "longest": view.longest,
    }


def _typed(sent: dict[str, Any], view: KeyboardView, listener: Callable[[str], Rerun]) -> Rerun:
    """Pass on a text, unless Python has put another one there meanwhile."""
    text = sent.get("text")
    current = sent.get("rev") == view.revision and isinstance(text, str)
    return listener(str(text)) if current else None
