"""Spelling check: the known word that fits the letters best.

It is no part of the network: it looks at the letters one by one and knows the list of words. What
it says never reaches the answer; it stands beside it to compare.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import Trace
from seqdemo.demos.word_reader.reading import softmax
from seqdemo.handwriting.script import LETTERS

Letters = npt.NDArray[np.int64]


def spelling_check(trace: Trace) -> tuple[str, float] | None:
    """The known word of as many letters that fits them best, and its share among those.

    A word's weight is the product of the probabilities that the network gave to its letters, grid
    by grid; None if no known word is that long.
    """
    words, spelled = _words_of_length(trace.classes[:-1], len(trace))
    if not words:
        return None
    seen = np.log(softmax(trace.extras["letter_logits"].astype(np.float64)) + 1e-12)
    fit = seen[np.arange(len(trace)), spelled].sum(-1)
    share = softmax(fit)
    best = int(fit.argmax())
    return words[best], float(share[best])


@lru_cache(maxsize=64)
def _words_of_length(
    known: tuple[str, ...], length: int
) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    """Known words of a length, and the numbers of their letters, (N, length)."""
    words = tuple(word for word in known if len(word) == length)
    letters = [[LETTERS.index(letter) for letter in word] for word in words]
    return words, np.array(letters, np.int64).reshape(-1, length)
