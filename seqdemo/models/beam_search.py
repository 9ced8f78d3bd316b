"""Batched beam search with its tree, over any decoder.

All sentences in progress of all inputs take a step together; states are rearranged by index when a
hypothesis takes the place of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult, Fate, Hypothesis, Sentence

State = TypeVar("State", bound=tuple[Tensor, ...])
"""A NamedTuple of tensors, each with the axes B inputs, K sentences in progress, and more."""

Step = Callable[[Tensor, State], tuple[Tensor, State]]
"""From last words, (B, K), and states to logits, (B, K, V), and the states after them."""


@dataclass(frozen=True)
class Symbols:
    """Words that mean something to a search.

    Attributes:
        begin: What is read before the first word.
        end: What ends a sentence.
        never: What is never said.
    """

    begin: int
    end: int
    never: tuple[int, ...]


class _Candidates(NamedTuple):
    """The best continuations of one step, best first, each (B, N)."""

    word: Tensor
    parent: Tensor
    total: Tensor  # log-probability of the whole hypothesis
    fate: Tensor


@dataclass(frozen=True)
class BeamSearch(Generic[State]):
    """A beam search over a decoder.

    At each step the 2 * width best continuations of an input are considered: of the best `width`,
    those that end a sentence are finished; of the others, the best `width` go on. An input is done
    when it has `width` sentences.

    Attributes:
        step: The decoder.
        symbols: What begins and ends a sentence.
        width: Hypotheses that go on, >= 1; 1 is greedy.
        ranking: What finished sentences are ordered by.
        prefix: Words that every sentence has to begin with.
        longest: Words of a sentence, at most.
    """

    step: Step[State]
    symbols: Symbols
    width: int
    ranking: Ranking
    prefix: Sequence[int]
    longest: int

    @torch.inference_mode()
    def run(self, state: State) -> list[BeamResult]:
        """What is found for each of B inputs, of which every sentence starts from `state`."""
        inputs, width, device = len(state[0]), self.width, state[0].device
        words = torch.full((inputs, width), self.symbols.begin, device=device)
        total = torch.full((inputs, width), -torch.inf, device=device)
        total[:, 0] = 0.0  # all begin alike: one of them stands for all
        finished = torch.zeros(inputs, dtype=torch.long, device=device)
        steps: list[_Candidates] = []
        for place in range(self.longest + 1):
            logits, state = self.step(words, state)
            scores = self._allowed(logits.float().log_softmax(-1), place)
            steps.append(self._consider(total, scores, finished < width))
            finished += (steps[-1].fate == Fate.FINISHED).sum(1)
            if bool((finished >= width).all()):
                break
            words, total, state = _go_on(steps[-1], state, width)
        return self._results(steps)

    def _allowed(self, scores: Tensor, place: int) -> Tensor:
        """Log-probabilities, (B, K, V), without what may not be said at this place."""
        only = self.symbols.end if place == self.longest else None
        only = self.prefix[place] if place < len(self.prefix) else only
        if only is None:
            scores[..., list(self.symbols.never)] = -torch.inf
            return scores
        forced = torch.full_like(scores, -torch.inf)
        forced[..., only] = scores[..., only]
        return forced

    def _consider(self, total: Tensor, scores: Tensor, searching: Tensor) -> _Candidates:
        """The best continuations of hypotheses with log-probabilities `total`, (B, K)."""
        width, vocab_size = scores.shape[1:]
        together = (total[..., None] + scores).flatten(1)
        total, index = together.topk(min(2 * width, together.shape[1]), dim=1)
        word, parent = index % vocab_size, index // vocab_size
        ends = word == self.symbols.end
        possible = total.isfinite() & searching[:, None]
        first = torch.arange(total.shape[1], device=total.device) < width
        goes_on = ~ends & ((~ends).cumsum(1) <= width)
        fate = torch.where(possible & ends & first, Fate.FINISHED, Fate.DROPPED)
        fate = torch.where(possible & goes_on, Fate.KEPT, fate)
        return _Candidates(word, parent, total, fate)

    def _results(self, steps: Sequence[_Candidates]) -> list[BeamResult]:
        """From tensors to one record an input."""
        lists = [[part.tolist() for part in step] for step in steps]
        inputs = range(len(steps[0].word))
        return [self._result([[part[b] for part in step] for step in lists]) for b in inputs]

    def _result(self, steps: Sequence[Sequence[Sequence[Any]]]) -> BeamResult:
        tree = []
        for word, parent, total, fate in steps:
            rows = zip(word, parent, total, fate, strict=True)
            considered = tuple(Hypothesis(w, p, t, Fate(f)) for w, p, t, f in rows if t > -np.inf)
            if all(node.fate == Fate.DROPPED for node in considered):
                break  # this input was done; the search went on for others
            tree.append(considered)
        return BeamResult(self._sentences(tree), tuple(tree))

    def _sentences(self, tree: Sequence[Sequence[Hypothesis]]) -> tuple[Sentence, ...]:
        """The finished sentences of a tree, best first."""
        found: list[Sentence] = []
        going: list[tuple[int, ...]] = [()]
        for considered in tree:
            for node in considered:
                if node.fate == Fate.FINISHED:
                    words = going[node.parent]
                    score = self.ranking.score(node.log_probability, len(words) + 1)
                    found.append(Sentence(words, node.log_probability, score))
            kept = [node for node in considered if node.fate == Fate.KEPT]
            going = [(*going[node.parent], node.word) for node in kept]
        return tuple(sorted(found, key=lambda sentence: -sentence.score))


def _go_on(step: _Candidates, state: State, width: int) -> tuple[Tensor, Tensor, State]:
    """Words, log-probabilities and states of the hypotheses that go on, (B, K)."""
    # Kept ones first, in their order; a stable sort, so that parents can be counted.
    kept = (step.fate != Fate.KEPT).to(torch.int8).argsort(dim=1, stable=True)[:, :width]
    total = step.total.gather(1, kept)
    total = total.masked_fill(step.fate.gather(1, kept) != Fate.KEPT, -torch.inf)
    parent = step.parent.gather(1, kept)
    rows = torch.arange(len(parent), device=parent.device)[:, None]
    moved = type(state)(*(part[rows, parent] for part in state))
    return step.word.gather(1, kept), total, moved
