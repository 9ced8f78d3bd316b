"""Learning a text: a small character language model, in seconds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor
from torch.nn.functional import cross_entropy

from seqdemo.demos.own_text.text import OwnText, own_text
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.training.device import use_one_thread
from seqdemo.training.flat_adam import FlatAdam
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

EMBED_SIZE, HIDDEN_SIZE = 48, 128
BATCH_SIZE, WINDOW = 24, 64
RATE, MAX_GRAD_NORM = 4e-3, 1.0
EVERY = 1.5
"""Seconds between two frames."""

MEASURED = 2_000
"""Characters of each part over which a loss is measured."""

WRITTEN = 240
"""Characters of a sample."""

TEMPERATURE = 0.7
BITS = 1 / math.log(2)


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


def learn(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Train on a text until it is stopped; see `seqdemo.training.worker`.

    Args:
        given: {"cell", "seed", "until"}.
        payload: The text, UTF-8.
        control: When to stop.
    """
    use_one_thread()
    text, seed = own_text(payload.decode()), given["seed"]
    model = fresh_writer(given["cell"], text.vocabulary.symbols, seed)
    adam = FlatAdam(model)
    learnt, kept = (torch.from_numpy(text.vocabulary.encode(p)) for p in (text.learnt, text.kept))
    yield frame(model, text, learnt, kept, adam.updates, control.spent, seed)
    shown = perf_counter()
    while not control.stopped and adam.updates < given["until"]:
        draw = torch.Generator().manual_seed(1_000_003 * seed + adam.updates)
        loss_of(model, windows(learnt, draw)).backward()  # type: ignore[no-untyped-call]
        adam.update(RATE, MAX_GRAD_NORM)
        if perf_counter() - shown >= EVERY:
            yield frame(model, text, learnt, kept, adam.updates, control.spent, seed)
            shown = perf_counter()
    yield frame(model, text, learnt, kept, adam.updates, control.spent, seed)


def windows(symbols: Tensor, draw: torch.Generator) -> Tensor:
    """Passages from anywhere in a text, (BATCH_SIZE, up to WINDOW + 1)."""
    size = min(WINDOW + 1, len(symbols))
    starts = torch.randint(len(symbols) - size + 1, (BATCH_SIZE,), generator=draw)
    return symbols[starts[:, None] + torch.arange(size)]


def loss_of(model: TextWriter, passages: Tensor) -> Tensor:
    """Mean cross-entropy of every next symbol, nats, of passages (B, T + 1)."""
    logits, _ = model(passages[:, :-1])
    return cross_entropy(logits.flatten(0, 1), passages[:, 1:].flatten())


@torch.inference_mode()
def bits_of(model: TextWriter, symbols: Tensor) -> float:
    """Bits per character of the beginning of a text."""
    return float(loss_of(model, symbols[None, : MEASURED + 1])) * BITS


@torch.inference_mode()
def written(model: TextWriter, seed: int, length: int = WRITTEN, prompt: str = "\n") -> str:
    """What a network writes; the same seed draws the same random numbers.

    Args:
        model: The network; it knows its symbols.
        seed: Of the draws.
        length: Characters.
        prompt: What it reads first; symbols that it does not know are left out.
    """
    numbers = {symbol: number for number, symbol in enumerate(model.symbols)}
    given = [numbers[symbol] for symbol in prompt if symbol in numbers] or [0]
    draw, state, found = torch.Generator().manual_seed(seed), None, []
    step = torch.tensor([given])
    for _ in range(length):
        logits, state = model(step, state)
        chances = (logits[0, -1] / TEMPERATURE).softmax(0)
        step = torch.multinomial(chances, 1, generator=draw)[None]
        found.append(model.symbols[int(step)])
    return "".join(found)


def frame(
    model: TextWriter,
    text: OwnText,
    learnt: Tensor,
    kept: Tensor,
    update: int,
    seconds: float,
    seed: int,
) -> Message:
    """How it stands: losses in bits and a sample, with the weights."""
    told = {
        "update": update,
        "seconds": round(seconds, 1),
        "learnt": round(bits_of(model, learnt), 4),
        "kept": round(bits_of(model, kept), 4),
        "sample": written(model, seed),
        "symbols": list(text.vocabulary.symbols),
    }
    return Message(told, save({name: one.contiguous() for name, one in model.state_dict().items()}))
