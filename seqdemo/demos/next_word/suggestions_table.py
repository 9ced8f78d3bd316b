"""Table of what the 4-gram model suggests after each context.

The longest known end of what was typed decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt

from seqdemo.demos.next_word.ngram import BITS, MASK, ORDER, Floats, Keys, Order, find, packed
from seqdemo.demos.next_word.words import SPECIAL, START

FILE = "ngram.npz"
TOP = 3


@dataclass(frozen=True)
class SuggestionTable:
    """Suggestions by context.

    Attributes:
        contexts: (C,) packed contexts of 0 to 3 words, sorted.
        words: (C, 3) numbers of the likeliest words, best first; 0 where there are fewer.
        chances: (C, 3) their probabilities.
    """

    contexts: Keys
    words: npt.NDArray[np.int16]
    chances: npt.NDArray[np.float16]

    @classmethod
    def of(cls, orders: Sequence[Order]) -> SuggestionTable:
        """The table of a trained model."""
        words: list[npt.NDArray[np.int64]] = []
        chances: list[Floats] = []
        for length, order in enumerate(orders, start=1):
            below = None
            if length > 1:
                ends = order.contexts & ((1 << BITS * (length - 2)) - 1)
                places = find(orders[length - 2].contexts, ends)
                below = words[-1][places], order.back_off[:, None] * chances[-1][places]
            best = _best(order, below)
            words.append(best[0])
            chances.append(best[1])
        keys = np.concatenate([order.contexts for order in orders])
        by_key = np.argsort(keys)
        return cls(
            keys[by_key],
            np.concatenate(words)[by_key].astype(np.int16),
            np.concatenate(chances)[by_key].astype(np.float16),
        )

    def after(self, words: Sequence[int]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.float16]]:
        """Numbers (3,) and probabilities (3,) after words that stand at a sentence's start."""
        history = [START, *words]
        for length in range(min(ORDER - 1, len(history)), -1, -1):
            context = np.array([packed(history[len(history) - length :])])
            place = find(self.contexts, context)[0]
            if place >= 0:
                return self.words[place], self.chances[place]
        raise ValueError("the table is empty")

    def to_bytes(self) -> bytes:
        """As a compressed .npz file, contexts by their differences."""
        buffer = BytesIO()
        steps = np.diff(self.contexts, prepend=0)
        np.savez_compressed(buffer, steps=steps, words=self.words, chances=self.chances)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> SuggestionTable:
        """From such a file."""
        with np.load(BytesIO(data), allow_pickle=False) as file:
            return cls(np.cumsum(file["steps"]), file["words"], file["chances"])


def _best(
    order: Order, below: tuple[npt.NDArray[np.int64], Floats] | None
) -> tuple[npt.NDArray[np.int64], Floats]:
    """The likeliest words of each context, (C, 3), from its own and those of the shorter one."""
    context = find(order.contexts, order.keys >> BITS)
    word, chance = (order.keys & MASK) - 1, order.probability
    if below is not None:
        context = np.concatenate([context, np.repeat(np.arange(len(order.contexts)), TOP)])
        word = np.concatenate([word, below[0].ravel()])
        chance = np.concatenate([chance, below[1].ravel()])
    known = word >= len(SPECIAL)
    context, word, chance = context[known], word[known], chance[known]
    by_word = np.lexsort((-chance, word, context))
    context, word, chance = context[by_word], word[by_word], chance[by_word]
    first = np.r_[True, (context[1:] != context[:-1]) | (word[1:] != word[:-1])]
    context, word, chance = context[first], word[first], chance[first]
    by_chance = np.lexsort((-chance, context))
    context, word, chance = context[by_chance], word[by_chance], chance[by_chance]
    rank = np.arange(len(context)) - np.searchsorted(context, context)
    words = np.zeros((len(order.contexts), TOP), np.int64)
    chances = np.zeros((len(order.contexts), TOP))
    top = rank < TOP
    words[context[top], rank[top]] = word[top]
    chances[context[top], rank[top]] = chance[top]
    return words, chances
