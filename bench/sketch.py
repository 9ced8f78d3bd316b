"""How fast does the network go on with a line: from the points of a stroke to its own, on one core.

Beside it runs what is usually written for this: PyTorch's fused LSTM called once a point. Both draw
from the same weights.

Run it from the root of the project: `seqdemo bench sketch`.
"""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import cast

import numpy as np
import torch

from bench._numbers import seconds_of
from bench._threads import threads
from seqdemo.demos.sketch.examples import READY
from seqdemo.demos.sketch.mixture import mixture_of
from seqdemo.demos.sketch.network import SketchNetwork, features
from seqdemo.demos.sketch.offsets import offsets_of, tolerance
from seqdemo.demos.sketch.query import MAX_ENDINGS, Draw
from seqdemo.demos.sketch.sampling import five_numbers
from seqdemo.demos.sketch.strokes import Sketch, clean
from seqdemo.demos.sketch.task import TASK

POINTS = 20
RUNS = 25


def measure(runs: int = RUNS) -> dict[str, float]:
    """Measure both in turns, so that a busy moment of the machine hits both.

    Args:
        runs: Strokes of each; the median counts.

    Returns:
        `stroke_ms` (milliseconds to read a drawing of a line and go on by 20 points, one core),
        `stroke_cpu_ms` (those the core worked, whatever else the machine did), `usual_ms`,
        `usual_over_ours`, `given_points` (points read), `endings_ms` (ten whole endings in one
        batch) and `endings_points` (points of all of them).
    """
    model = cast(SketchNetwork, TASK.load("aaron_sheep", torch.device("cpu")))
    sketch, _ = clean(READY["sheep"][:1], tolerance("aaron_sheep"))
    line = Draw(sketch, temperature=1.0, steps=POINTS, seed=endless(model, sketch))
    many = Draw(sketch, first=1, endings=MAX_ENDINGS - 1)
    ours, usual, ten = [], [], []
    with threads(1):
        began = process_time()
        for _ in range(runs):
            TASK.predict(model, line)
        worked = (process_time() - began) / runs
        for _ in range(runs):
            ours.append(seconds_of(lambda: TASK.predict(model, line)))
            usual.append(seconds_of(lambda: usual_points(model, sketch)))
        for _ in range(max(1, runs // 5)):
            ten.append(seconds_of(lambda: TASK.predict(model, many)))
        drawn = TASK.predict(model, many)
    stroke, other = median(ours), median(usual)
    assert not isinstance(drawn, list)
    return {
        "stroke_ms": round(1000 * stroke, 1),
        "stroke_cpu_ms": round(1000 * worked, 1),
        "usual_ms": round(1000 * other, 1),
        "usual_over_ours": round(other / stroke, 2),
        "given_points": sum(len(line.places) for line in sketch),
        "endings_ms": round(1000 * median(ten), 1),
        "endings_points": sum(len(ending.points) for ending in drawn.endings),
    }


def endless(model: SketchNetwork, sketch: Sketch) -> int:
    """A seed with which the network goes on for all the points that are timed."""
    for seed in range(100):
        drawn = TASK.predict(model, Draw(sketch, temperature=1.0, steps=POINTS, seed=seed))
        assert not isinstance(drawn, list)
        if len(drawn.endings[0].points) == POINTS:
            return seed
    raise RuntimeError("the network always ends sooner")


@torch.inference_mode()
def usual_points(model: SketchNetwork, sketch: Sketch) -> int:
    """Read and go on by as many points with `nn.LSTM` a call a point; returns how many."""
    given = offsets_of(sketch, model.config.source, model.config.scale)
    read = five_numbers(given)
    raw, state = model(read)
    torch.manual_seed(0)
    for _ in range(POINTS):
        mixture = mixture_of(raw[0, -1])
        chosen = int(torch.multinomial(mixture.log_weight.exp(), 1))
        spread = mixture.log_sigma[chosen].exp() * torch.randn(2)
        pen = int(torch.multinomial(mixture.pen[:2].softmax(0), 1))
        point = np.zeros((1, 1, 5), np.float32)
        point[0, 0, :2] = (mixture.mean[chosen] + spread).numpy()
        point[0, 0, 2 + pen] = 1
        read = torch.cat([read, torch.from_numpy(point)], dim=1)
        raw, state = model.read(features(read)[:, -1:], None, state)
    return POINTS
