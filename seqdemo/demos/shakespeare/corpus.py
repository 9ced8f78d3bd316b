"""Corpora of states: text a writer samples, or reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from seqdemo.analysis.corpus import LEVELS, ByteArray, Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import OPEN, SHUT, SIGMOID_GATES, Saturation, joined, saturations
from seqdemo.core.sampling import chances
from seqdemo.core.trace import GATES, FloatArray, LayerTrace
from seqdemo.core.vocabulary import IntArray, Vocabulary
from seqdemo.demos.shakespeare.query import START
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter

TEXTS, LENGTH = 50, 2_000
"""100,000 characters: 50 texts that each begin after a newline."""

SEED, TEMPERATURE = 2026, 0.9

LONGEST = TEXTS * LENGTH
"""Characters of a given text that are read."""

PIECE = 2_000
"""Characters traced at once: all their gates together take a few tens of megabytes."""

Progress = Callable[[float], None]


def write_corpus(
    weights: PenWeights,
    vocabulary: Vocabulary,
    progress: Progress = lambda share: None,
    *,
    texts: int = TEXTS,
    length: int = LENGTH,
) -> NetworkCorpus:
    """Write `texts` texts of `length` characters at once and keep what each unit did.

    The same weights give the same corpus. Takes about 10 s on one core for 100,000 characters.

    Args:
        weights: The writer's.
        vocabulary: Its symbols.
        progress: Told the share done, 0..1, from time to time.
        texts: How many.
        length: Characters of each.
    """
    pen = Pen(weights, texts)
    depth, size = len(weights.layers), weights.hidden_size
    states = [np.empty((size, texts, length), np.int8) for _ in range(depth)]
    read = np.empty((texts, length), np.int64)
    gates = _Counts(weights)
    random = np.stack([chances(SEED, 0, length, stream=n) for n in range(texts)])
    symbols = vocabulary.encode(START * texts)
    for step in range(length):
        read[:, step] = symbols
        logits = pen.step(symbols)
        for layer in range(depth):
            states[layer][:, :, step] = np.rint(pen.hidden[layer].T * LEVELS)
        gates.count(pen)
        symbols = _draw(logits, random[:, step])
        if step % 50 == 0:
            progress(step / length)
    starts = np.arange(texts, dtype=np.int64) * length
    rows = [one.reshape(size, -1) for one in states]
    return _corpus(vocabulary, read.ravel(), rows, starts, gates.saturation())


def read_corpus(
    writer: TextWriter,
    vocabulary: Vocabulary,
    text: str,
    progress: Progress = lambda share: None,
    *,
    longest: int = LONGEST,
    piece: int = PIECE,
) -> NetworkCorpus:
    """Have a given text read, the state carried from its first character to its last.

    Takes about 40 s on one core for 100,000 characters: each must wait for the one before.

    Args:
        writer: The network.
        vocabulary: Its symbols.
        text: What it reads; at least one character.
        progress: Told the share done, 0..1, from time to time.
        longest: Characters that are read at most.
        piece: Characters traced at once.

    Raises:
        ValueError: If the text is empty, or holds a character the network does not know.
    """
    symbols = vocabulary.encode(text[:longest])
    if not len(symbols):
        raise ValueError("there is no text to read")
    depth = writer.config.num_layers
    states: list[list[ByteArray]] = [[] for _ in range(depth)]
    gates: list[dict[str, Saturation]] = [{} for _ in range(depth)]
    state: State | None = None
    for start in range(0, len(symbols), piece):
        part = torch.from_numpy(symbols[start : start + piece])
        layers, _ = writer.trace(part.to(writer.embedding.weight.device), state)
        state = _last_state(layers)
        for n, layer in enumerate(layers):
            states[n].append(as_bytes(layer.hidden))
            gates[n] = joined(gates[n], saturations(layer))
        progress((start + len(part)) / len(symbols))
    rows = [np.concatenate(one, 1) for one in states]
    return _corpus(vocabulary, symbols, rows, np.zeros(1, np.int64), tuple(gates))


def _corpus(
    vocabulary: Vocabulary,
    symbols: IntArray,
    states: Sequence[ByteArray],
    starts: IntArray,
    gates: tuple[dict[str, Saturation], ...],
) -> NetworkCorpus:
    """From one row of symbols, (N,), and the states of every layer, each (H, N)."""
    labels = tuple(vocabulary.symbols[n] for n in symbols.tolist())
    return NetworkCorpus(tuple(Corpus(labels, one, starts) for one in states), gates)


def _last_state(layers: Sequence[LayerTrace]) -> State:
    """The state the last step of a trace left, each (L, H)."""
    hidden = torch.from_numpy(np.stack([layer.hidden[-1] for layer in layers]))
    cells = [layer.cell_state[-1] for layer in layers if layer.cell_state is not None]
    return (hidden, torch.from_numpy(np.stack(cells))) if cells else hidden


def _draw(logits: FloatArray, random: FloatArray) -> IntArray:
    """A next symbol for every text, (B,), as `pick` would draw it."""
    scores = (logits - logits.max(1, keepdims=True)) / TEMPERATURE
    cumulative = np.exp(scores).cumsum(1)
    drawn = (cumulative <= random[:, None] * cumulative[:, -1:]).sum(1)
    return np.asarray(np.minimum(drawn, logits.shape[1] - 1), np.int64)


class _Counts:
    """How many steps each gate of each unit was shut and open."""

    def __init__(self, weights: PenWeights) -> None:
        names = [name for name in GATES[weights.cell] if name in SIGMOID_GATES]
        self._shape = len(weights.layers), len(names), 2, weights.hidden_size
        self._names, self._counts, self._steps = names, np.zeros(self._shape, np.int64), 0

    def count(self, pen: Pen) -> None:
        if not self._names:
            return
        for layer in range(self._shape[0]):
            values = pen.gates_by_name(layer)
            for place, name in enumerate(self._names):
                self._counts[layer, place, 0] += (values[name] < SHUT).sum(0)
                self._counts[layer, place, 1] += (values[name] > OPEN).sum(0)
        self._steps += pen.hidden.shape[1]

    def saturation(self) -> tuple[dict[str, Saturation], ...]:
        shares = (self._counts / max(self._steps, 1)).astype(np.float32)
        return tuple(
            {
                name: Saturation(layer[place, 0], layer[place, 1], self._steps)
                for place, name in enumerate(self._names)
            }
            for layer in shares
        )
