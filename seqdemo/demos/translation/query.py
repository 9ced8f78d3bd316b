"""Query: what a visitor asks of the translator."""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.core.ranking import Ranking
from seqdemo.demos.translation.languages import DIRECTIONS

BEST_WIDTH = 5
BEST_RANKING = Ranking(length_reward=0.5, read_back=0.15)
"""Chosen on val; see TRIALS.md."""

MAX_WIDTH = 10
MOST_WORDS, LONGEST, MOST_PIECES = 60, 400, 300
"""Words and characters of a sentence, and pieces of a translation; in training all were shorter."""


@dataclass(frozen=True)
class Translate:
    """Translate a sentence.

    Attributes:
        text: The sentence, not empty.
        direction: Name of one of `DIRECTIONS`.
        beam_width: Hypotheses that go on, 1..MAX_WIDTH; 1 is greedy.
        ranking: What finished translations are ordered by; a network that has not learned the way
            back reads none back.
        prefix: Pieces that the translation has to begin with, by number.
        said: Pieces to look at in place of the network's own translation; None for its own.
        pinned: Step of the translation, from 0, and the position of the source that alone is
            looked at there; None leaves it to the network.
    """

    text: str
    direction: str = "en-de"
    beam_width: int = BEST_WIDTH
    ranking: Ranking = BEST_RANKING
    prefix: tuple[int, ...] = ()
    said: tuple[int, ...] | None = None
    pinned: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("there is nothing to translate")
        if len(self.text) > LONGEST:
            raise ValueError(f"a sentence has at most {LONGEST} characters")
        if self.direction not in DIRECTIONS:
            raise ValueError(f"no direction is called {self.direction!r}")
        if not 1 <= self.beam_width <= MAX_WIDTH:
            raise ValueError(f"a beam is 1 to {MAX_WIDTH} wide, got {self.beam_width}")
