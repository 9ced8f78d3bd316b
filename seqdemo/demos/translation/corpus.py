"""Corpus of decoder states over sentences drawn in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle, islice

import numpy as np

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.demos.translation.decoding import draw_all
from seqdemo.demos.translation.examples import SENTENCES
from seqdemo.demos.translation.languages import LANGUAGES, Direction
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.pieces import shown
from seqdemo.demos.translation.reading import read_source, read_target
from seqdemo.demos.translation.subwords import Subwords

ROUNDS = 24
"""How often every sentence is said in the next language."""

TEMPERATURE = 0.9
LONGEST = 30
"""Pieces of a drawn sentence."""


def drawn_corpus(
    model: Translator,
    subwords: Subwords,
    ways: Sequence[Direction],
    progress: Callable[[float], None] = lambda share: None,
    *,
    rounds: int = ROUNDS,
) -> NetworkCorpus:
    """Draw sentences and keep what each unit of the decoder did.

    The ready sentences are said in the next language by chance, and what was said in the next one
    after it, if the network can read that too; the same weights give the same corpus.

    Args:
        model: The network.
        subwords: Its pieces.
        ways: The directions it has learned.
        progress: Told the share done, 0..1.
        rounds: How often.
    """
    read, said_in = ({way[end] for way in ways} for end in (0, 1))
    sources = [
        subwords.encode(line) for code in SENTENCES if code in read for line in SENTENCES[code]
    ]
    labels: list[str] = []
    starts = [0]
    layers = range(2)
    states: list[list[np.ndarray]] = [[] for _ in layers]
    gates: list[dict[str, Saturation]] = [{} for _ in layers]
    targets = [code for code in LANGUAGES if code in said_in]
    for turn, target in enumerate(islice(cycle(targets), rounds)):
        drawn = draw_all(
            model, sources, target, temperature=TEMPERATURE, seed=turn, longest=LONGEST
        )
        for source, said in zip(sources, drawn, strict=True):
            memory, encoder = read_source(model, subwords, source, target)
            trace = read_target(model, subwords, memory, encoder, said, target)
            labels += map(shown, trace.inputs)
            starts.append(len(labels))
            for depth in layers:
                states[depth].append(as_bytes(trace.layers[depth].hidden))
                gates[depth] = joined(gates[depth], saturations(trace.layers[depth]))
        if said_in <= read:
            sources = [said or source for source, said in zip(sources, drawn, strict=True)]
        progress((turn + 1) / rounds)
    begins = np.array(starts[:-1], np.int64)
    corpora = (Corpus(tuple(labels), np.concatenate(one, 1), begins) for one in states)
    return NetworkCorpus(tuple(corpora), tuple(gates))
