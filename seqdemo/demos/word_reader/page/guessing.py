"""Guess first: which word will the network expect after each letter?"""

from __future__ import annotations

from seqdemo.analysis.guesses import by_label
from seqdemo.app.guess_first import Question, ask, in_turn
from seqdemo.core.trace import Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.page.state import STATE
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.handwriting.grids import encode

READING = "reading"
"""Name of the answer: what the network expects after each letter."""


def step(trace: Trace) -> int:
    """The step that is asked about: the selected one, the first as long as none is."""
    return min(STATE["step"] or 0, len(trace) - 1)


def told(asked: ReadWord, trace: Trace) -> int:
    """Of how many steps it is told what the network expects: all, or those that were guessed."""
    if not in_turn(STATE, READING):
        return len(trace)
    ask(STATE, READING, question(asked, trace))
    return step(trace) + (0 if STATE.veils(READING) else 1)


def all_told(asked: ReadWord, trace: Trace | None) -> bool:
    """Whether nothing of the reading is to be guessed any more."""
    return trace is None or told(asked, trace) == len(trace)


def question(asked: ReadWord, trace: Trace) -> Question:
    """What the visitor guesses at the selected step."""
    at, count = step(trace), len(trace)
    known = [word or reading.NO_WORD for word in trace.classes]
    last = "After the last letter: which word does the network read?"
    between = at < count - 1
    words = f"After letter {at + 1} of {count}: which word comes?" if between else last
    assert trace.logits is not None
    row = trace.logits[at]
    return Question(
        about=f"{asked.cell} {at} {encode(asked.drawing)}",
        words=words,
        hint="a word, or none",
        chances=lambda: by_label(known, [float(p) for p in reading.softmax(row)]),
        truth=(reading.guesses(trace)[at][0][0] or reading.NO_WORD) if between else None,
        came="What came is the word that the network itself holds for likeliest now.",
        spelled=_spelled,
    )


def _spelled(word: str) -> str:
    word = word.strip().lower()
    return reading.NO_WORD if word == "none" else word
