"""Lines written for this game, and the letters of a text to guess."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seqdemo.core.counter_random import uniforms

ROUNDS = 10
LEAST_BEFORE = 24
"""Letters that are shown before the first one to guess, if the text is long enough."""

LINES = (
    "The lamp is out, my lord, and still your letter lies unopened here.",
    "I never asked the sea for mercy; yet it brought my brother home.",
    "Come, let us walk a little where the old wall keeps the wind away.",
    "She laughed, and all the winter left the room as if it were ashamed.",
    "What use have I of gold? It cannot buy one morning of my youth.",
    "Good neighbour, lend me half an hour of silence and a cup of wine.",
    "He swore he loved the truth, and sold it at the first fair price.",
    "The moon is but a borrowed candle, and the night a patient thief.",
    "No, keep your sword; I would be beaten by your better argument.",
    "My mother taught me how to mend a net and how to tell a lie.",
    "They crowned him in the morning, and by evening he was afraid.",
    "If this be folly, then I pray that I shall never more be wise.",
    "There is a door in every garden that the gardener does not know.",
    "Speak softly, for the children sleep, and so at last does the king.",
    "I counted seven ships at dawn; by noon there was only the water.",
    "Your promise is a bridge of straw, sir, and I am a heavy man.",
    "The summer forgot us early, and the apples were small that year.",
    "Tell him I waited by the gate until the bells had lost their count.",
    "A fool may guard a treasure well, who never asks what it is worth.",
    "We were not brave; we only had no other road to run away on.",
)
"""The project's own: no network has read them."""


@dataclass(frozen=True)
class Covered:
    """A text of which letters are to be guessed.

    Attributes:
        text: The whole.
        start: Place of the first letter to guess; `ROUNDS` of them follow each other.
    """

    text: str
    start: int

    @property
    def letters(self) -> str:
        """What is to be guessed."""
        return self.text[self.start : self.start + ROUNDS]


def line_of(seed: int) -> Covered:
    """One of the lines, and a place in it; the same for the same seed."""
    which, where = uniforms(seed, np.zeros(1, np.int64), 2)[0]
    return covered(LINES[int(which * len(LINES))], float(where))


def covered(text: str, where: float) -> Covered:
    """Cover letters of a text.

    Args:
        text: More than `ROUNDS` characters.
        where: 0 for as early as may be, towards 1 for as late.

    Raises:
        ValueError: If the text is too short.
    """
    latest = len(text) - ROUNDS
    if latest < 1:
        raise ValueError(f"a text has more than {ROUNDS} characters, got {len(text)}")
    first = min(LEAST_BEFORE, latest)
    return Covered(text, first + int(where * (latest - first + 1)))
