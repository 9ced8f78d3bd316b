"""Component: a guess before the answer, as bars that sum to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from seqdemo.analysis.guesses import Named, Shared, read_guess
from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

LONGEST = 40
"""Characters of a word that a visitor types."""

_mount = component("guess_box", Path(__file__).parent)


@dataclass(frozen=True)
class Revealed:
    """What is shown once a guess is committed; before, nothing of it is sent.

    Attributes:
        rows: Alternative, the visitor's probability and the network's.
        truth: What came, one of the alternatives.
        verdict: Whether that was right, in a sentence.
        came: What "came" means here, in a sentence.
        scores: Who, and their surprisal in bits.
    """

    rows: Sequence[tuple[str, float, float]]
    truth: str
    verdict: str
    came: str
    scores: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class GuessView:
    """What the component shows.

    Attributes:
        rev: Names the question: another one begins with even bars.
        question: In words.
        options: Alternatives, a bar each; none where any word may be typed.
        rule: How what is not shared out counts, in a sentence.
        revealed: The answer, after the guess.
        noun: What is guessed, in a word.
        hint: What can be typed, in a few words.
    """

    rev: str
    question: str
    options: Sequence[str] = ()
    rule: str = ""
    revealed: Revealed | None = None
    noun: str = "word"
    hint: str = ""


def guess_box(
    view: GuessView,
    *,
    key: str,
    on_guess: Callable[[Named | Shared], Rerun],
    on_again: Callable[[], Rerun],
    fragment: str | None = None,
) -> None:
    """Let the visitor commit a guess; afterwards show it beside the network's.

    Args:
        view: The question.
        key: Names it in the session.
        on_guess: Called with the guess.
        on_again: Called when the visitor takes it back.
        fragment: Key of the fragment it stands in, if any.
    """

    def guessed(sent: dict[str, Any]) -> Rerun:
        guess = _taken(sent.get("guess"), view.options) if sent.get("rev") == view.rev else None
        return on_guess(guess) if guess is not None and view.revealed is None else None

    listeners = {"guess": guessed, "again": lambda _: on_again()}
    _mount(key=key, data=payload(view), listeners=listeners, fragment=fragment)


def payload(view: GuessView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    revealed = None if view.revealed is None else asdict(view.revealed)
    return {
        "rev": view.rev,
        "question": view.question,
        "options": list(view.options),
        "rule": view.rule,
        "noun": view.noun,
        "hint": view.hint,
        "longest": LONGEST,
        "revealed": revealed,
    }


def _taken(sent: Any, options: Sequence[str]) -> Named | Shared | None:
    """A guess from a browser, if it is one about these alternatives."""
    try:
        guess = read_guess(sent)
    except ValueError:
        return None
    if isinstance(guess, Shared):
        return guess if {label for label, _ in guess.bars} <= set(options) else None
    return guess if isinstance(guess, Named) and not options else None
