"""Ways to go on: texts sampled from the state before a character."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from seqdemo.core.prefix_tree import Path
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.pen.eight_bits import Steps, TextState


def ways_on(
    network: Steps,
    vocabulary: Vocabulary,
    trace: Trace,
    at: int,
    sampling: Sampling,
    seeds: Iterable[int],
    *,
    place: int,
    length: int,
) -> list[Path]:
    """Sample continuations, one a seed, each from the state the network had before a character.

    With a seed of its own a continuation is what the network would have written there, had the text
    been drawn with that seed and come out the same so far.

    Args:
        network: In 8 bits, that has written `trace`.
        vocabulary: Its symbols.
        trace: Every state of the text.
        at: Character that the continuations begin at, 1..T; it is not read.
        sampling: How characters are drawn; its seed does not matter.
        seeds: Names of the continuations.
        place: The same character counted from the end of the opening words, >= 0.
        length: Characters of each.
    """
    assert trace.logits is not None
    found = []
    for seed in seeds:
        read = network.over(_state_before(network, trace, at))
        luck, logits = chances(seed, place, length), trace.logits[at - 1]
        symbols, shares = [], []
        for chance in luck:
            p = sampling.probabilities(logits)
            symbol = pick(p, float(chance))
            symbols.append(symbol)
            shares.append(float(p[symbol]))
            logits = read(symbol)
        found.append(Path(str(seed), vocabulary.decode(np.array(symbols)), shares))
    return found


def _state_before(network: Steps, trace: Trace, at: int) -> TextState:
    """A copy of the state after the characters before `at`."""
    state = TextState.zeros(network.writer)
    for depth, layer in enumerate(trace.layers):
        state.hidden[depth] = layer.hidden[at - 1]
        if state.memory is not None and layer.cell_state is not None:
            state.memory[depth] = layer.cell_state[at - 1]
    return state
