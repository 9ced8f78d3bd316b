"""Corpora of states: sentences a network writes, and made ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.demos.next_word import agreement, daily, stories
from seqdemo.demos.next_word.measure import suggested
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.reading import trace_of
from seqdemo.demos.next_word.words import ENDS_SENTENCE, START, Lexicon

WRITTEN = 1_500
"""Sentences a network writes."""

MADE = {"daily": 800, "stories": 250, "agreement": 600}
"""Sentences of our own making, of each kind."""

LONGEST = 20
"""Words of each at most."""

SEED = 2026

Progress = Callable[[float], None]


def written_corpus(model: WordModel, lexicon: Lexicon, progress: Progress) -> NetworkCorpus:
    """States over sentences the network writes by itself, always the same."""
    return _read(model, lexicon, _written(model, lexicon, WRITTEN), progress)


def frames_corpus(model: WordModel, lexicon: Lexicon, progress: Progress) -> NetworkCorpus:
    """States over sentences of our own making, the kinds in turn, always the same."""
    everyday = daily.daily_sentences(MADE["daily"], SEED)
    fillers = stories.Fillers(daily.filler_sentences(800, SEED))
    told = stories.training_stories(MADE["stories"], fillers, SEED)
    agreeing = agreement.sentences(MADE["agreement"], SEED, held_out=True)
    kinds = [everyday, [each.tokens for each in told], [each.tokens for each in agreeing]]
    order = np.random.default_rng(SEED).permutation(sum(len(kind) for kind in kinds))
    sentences = [tokens for kind in kinds for tokens in kind]
    return _read(model, lexicon, [sentences[number] for number in order], progress)


@torch.inference_mode()
def _written(model: WordModel, lexicon: Lexicon, count: int) -> list[list[str]]:
    """Sentences drawn word by word, all at once, up to their end."""
    device = model.bias.device
    generator = torch.Generator().manual_seed(SEED)
    words, state = torch.full((count, 1), START, device=device), None
    drawn: list[list[int]] = []
    for _ in range(LONGEST):
        logits, state = model(words, "left", state)
        chances = suggested(logits[:, 0].float()).softmax(1).cpu()
        numbers = torch.multinomial(chances, 1, generator=generator)
        drawn.append(numbers[:, 0].tolist())
        words = numbers.to(device)
    return [
        _up_to_end([lexicon.shown(number) for number in row]) for row in zip(*drawn, strict=True)
    ]


def _up_to_end(words: list[str]) -> list[str]:
    ends = [place for place, word in enumerate(words) if word in ENDS_SENTENCE]
    return words[: ends[0] + 1] if ends else words


def _read(
    model: WordModel, lexicon: Lexicon, sentences: Sequence[Sequence[str]], progress: Progress
) -> NetworkCorpus:
    labels: list[str] = []
    states, starts, gates = [], [0], dict[str, Saturation]()
    for number, tokens in enumerate(sentences):
        trace = trace_of(model, lexicon, tokens, scored=False)
        labels += trace.inputs
        states.append(as_bytes(trace.layers[0].hidden))
        starts.append(len(labels))
        gates = joined(gates, saturations(trace.layers[0]))
        if number % 50 == 0:
            progress(number / len(sentences))
    corpus = Corpus(tuple(labels), np.concatenate(states, 1), np.array(starts[:-1], np.int64))
    return NetworkCorpus((corpus,), (gates,))
