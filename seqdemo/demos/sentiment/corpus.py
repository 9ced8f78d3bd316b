"""Corpus of states over sentences made by templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch

from seqdemo.analysis.corpus import ByteArray, Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.demos.sentiment.batches import in_order, padded
from seqdemo.demos.sentiment.data import Texts, texts_of
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.templates import made_sentences
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.demos.sentiment.words import Words

TRACED = 800
"""Sentences whose gates are counted: one is traced alone, and thousands change nothing."""

SEED = 7
"""Of the order of the sentences: templates in turn would make both halves unlike."""


def read_corpus(
    model: MoodReader,
    words: Words,
    progress: Callable[[float], None] = lambda share: None,
    *,
    sentences: int | None = None,
    traced: int = TRACED,
) -> NetworkCorpus:
    """Have sentences read and keep what each unit did; the same every time.

    Args:
        model: The network.
        words: Those it knows.
        progress: Told the share done, 0..1.
        sentences: How many; all unless given.
        traced: Of how many the gates are counted.
    """
    made = [tokens(text) for text, _ in made_sentences()]
    order = np.random.default_rng(SEED).permutation(len(made))[:sentences]
    read = [made[n] for n in order]
    texts = texts_of(words, [(one, 0.5) for one in read])
    states = _states(model, texts, progress)
    labels = tuple(piece.text for one in read for piece in words.read(one))
    layer = Corpus(labels, states, texts.starts[:-1])
    return NetworkCorpus((layer,), (_gates(model, texts, traced),))


@torch.inference_mode()
def _states(model: MoodReader, texts: Texts, progress: Callable[[float], None]) -> ByteArray:
    """Hidden states after every word, a byte each, (H, N)."""
    found = np.zeros((model.config.hidden_size, len(texts.ids)), np.int8)
    batches = in_order(texts)
    for done, rows in enumerate(batches, start=1):
        ids, lengths = padded(texts, rows)
        hidden = model.read(ids.to(model.head.weight.device)).float().cpu().numpy()
        steps = np.arange(hidden.shape[1])
        real = steps < lengths.numpy()[:, None]
        place = (texts.starts[rows][:, None] + steps)[real]
        found[:, place] = as_bytes(hidden[real])
        progress(0.8 * done / len(batches))
    return found


def _gates(model: MoodReader, texts: Texts, count: int) -> Mapping[str, Saturation]:
    found: dict[str, Saturation] = {}
    for row in range(min(count, len(texts))):
        ids = texts.ids[texts.starts[row] : texts.starts[row + 1]].astype(np.int64)
        device = model.head.weight.device
        layers, _ = model.trace(torch.from_numpy(ids).to(device))
        found = joined(found, saturations(layers[0]))
    return found
