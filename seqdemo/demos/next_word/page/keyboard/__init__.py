"""Component: a box to type in, with suggested words below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from seqdemo.web.bridge import component, pass_on

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
    on_type: Callable[[str], None],
    on_rest: Callable[[], None],
) -> None:
    """Show the box. The browser owns the text; Python's own one wins when the revision grows.

    Args:
        view: What is shown.
        key: Names the component in the session.
        on_type: Called with the text after every letter and every word taken.
        on_rest: Called when the visitor has not typed for a moment.
    """
    _mount(
        key=key,
        data=payload(view),
        on_typed_change=lambda: pass_on(key, "typed", lambda sent: _typed(sent, view, on_type)),
        on_rest_change=lambda: _rested(key, on_rest),
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


def _typed(sent: dict[str, Any], view: KeyboardView, listener: Callable[[str], None]) -> None:
    """Pass on a text, unless Python has put another one there meanwhile."""
    text = sent.get("text")
    if sent.get("rev") == view.revision and isinstance(text, str):
        listener(text)


def _rested(key: str, listener: Callable[[], None]) -> None:
    if st.session_state[key].get("rest"):
        listener()
