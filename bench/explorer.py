"""How long the explorer's questions take: matches, nearest states, gradients, PCA.

Run it from the root of the project: `seqdemo bench explorer`.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import torch

from bench._threads import threads
from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.matching import Pattern, match
from seqdemo.analysis.nearest import nearest
from seqdemo.analysis.principal_axes import principal_axes
from seqdemo.core.trace import GATES, CellKind, FloatArray
from seqdemo.models.recurrent import Recurrent
from seqdemo.models.stepper import Stepper
from seqdemo.models.through_time import through_time

STEPS, UNITS, TEXT, REPEATS = 100_000, 512, 300, 5
TARGET_MATCH_MS = 300.0


def measure() -> dict[str, float]:
    """Time each question on one PyTorch thread; medians of five after one unmeasured round.

    Returns:
        match_ms, match_all_units_ms: places where 24 and all 512 units fire together, in 100,000
            steps (target: at most 300); nearest_ms: the ten states nearest to one, there;
            pca_ms: three components of 2,300 states; <cell>_gradient_ms: dL/dh of all layers back
            through 300 steps, two layers; <cell>_autograd_ms: dL/dx alone by PyTorch, for
            comparison; <cell>_step_ms: one step of a network that can be reached into.
    """
    rng = np.random.default_rng(0)
    corpus = Corpus(("x",) * STEPS, rng.integers(-127, 128, (UNITS, STEPS), dtype=np.int8))
    some = rng.standard_normal((2_300, UNITS)).astype(np.float32)
    numbers = {
        "match_ms": _milliseconds(lambda: match(corpus, _pattern(24))),
        "match_all_units_ms": _milliseconds(lambda: match(corpus, _pattern(UNITS))),
        "nearest_ms": _milliseconds(lambda: nearest(corpus, some[0], 10)),
        "pca_ms": _milliseconds(lambda: principal_axes(some, 3)),
    }
    with threads(1):
        for cell in GATES:
            numbers |= _network(cell)
    return numbers


def _pattern(units: int) -> Pattern:
    return Pattern(np.arange(units), np.ones(units, np.int64), 5, 0.3)


def _network(cell: CellKind) -> dict[str, float]:
    torch.manual_seed(0)
    network = Recurrent(cell, 128, UNITS, num_layers=2).eval()
    x = torch.randn(TEXT, 128)
    layers = network.trace(x)
    top: FloatArray = np.zeros((TEXT, UNITS), np.float32)
    top[-1] = 1
    stepper, row = Stepper(network.fused), x[0].numpy()

    def autograd() -> None:
        wanted = x[None].clone().requires_grad_()
        outputs, _ = network(wanted)
        torch.autograd.grad(outputs[0, -1].sum(), wanted)

    return {
        f"{cell}_gradient_ms": _milliseconds(lambda: through_time(network.fused, layers, top)),
        f"{cell}_autograd_ms": _milliseconds(autograd),
        f"{cell}_step_ms": _milliseconds(lambda: stepper.step(row)),
    }


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS + 1):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1e3)
    return median(times[1:])
