"""Training in the lab: as fast as a plain loop, and does a page beside it stay quick?

The networks of the page "How long can it remember?" train as the page trains them, tests and
snapshots included, in turns with a plain PyTorch loop of the same sizes. Then ten visitors train on
a server while one draws. Run it by `seqdemo bench lab`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from time import process_time
from typing import Any

import numpy as np
import torch
from torch import nn

from bench._numbers import in_ms
from bench._server import serving
from bench._threads import threads
from bench._visitor import Visitor, VisitorError
from bench.visitors import Measured, _draw, warm
from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.exercises import lesson
from seqdemo.demos.lab.racing import BATCH_SIZE, race
from seqdemo.demos.lab.settings import LEARNT, Settings, lags
from seqdemo.models.gates import FUSED
from seqdemo.training.worker import Control

CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
UPDATES, TURNS = 300, 3
TRAINERS, SECONDS = 10, 20.0
NEAR_CHANCE = 0.25
LAB_PAGE = ("lab", "nets")
"""Address, and a name in the data of the component that is shown there."""


def measure(turns: int = TURNS, seconds: float = SECONDS) -> dict[str, Any]:
    """Measure all of it.

    Args:
        turns: How often each loop is timed, UPDATES updates each; medians count.
        seconds: Half of how long the drawer draws.

    Returns:
        `updates_per_s` by network, of CPU time, `plain_updates_per_s` of the plain loop and `share`
        of it; `seconds_to_separation`: CPU seconds until an LSTM with wide-open gates names the
        colour over 40 letters while a plain RNN guesses; `drawer_beside_trainers_ms_p50`, `_p95`:
        milliseconds from a stroke to its answer while ten visitors train or wait in line.
    """
    with threads(1):
        found = {cell: _rates(cell, turns) for cell in CELLS}
        apart = _separation()
    beside = asyncio.run(_served(seconds))
    return {
        "updates_per_s": {cell: round(ours) for cell, (ours, _) in found.items()},
        "plain_updates_per_s": {cell: round(plain) for cell, (_, plain) in found.items()},
        "share": {cell: round(ours / plain, 3) for cell, (ours, plain) in found.items()},
        "seconds_to_separation": apart,
        "drawer_beside_trainers_ms_p50": in_ms(beside.answers, 0.5),
        "drawer_beside_trainers_ms_p95": in_ms(beside.answers, 0.95),
        "strokes": len(beside.answers),
    }


def _rates(cell: CellKind, turns: int) -> tuple[float, float]:
    """Updates a CPU second: as the page trains, and in a plain loop."""
    settings = Settings(networks=(cell,))
    plain = _plain(settings)
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(turns + 1):  # the first is not counted
        for times, job in ((ours, lambda: _raced(settings)), (theirs, plain)):
            taken = _seconds(job)
            if turn:
                times.append(UPDATES / taken)
    return float(np.median(ours)), float(np.median(theirs))


def _raced(settings: Settings) -> None:
    course = [(0, settings.learning_rate)]
    given = {"settings": settings.as_json(), "course": course, "update": 0, "until": UPDATES}
    for _ in race(given, b"", Control(60)):
        pass


def _plain(settings: Settings) -> Callable[[], None]:
    """What one would write for it, of the same sizes and on the same kind of batches."""
    task, cell = lesson(settings), settings.networks[0]
    layer = FUSED[cell](task.input_size, settings.hidden_size, batch_first=True)
    head = nn.Linear(settings.hidden_size, task.output_size)
    parameters = [*layer.parameters(), *head.parameters()]
    adam = torch.optim.Adam(parameters, lr=settings.learning_rate)
    draw = torch.Generator().manual_seed(0)

    def run() -> None:
        for _ in range(UPDATES):
            x, answers = task.batch(BATCH_SIZE, settings.lag, False, draw)
            adam.zero_grad()
            task.loss(head(layer(x)[0][:, -1]), answers).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(parameters, settings.max_grad_norm)
            adam.step()

    return run


def _separation() -> float | None:
    """CPU seconds of a race until one network has learnt it and the other has not."""
    settings = Settings(seed=21)
    at, control = lags(settings).index(settings.lag), Control(12)
    course = [(0, settings.learning_rate)]
    given = {"settings": settings.as_json(), "course": course, "update": 0, "until": 1_000}
    for frame in race(given, b"", control):
        shares = {cell: curve[at] for cell, curve in frame.told["accuracy"].items()}
        if shares["lstm"] >= LEARNT and shares["rnn"] <= NEAR_CHANCE:
            return float(frame.told["seconds"])
    return None


async def _served(seconds: float) -> Measured:
    """One visitor draws while others train."""
    measured = Measured()
    with serving() as server:
        await warm(server.port)
        async with AsyncExitStack() as stack:
            drawer = await stack.enter_async_context(Visitor(server.port))
            others = [
                await stack.enter_async_context(Visitor(server.port)) for _ in range(TRAINERS)
            ]
            trainers = [asyncio.create_task(_train(one, n)) for n, one in enumerate(others)]
            await others[0].until(lambda: any(_state(one) == "running" for one in others))
            await _draw(drawer, TRAINERS, 2 * seconds, measured)
            for trainer in trainers:
                trainer.cancel()
            ended = await asyncio.gather(*trainers, return_exceptions=True)
    failed = [error for error in ended if not isinstance(error, asyncio.CancelledError)]
    if failed:
        raise VisitorError(f"{len(failed)} of {TRAINERS} trainers failed: {failed[0]!r}")
    return measured


async def _train(visitor: Visitor, number: int) -> None:
    """Train a race to its end, begin another one, and so on."""
    for seed in range(100 * number, 100 * number + 100):
        await visitor.open("", "columns")
        await visitor.open(*LAB_PAGE, f"nets=rnn.gru.lstm&seed={seed}&n=1600")
        await visitor.until(lambda: _state(visitor) in ("done", "paused"), 900)


def _state(visitor: Visitor) -> str:
    mounted = visitor.showing(LAB_PAGE[1])
    return "" if mounted is None else str(mounted.data["state"])


def _seconds(job: Callable[[], object]) -> float:
    start = process_time()
    job()
    return process_time() - start
