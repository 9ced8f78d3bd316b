"""Small character writers: made by a seed, writing by a seed, and read."""

from __future__ import annotations

import numpy as np
import torch

from seqdemo.core.sampling import chances, pick, probabilities, surprise
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

EMBED_SIZE, HIDDEN_SIZE = 48, 128
CELLS = ("lstm", "gru")


def fresh_writer(cell: str, symbols: tuple[str, ...], seed: int) -> TextWriter:
    """An untrained network; the same for the same seed."""
    config = TextWriterConfig(
        cell,  # type: ignore[arg-type]
        len(symbols),
        EMBED_SIZE,
        HIDDEN_SIZE,
        num_layers=1,
        dropout=0.0,
        embed_dropout=0.0,
        weight_dropout=0.0,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return TextWriter(config, symbols).eval()  # no dropout: fused kernels in training, too


def readable(model: TextWriter, prompt: str) -> str:
    """The symbols of a prompt that a network knows; a newline, or its first symbol, if none."""
    known = "".join(symbol for symbol in prompt if symbol in model.symbols)
    return known or ("\n" if "\n" in model.symbols else model.symbols[0])


@torch.inference_mode()
def written(
    model: TextWriter, seed: int, length: int, *, prompt: str = "", temperature: float = 0.7
) -> str:
    """What a network writes; the same seed draws the same random numbers.

    Args:
        model: The network; it knows its symbols.
        seed: Of the draws.
        length: Characters.
        prompt: What it reads first, as `readable` makes it.
        temperature: 0 always takes the likeliest.
    """
    vocabulary, luck = Vocabulary(model.symbols), chances(seed, 0, length)
    step, state, found = (
        torch.from_numpy(vocabulary.encode(readable(model, prompt)))[None],
        None,
        [],
    )
    for chance in luck:
        logits, state = model(step, state)
        symbol = pick(probabilities(logits[0, -1].numpy(), temperature=temperature), chance)
        found.append(symbol)
        step = torch.tensor([[symbol]])
    return vocabulary.decode(found)


def read(model: TextWriter, text: str) -> Trace:
    """Every step of reading a text of symbols that a network knows."""
    vocabulary = Vocabulary(model.symbols)
    layers, logits = model.trace(torch.from_numpy(vocabulary.encode(text)))
    return Trace(tuple(text), layers, logits=logits.numpy(), classes=vocabulary.symbols)


def bits(trace: Trace) -> FloatArray:
    """Surprisal of each symbol read, (T,), bits; the first came from nowhere and has 0."""
    assert trace.logits is not None
    numbers = Vocabulary(trace.classes).encode(trace.inputs)
    return np.concatenate([np.zeros(1, np.float32), surprise(trace.logits[:-1], numbers[1:])])
