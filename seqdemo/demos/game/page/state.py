"""Page state: which text, which place, and the guesses so far."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import TypeAlias

from seqdemo.analysis.guesses import Named
from seqdemo.app.choice import Choice, number, one_of
from seqdemo.app.page_state import PageState
from seqdemo.demos.game.alphabet import FREQUENCIES
from seqdemo.demos.game.lines import ROUNDS
from seqdemo.demos.game.scoring import SHARES

NAME = "game"
LONGEST = 200
"""Characters of a friend's text."""

SOURCES = {
    "line": "A line written for this game",
    "network": "A text by the LSTM itself",
    "friend": "A text that a friend types",
}

Guesses: TypeAlias = tuple[tuple[str, int], ...]
"""Letter and how sure, a place in `SHARES`, round by round."""


def read_guesses(text: str) -> Guesses:
    """Guesses of a link, such as "101-1.32-3".

    Raises:
        ValueError: If they are none.
    """
    pairs = [tuple(int(part) for part in one.split("-")) for one in text[:200].split(".")]
    found = tuple((chr(letter), sure) for letter, sure in pairs)
    if len(found) > ROUNDS:
        raise ValueError(f"more than {ROUNDS} guesses")
    for letter, sure in found:
        check_guess(letter, sure)
    return found


def check_guess(letter: str, sure: int) -> None:
    """Raise ValueError unless it is a guess of this game."""
    if letter not in FREQUENCIES or sure not in range(len(SHARES)):
        raise ValueError("no guess of this game")


def write_guesses(guesses: Guesses) -> str:
    """Guesses for a link."""
    return ".".join(f"{ord(letter)}-{sure}" for letter, sure in guesses)


def read_own(text: str) -> str:
    """A friend's text of a link, where it stands so that nobody reads it by accident.

    Raises:
        ValueError: If it is none.
    """
    try:
        found = base64.b64decode(text[: 8 * LONGEST], b"-_", validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise ValueError("not a text in base64") from error
    if len(found) > LONGEST or not found.isprintable():
        raise ValueError(f"not a text of up to {LONGEST} characters")
    return found


def write_own(text: str) -> str:
    """As much of a friend's text as the game reads, for a link: no sign without a shape of its own.

    Such signs join emojis, or turn a line; the game leaves them out as well.
    """
    kept = (one if one.isprintable() else " " * one.isspace() for one in text[:LONGEST])
    return base64.urlsafe_b64encode("".join(kept).encode("utf-8")).decode("ascii")


STATE = PageState(
    NAME,
    source=one_of(SOURCES, "line", link="from"),
    seed=replace(number(1, 0, 999_999, link="seed"), widget=None),
    text=Choice("", "own", read_own, write_own, {}),
    guesses=Choice((), "g", read_guesses, write_guesses),
)
"""Same seed, same game: the link holds it whole, guesses too."""


def start_over() -> None:
    """Another text: the guesses were about the one before."""
    STATE["guesses"] = ()


def another() -> None:
    """Another place of the next seed; a friend has to type again."""
    STATE["seed"] = (int(STATE["seed"]) + 1) % 1_000_000
    STATE["text"] = ""
    start_over()


def guess(letter: str, sure: int) -> None:
    """Commit a guess of the next letter; one too many, or none of this game, changes nothing."""
    if len(STATE["guesses"]) < ROUNDS and letter in FREQUENCIES and sure in range(len(SHARES)):
        STATE["guesses"] = (*STATE["guesses"], (letter, sure))


def named() -> list[Named]:
    """The guesses so far with their probabilities."""
    return [Named(letter, SHARES[sure]) for letter, sure in STATE["guesses"]]
