"""Race: several small networks train on the same sequences, in turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter
from typing import Any

import numpy as np
import torch

from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.exercises import lesson
from seqdemo.demos.lab.network import Memory, newborn
from seqdemo.demos.lab.settings import BIN, Settings
from seqdemo.demos.lab.survival import Survival
from seqdemo.training.device import use_one_thread
from seqdemo.training.flat_adam import FlatAdam
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

BATCH_SIZE = 64
EVERY, LATEST = 0.12, 0.33
"""Seconds between two frames: of CPU time, so that they take a small share of it, and at most."""

STREAM = 1_000_003
"""Update n of seed s practises on the sequences that a generator seeded STREAM s + n gives."""

Course = Sequence[tuple[int, float]]
"""Learning rates: after how many updates each begins, in order; the first after 0."""


def rate_at(course: Course, update: int) -> float:
    """Learning rate of the update that comes after `update` others."""
    return [rate for first, rate in course if first <= update][-1]


class Racer:
    """One network of a race.

    Attributes:
        cell: Its kind.
        model: The network.
    """

    def __init__(self, settings: Settings, cell: CellKind) -> None:
        self.cell, self._settings, self._lesson = cell, settings, lesson(settings)
        sizes = self._lesson.input_size, self._lesson.output_size
        self.model = newborn(settings, cell, *sizes)
        self.adam = FlatAdam(self.model)
        self._seen: list[tuple[float, float]] = []

    def practise(self, x: torch.Tensor, answers: torch.Tensor, rate: float) -> None:
        """Update the weights by a batch."""
        loss = self._lesson.loss(self.model(x), answers)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = self.adam.update(rate, self._settings.max_grad_norm or None)
        self._seen.append((float(loss.detach()), norm))

    def bins(self) -> list[list[float]]:
        """Mean loss, mean gradient norm and share clipped of every BIN updates since last asked."""
        limit = self._settings.max_grad_norm
        groups = [self._seen[at : at + BIN] for at in range(0, len(self._seen), BIN)]
        self._seen = []
        return [_means(group, limit) for group in groups]


def _means(group: Sequence[tuple[float, float]], limit: float) -> list[float]:
    losses, norms = np.array(group, np.float64).T
    clipped = float((norms > limit).mean()) if limit else 0.0
    found = [float(losses.mean()), float(norms.mean())]
    return [*(float(f"{min(value, 1e9):.4g}") for value in np.nan_to_num(found, nan=1e9)), clipped]


class Race:
    """A race from a state on.

    Attributes:
        update: How many updates there were.

    Args:
        settings: Of the race.
        course: Its learning rates.
        update: After how many updates `state` was taken.
        state: What `state` gave then; b"" is the beginning.
    """

    def __init__(
        self, settings: Settings, course: Course, update: int = 0, state: bytes = b""
    ) -> None:
        self.settings, self.course, self.update = settings, course, update
        self.racers = [Racer(settings, cell) for cell in settings.networks]
        self._survival = Survival(settings)
        self._lesson = lesson(settings)
        if state:
            load(self.racers, state, update)

    def step(self) -> None:
        """Practise on one batch, all networks on the same."""
        settings, rate = self.settings, rate_at(self.course, self.update)
        draw = torch.Generator().manual_seed(STREAM * settings.seed + self.update)
        mixed = settings.practice == "mixed"
        x, answers = self._lesson.batch(BATCH_SIZE, settings.lag, mixed, draw)
        for racer in self.racers:
            racer.practise(x, answers, rate)
        self.update += 1

    def frame(self, seconds: float) -> Message:
        """How it stands: accuracy by lag and what was seen on the way, with the state."""
        told = {
            "update": self.update,
            "seconds": round(seconds, 2),
            "accuracy": {one.cell: self._survival(one.model) for one in self.racers},
            "bins": {one.cell: one.bins() for one in self.racers},
        }
        return Message(told, self.state())

    def state(self) -> bytes:
        """Weights and running means of all networks."""
        return b"".join(one.adam.state().numpy().tobytes() for one in self.racers)


def models_of(settings: Settings, state: bytes) -> dict[CellKind, Memory]:
    """The networks of a race as they were when `state` was taken."""
    racers = [Racer(settings, cell) for cell in settings.networks]
    load(racers, state, 0)
    return {one.cell: one.model.eval() for one in racers}


def load(racers: Sequence[Racer], state: bytes, updates: int) -> None:
    """Let racers go on from the state of a race after so many updates."""
    sizes = [3 * len(one.adam.values) for one in racers]
    values = torch.from_numpy(np.frombuffer(state, np.float32).copy())
    for one, part in zip(racers, torch.split(values, sizes), strict=True):
        one.adam.load(part.view(3, -1), updates)


def race(given: Mapping[str, Any], state: bytes, control: Control) -> Iterator[Message]:
    """Train for some time; see `seqdemo.training.worker`.

    Args:
        given: {"settings", "course", "update", "until"}: from which update to which.
        state: Of the race after "update" updates; b"" at its beginning.
        control: When to stop.
    """
    use_one_thread()
    settings = Settings.from_json(given["settings"])
    run = Race(settings, given["course"], given["update"], state)
    if not run.update:
        yield run.frame(0.0)
    shown, spent = perf_counter(), control.spent
    while run.update < given["until"] and not control.stopped:
        run.step()
        due = control.spent - spent >= EVERY or perf_counter() - shown >= LATEST
        if due and run.update % BIN == 0 and run.update < given["until"]:
            yield run.frame(control.spent)
            shown, spent = perf_counter(), control.spent
    yield run.frame(control.spent)
