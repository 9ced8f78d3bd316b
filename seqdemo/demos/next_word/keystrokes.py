"""Keystrokes that three suggestions save."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from seqdemo.core.trace import Trace
from seqdemo.demos.next_word.measure import scored, suggested
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.words import SPECIAL, Lexicon, is_word

SUGGESTIONS = 3


class Keystrokes:
    """Counts keystrokes of whoever takes a suggestion as soon as it shows.

    A word costs its letters and a space, or the letters until it shows and one tap, which is for
    word and space. Marks are not counted; an unknown word is typed whole.

    Args:
        lexicon: Words that can be suggested.
        device: Where to count.
    """

    def __init__(self, lexicon: Lexicon, device: torch.device | None = None) -> None:
        self.lexicon, self.device = lexicon, device or torch.device("cpu")
        self.lengths = torch.tensor([len(word) for word in lexicon.lower], device=self.device)
        words = [is_word(word) for word in lexicon.lower]
        self.words = torch.tensor(words, device=self.device)
        self.words[: len(SPECIAL)] = False
        longest = max(
            len(word) for word, counts in zip(lexicon.lower, words, strict=True) if counts
        )
        self.groups = [self._group(letters) for letters in range(longest)]

    def saved(self, model: WordModel, sentences: Sequence[Sequence[str]]) -> float:
        """Share of keystrokes that a network's suggestions save over sentences' words."""
        typed = sum(self.typed(*part) for part in scored(model, self._numbers(sentences)))
        return self._share(typed, sentences)

    def saved_in(self, trace: Trace, tokens: Sequence[str]) -> float:
        """The same over the words of one trace, which begins before the first of `tokens`."""
        assert trace.logits is not None
        logits = torch.from_numpy(trace.logits[: len(tokens)]).to(self.device)
        wanted = torch.tensor(self.lexicon.numbers(tokens), device=self.device)
        return self._share(self.typed(logits, wanted), [tokens])

    @torch.inference_mode()
    def typed(self, logits: Tensor, wanted: Tensor) -> int:
        """Keystrokes of the known words among `wanted`, (N,), by logits before each, (N, V)."""
        asked = self.words[wanted]
        logits, wanted = suggested(logits[asked]), wanted[asked]
        better = logits > logits.gather(1, wanted[:, None])
        cost = self.lengths[wanted] + 1
        left = torch.ones_like(wanted, dtype=torch.bool)
        for letters, group in enumerate(self.groups):
            rivals = (better & (group == group[wanted][:, None])).sum(1)
            now = left & (rivals < SUGGESTIONS) & (letters < self.lengths[wanted])
            cost = torch.where(now, letters + 1, cost)
            left &= ~now
            if not left.any():
                break
        return int(cost.sum())

    def _group(self, letters: int) -> Tensor:
        """A number for each word, (V,), the same for words that begin with the same letters."""
        seen: dict[str, int] = {}
        groups = [seen.setdefault(word[:letters], len(seen)) for word in self.lexicon.lower]
        return torch.tensor(groups, device=self.device)

    def _numbers(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        return [self.lexicon.numbers(tokens) for tokens in sentences]

    def _share(self, typed: int, sentences: Sequence[Sequence[str]]) -> float:
        """Share saved, from keystrokes of the known words."""
        words = [token for tokens in sentences for token in tokens if is_word(token)]
        unknown = [token for token in words if self.lexicon.number(token) < len(SPECIAL)]
        total = sum(len(token) + 1 for token in words)
        return 1 - (typed + sum(len(token) + 1 for token in unknown)) / max(1, total)
