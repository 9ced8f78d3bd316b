"""Learning a text: a small character language model, in seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log
from time import perf_counter
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from seqdemo.demos.own_text.text import OwnText, longest_copy, own_text
from seqdemo.demos.own_text.writer import fresh_writer, written
from seqdemo.models.text_writer import TextWriter
from seqdemo.training.device import use_one_thread
from seqdemo.training.flat_adam import FlatAdam
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

BATCH_SIZE, WINDOW = 24, 64
RATE, MAX_GRAD_NORM = 4e-3, 1.0
SOONEST, LATEST, SHARE = 0.4, 1.5, 0.1
"""CPU seconds between two frames: the first come quickly, so that one sees words begin."""

PATIENCE = 3.0
"""Seconds after which there is a frame in any case."""

MEASURED = 2_000
"""Characters of each part over which a loss is measured."""

WRITTEN = 240
"""Characters of a sample."""

TEMPERATURE = 0.7
STREAM = 1_000_003
"""Update n of seed s practises on the passages that a generator seeded STREAM s + n gives."""


class Learner:
    """A network that learns a text, from a state on.

    Attributes:
        model: The network.
        adam: Its optimizer.

    Args:
        text: What is learnt.
        cell: "gru" or "lstm".
        seed: Of weights, passages and samples.
        update: After how many updates `state` was taken.
        state: What `state` gave then; b"" is the beginning.
    """

    def __init__(
        self, text: OwnText, cell: str, seed: int, update: int = 0, state: bytes = b""
    ) -> None:
        self._text, self._seed = text, seed
        self.model = fresh_writer(cell, text.vocabulary.symbols, seed)
        self.adam = FlatAdam(self.model)
        self._learnt, self._kept = (
            torch.from_numpy(text.vocabulary.encode(part)) for part in (text.learnt, text.kept)
        )
        if state:
            values = torch.from_numpy(np.frombuffer(state, np.float32).copy())
            self.adam.load(values.view(3, -1), update)

    def step(self) -> None:
        """Practise on some passages."""
        draw = torch.Generator().manual_seed(STREAM * self._seed + self.adam.updates)
        loss = loss_of(self.model, passages(self._learnt, draw))
        loss.backward()  # type: ignore[no-untyped-call]
        self.adam.update(RATE, MAX_GRAD_NORM)

    def frame(self, seconds: float) -> Message:
        """How it stands: losses in bits and what it writes, with the state."""
        sample = written(self.model, self._seed, WRITTEN, temperature=TEMPERATURE)
        start, end = longest_copy(sample, self._text.learnt)
        told = {
            "update": self.adam.updates,
            "seconds": round(seconds, 1),
            "learnt": round(bits_of(self.model, self._learnt), 4),
            "kept": round(bits_of(self.model, self._kept), 4),
            "sample": sample,
            "copied": [start, end],
        }
        return Message(told, self.state())

    def state(self) -> bytes:
        """Weights and running means."""
        return self.adam.state().numpy().tobytes()


def learn(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Train on a text for some time; see `seqdemo.training.worker`.

    Args:
        given: {"cell", "seed", "size", "seconds", "update", "until"}: `size` bytes of the payload
            are the text, `seconds` were spent before, from which update to which it trains.
        payload: The text in UTF-8, and the state after "update" updates; b"" at the beginning.
        control: When to stop.
    """
    use_one_thread()
    text, state = own_text(payload[: given["size"]].decode()), payload[given["size"] :]
    learner = Learner(text, given["cell"], given["seed"], given["update"], state)
    before = given["seconds"]
    if not given["update"]:
        yield learner.frame(before)
    shown, spent = perf_counter(), control.spent
    while learner.adam.updates < given["until"] and not control.stopped:
        learner.step()
        pause = min(LATEST, max(SOONEST, SHARE * spent))
        due = control.spent - spent >= pause or perf_counter() - shown >= PATIENCE
        if due and learner.adam.updates < given["until"]:
            yield learner.frame(before + control.spent)
            shown, spent = perf_counter(), control.spent
    yield learner.frame(before + control.spent)


def passages(symbols: Tensor, draw: torch.Generator) -> Tensor:
    """Passages from anywhere in a text, (BATCH_SIZE, up to WINDOW + 1)."""
    size = min(WINDOW + 1, len(symbols))
    starts = torch.randint(len(symbols) - size + 1, (BATCH_SIZE,), generator=draw)
    return symbols[starts[:, None] + torch.arange(size)]


def loss_of(model: TextWriter, texts: Tensor) -> Tensor:
    """Mean cross-entropy of every next symbol, nats, of texts (B, T + 1)."""
    logits, _ = model(texts[:, :-1])
    return cross_entropy(logits.flatten(0, 1), texts[:, 1:].flatten())


@torch.inference_mode()
def bits_of(model: TextWriter, symbols: Tensor) -> float:
    """Bits per character of the beginning of a text."""
    return float(loss_of(model, symbols[None, : MEASURED + 1])) / log(2)


def model_of(text: OwnText, cell: str, seed: int, state: bytes) -> TextWriter:
    """The network as it was when `state` was taken."""
    return Learner(text, cell, seed, 0, state).model.eval()
