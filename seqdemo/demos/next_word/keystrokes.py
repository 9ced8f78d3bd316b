"""Keystrokes that three suggestions save; needs no torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import IntArray
from seqdemo.demos.next_word.words import SPECIAL, Lexicon, is_word

SUGGESTIONS = 3


class Keystrokes:
    """Counts keystrokes of whoever takes a suggestion as soon as it shows.

    A word costs its letters and a space, or the letters until it shows and one tap, which is for
    word and space. Marks are not counted; an unknown word is typed whole.

    Args:
        lexicon: Words that can be suggested.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.lengths = np.array([len(word) for word in lexicon.lower])
        self.words = np.array([is_word(word) for word in lexicon.lower])
        self.words[: len(SPECIAL)] = False
        self.groups = [self._group(letters) for letters in range(self.lengths[self.words].max())]

    def saved_in(self, trace: Trace, tokens: Sequence[str]) -> float:
        """Share of keystrokes saved over the words of a trace, which begins before `tokens`."""
        assert trace.logits is not None
        logits = trace.logits[: len(tokens)].astype(np.float32)
        typed = self.typed(logits, np.array(self.lexicon.numbers(tokens), np.int64))
        return self.share(typed, [tokens])

    def typed(self, logits: FloatArray, wanted: IntArray) -> int:
        """Keystrokes of the known words among `wanted`, (N,), by scores before each, (N, V)."""
        asked = self.words[wanted]
        logits, wanted = logits[asked].copy(), wanted[asked]
        logits[:, : len(SPECIAL)] = -np.inf
        better = logits > np.take_along_axis(logits, wanted[:, None], 1)
        cost = self.lengths[wanted] + 1
        left = np.ones(len(wanted), bool)
        for letters, group in enumerate(self.groups):
            still = np.flatnonzero(left & (letters < self.lengths[wanted]))
            if not len(still):
                break
            rivals = (better[still] & (group == group[wanted[still], None])).sum(1)
            now = still[rivals < SUGGESTIONS]
            cost[now] = letters + 1
            left[now] = False
        return int(cost.sum())

    def share(self, typed: int, sentences: Sequence[Sequence[str]]) -> float:
        """Share of keystrokes saved, from those that the known words of sentences took."""
        words = [token for tokens in sentences for token in tokens if is_word(token)]
        unknown = [token for token in words if self.lexicon.number(token) < len(SPECIAL)]
        total = sum(len(token) + 1 for token in words)
        return 1 - (typed + sum(len(token) + 1 for token in unknown)) / max(1, total)

    def _group(self, letters: int) -> IntArray:
        """A number for each word, (V,), the same for words that begin with the same letters."""
        seen: dict[str, int] = {}
        groups = [seen.setdefault(word[:letters], len(seen)) for word in self.lexicon.lower]
        return np.array(groups, np.int64)
