"""Typed words as drawings in a random hand."""

from __future__ import annotations

import numpy as np

from seqdemo.core.character_names import named
from seqdemo.demos.word_reader.words import MAX_LETTERS
from seqdemo.handwriting.grids import as_drawing
from seqdemo.handwriting.hand import Pen, write
from seqdemo.handwriting.script import LETTERS

NEAT = Pen(sloppiness=0.25, miss=0.0, stray=0.0)
SEED = 106  # a world of hands apart from those of training and measuring, whose first are neat


def readable(text: str) -> str:
    """The letters a to z of `text`, small, at most 12."""
    return "".join(char for char in text.lower() if char in LETTERS)[:MAX_LETTERS]


def left_out(text: str) -> str:
    """The characters of `text` that cannot be drawn, each once, in order."""
    return "".join(dict.fromkeys(char for char in text.lower() if char not in LETTERS))


def not_drawn(text: str) -> str:
    """Sentences on what of a typed text is not drawn, and why; "" if all of it is."""
    if text and not readable(text):
        return "Nothing to draw: the network reads the letters a to z only."
    parts, odd = [], left_out(text)
    if odd:
        parts.append(f"Left out, as the network reads a to z only: {named(odd)}.")
    if sum(char in LETTERS for char in text.lower()) > MAX_LETTERS:
        parts.append(f"Only the first {MAX_LETTERS} letters fit.")
    return " ".join(parts)


def in_a_hand(text: str, hand: int) -> tuple[str, ...]:
    """`text` drawn neatly in hand number `hand`; equal numbers give equal drawings.

    Raises:
        ValueError: If `text` holds anything but 1 to 12 letters a to z.
    """
    if not text or readable(text) != text:
        raise ValueError(f"can draw 1 to {MAX_LETTERS} letters a to z, got {text[:40]!r}")
    letters = np.array([LETTERS.index(char) for char in text])
    places = np.arange(len(text))
    return as_drawing(write(letters, np.full(len(text), hand), places, seed=SEED, pen=NEAT))
