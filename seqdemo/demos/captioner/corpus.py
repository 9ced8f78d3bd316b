"""Corpus of states over sentences a captioner samples."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import LayerTrace
from seqdemo.demos.captioner.decoding import draw
from seqdemo.demos.captioner.explore import seen
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.samples import SAMPLES, sample
from seqdemo.demos.captioner.task import TASK
from seqdemo.demos.captioner.words import BOS

SENTENCES = 30
"""Of each photo."""

TEMPERATURE = 0.9


def drawn_corpus(
    captioner: Captioner,
    progress: Callable[[float], None] = lambda share: None,
    *,
    sentences: int = SENTENCES,
) -> NetworkCorpus:
    """Draw sentences for all sample photos at hand and keep what each unit did.

    Photos take turns, so that both halves of the corpus hold all of them; the same weights give
    the same corpus.

    Args:
        captioner: The network.
        progress: Told the share done, 0..1.
        sentences: How many of each photo.

    Raises:
        ValueError: If no sample photo is at hand.
    """
    photos = [seen(captioner, name) for name in SAMPLES if sample(name) is not None]
    if not photos:
        raise ValueError("there is no sample photo in this installation")
    words = TASK.known(captioner).symbols
    labels: list[str] = []
    states, starts, gates = [], [0], dict[str, Saturation]()
    for seed in range(sentences):
        for regions in photos:
            layer, numbers = _traced(captioner, regions, seed)
            labels += [words[number] for number in numbers]
            states.append(as_bytes(layer.hidden))
            starts.append(len(labels))
            gates = joined(gates, saturations(layer))
        progress((seed + 1) / sentences)
    corpus = Corpus(tuple(labels), np.concatenate(states, 1), np.array(starts[:-1], np.int64))
    return NetworkCorpus((corpus,), (gates,))


def _traced(
    captioner: Captioner, regions: torch.Tensor, seed: int
) -> tuple[LayerTrace, tuple[int, ...]]:
    """One sentence: every state and gate, and the numbers of its words, BOS first."""
    drawn = draw(captioner.decoder, regions, Sampling(temperature=TEMPERATURE, seed=seed))
    numbers = (BOS, *drawn)
    return captioner.decoder.trace(regions, torch.tensor(numbers)).layer, numbers
