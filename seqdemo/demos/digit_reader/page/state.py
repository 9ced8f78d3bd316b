"""Page state: the drawn digit, the one asked about, a drawn word."""

from __future__ import annotations

from seqdemo.app import networks
from seqdemo.app.choice import Choice, flag, one_of
from seqdemo.app.page_state import PageState
from seqdemo.core.trace import Trace
from seqdemo.demos.digit_reader.examples import FIRST, NETWORK, shipped
from seqdemo.demos.digit_reader.query import ReadDigit, decode
from seqdemo.handwriting import grids
from seqdemo.handwriting.script import DIGITS
from seqdemo.web.drawing import Drawing

NAME = "digit_reader"
ANSWER = "its answer"
WORD = "AHkBwE8AAAHAR5EeAAEADAgQcAABAjyJEeAA"
"""The word *said*, drawn: what the network is given to show what it cannot do."""

MOST = 4
"""Grids of that word."""


def _word(text: str) -> tuple[str, ...]:
    found = grids.decode(text, MOST)
    if found is None:
        raise ValueError("not a drawing")
    return found


STATE = PageState(
    NAME,
    parts=("picture", "presets", "patterns", "words", "downloads"),
    answers=("picture",),
    ask=one_of([ANSWER, *DIGITS.symbols], ANSWER, link="ask"),
    fed=flag(False, link="feed"),
    drawing=Choice((FIRST,), "d", decode, grids.encode),
    word=Choice(_word(WORD), "w", _word, grids.encode),
    step=Choice(None),
    unit=Choice(None),
    guess=flag(False, link="guess"),
)


class _Word:
    """The drawn word as a `Drawing` keeps it: under another name than the digit."""

    def __getitem__(self, name: str) -> object:
        return STATE["word"] if name == "drawing" else None

    def __setitem__(self, name: str, value: object) -> None:
        if name == "drawing":
            STATE["word"] = value


def digit() -> Drawing:
    """The visitor's digit; a seven on the first visit."""
    return Drawing(NAME, (FIRST,), STATE)


def word() -> Drawing:
    """The visitor's word; *said* on the first visit."""
    return Drawing(f"{NAME}.word", _word(WORD), _Word())


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: the browser adopts the drawings of a link."""
    if STATE.open(arrived=arrived):
        digit().push(STATE["drawing"])
        word().push(STATE["word"])


def reading() -> Trace:
    """The network's reading of the digit.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    return reading_of(STATE["drawing"][0])


def reading_of(drawing: str) -> Trace:
    """The network's reading of a drawing, wherever it is asked for: for a file, after the run.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    path = shipped(drawing)
    if path is not None:
        return networks.example_file(path)
    return networks.trace(NAME, NETWORK, ReadDigit(drawing), drawing)
