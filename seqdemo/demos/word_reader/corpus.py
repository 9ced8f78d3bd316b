"""Corpus of states over drawn words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.demos.word_reader.data import DrawnWords, Mix
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.states import BATCH, read
from seqdemo.handwriting.script import LETTERS

WORDS = 16_000
"""About 100,000 letters."""

TRACED = 1_500
"""Words whose gates are counted: a word is traced alone, and thousands change nothing."""

FIRST = 1 << 33
"""Examples that neither training nor measuring has reached."""


def read_corpus(
    reader: WordReader,
    progress: Callable[[float], None] = lambda share: None,
    *,
    words: int = WORDS,
    traced: int = TRACED,
) -> NetworkCorpus:
    """Draw `words` words, have them read, and keep what each unit did; the same every time."""
    data = DrawnWords(reader.config.words, "valid", mix=Mix(scribbles=0.0, wrong_cells=0))
    states, letters, starts = [], [], [0]
    for first in range(0, words, BATCH):
        for batch in read(reader, data, range(FIRST + first, FIRST + min(words, first + BATCH))):
            real = batch.real.cpu().numpy()
            states.append(as_bytes(batch.hidden.float().cpu().numpy()[real]))
            letters += batch.letters.cpu().numpy()[real].tolist()
            starts += (starts[-1] + real.sum(1).cumsum()).tolist()
        progress(0.8 * (first + BATCH) / words)
    labels = tuple(LETTERS[n] for n in letters)
    layer = Corpus(labels, np.concatenate(states, 1), np.array(starts[:-1], np.int64))
    return NetworkCorpus((layer,), (_gates(reader, data, traced),))


def _gates(reader: WordReader, data: DrawnWords, count: int) -> Mapping[str, Saturation]:
    found: dict[str, Saturation] = {}
    for example in range(count):
        grids, _, _ = data[FIRST + example]
        layer = reader.recurrent.trace(reader.see(grids).detach())[0]
        found = joined(found, saturations(layer))
    return found
