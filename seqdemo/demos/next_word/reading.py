"""Next words, words for a blank, and surprisal of a text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.next_word.guessing import Guess, likeliest, word_chances
from seqdemo.demos.next_word.measure import suggested
from seqdemo.demos.next_word.network import Side, WordModel
from seqdemo.demos.next_word.words import END, ENDS_SENTENCE, START, Lexicon
from seqdemo.models.recurrent import State


class Typist:
    """Says the next words while a text grows: what was read before is not read again.

    Args:
        model: The network.
        lexicon: Its words.
        kept: How many texts it remembers the state after.
    """

    def __init__(self, model: WordModel, lexicon: Lexicon, kept: int = 256) -> None:
        self.model, self.lexicon, self.kept = model, lexicon, kept
        self._states: OrderedDict[tuple[str, ...], tuple[State, FloatArray]] = OrderedDict()
        self._lock = Lock()

    def suggestions(
        self, tokens: tuple[str, ...], prefix: str = "", count: int = 3
    ) -> tuple[Guess, ...]:
        """The likeliest next words that begin with a prefix; see `guessing.likeliest`."""
        with self._lock:
            chances = self._after(tokens)
        return likeliest(chances, self.lexicon, tokens, count, prefix)

    @torch.inference_mode()
    def _after(self, tokens: tuple[str, ...]) -> FloatArray:
        """Probabilities (V,) of the next word."""
        known = len(tokens)
        while known and tokens[:known] not in self._states:
            known -= 1
        state = self._states[tokens[:known]][0] if known else None
        if known == len(tokens) and known:
            self._states.move_to_end(tokens)
            return self._states[tokens][1]
        numbers = self.lexicon.numbers(tokens[known:])
        read = [numbers] if known else [[START, *numbers]]
        words = torch.tensor(read, device=self.model.bias.device)
        hidden, after = self.model.read(words, "left", state)
        chances = word_chances(self.model.score(hidden[0, -1]).float().cpu().numpy())
        self._states[tokens] = after, chances
        if len(self._states) > self.kept:
            self._states.popitem(last=False)
        return chances


def fill(
    model: WordModel,
    lexicon: Lexicon,
    before: Sequence[str],
    after: Sequence[str] | None,
    count: int = 5,
) -> tuple[Guess, ...]:
    """The likeliest words for a blank with words on both sides; `after` None looks left only."""
    left = logits_beside(model, lexicon.numbers(before), "left").log_softmax(0)
    if after is None:
        return likeliest(left.exp().numpy(), lexicon, before, count)
    right = logits_beside(model, turned(lexicon, after), "right").log_softmax(0)
    return likeliest(blended(model, left, right).exp().numpy(), lexicon, before, count)


def from_right(
    model: WordModel, lexicon: Lexicon, before: Sequence[str], after: Sequence[str], count: int = 5
) -> tuple[Guess, ...]:
    """The likeliest words for a blank by what follows alone."""
    right = logits_beside(model, turned(lexicon, after), "right").softmax(0)
    return likeliest(right.numpy(), lexicon, before, count)


def blended(model: WordModel, left: Tensor, right: Tensor) -> Tensor:
    """Log-probabilities (..., V) for a blank from those of both sides, (..., V) each."""
    return suggested(mixed(model.blend, left, right, model.frequency)).log_softmax(-1)


def mixed(weights: Tensor, left: Tensor, right: Tensor, frequency: Tensor) -> Tensor:
    """Scores (..., V) of words for a blank.

    Were both sides independent given the word, p(word | left, right) would be proportional to
    p(word | left) p(word | right) / p(word); as they are not, each has a weight (3,).
    """
    return weights[0] * left + weights[1] * right - weights[2] * frequency


def turned(lexicon: Lexicon, after: Sequence[str]) -> list[int]:
    """Numbers of what follows a blank, from the last to the first; a missing full stop is added."""
    stopped = after if after and after[-1] in ENDS_SENTENCE else [*after, "."]
    return lexicon.numbers(stopped)[::-1]


@torch.inference_mode()
def logits_beside(model: WordModel, numbers: Sequence[int], side: Side) -> Tensor:
    """Logits (V,) of the word beside a text, (T,) numbers in the order they are read."""
    words = torch.tensor([[START if side == "left" else END, *numbers]], device=model.bias.device)
    hidden, _ = model.read(words, side)
    return suggested(model.score(hidden[0, -1], side).float())


@torch.inference_mode()
def trace_of(
    model: WordModel,
    lexicon: Lexicon,
    tokens: Sequence[str],
    side: Side = "left",
    *,
    scored: bool = True,
) -> Trace:
    """Every state and gate while a text is read; row t of `logits` says what follows inputs[t].

    Words are named as the network knows them, unknown ones as "<unknown>" and the like. From the
    right, they come from last to first. Unless `scored`, there are no logits.
    """
    read = lexicon.numbers(tokens if side == "left" else list(tokens)[::-1])
    read = [START if side == "left" else END, *read]
    numbers = torch.tensor(read, device=model.bias.device)
    reader = model.reader(side)
    layers = reader.recurrent.trace(model.embedding(numbers))
    inputs = tuple(lexicon.shown(number) for number in read)
    if not scored:
        return Trace(inputs=inputs, layers=layers)
    top = torch.from_numpy(layers[-1].hidden).to(model.bias)
    logits = model.score(top, side).cpu().numpy().astype(np.float32)
    return Trace(inputs, layers, logits=logits, classes=lexicon.vocabulary.symbols)
