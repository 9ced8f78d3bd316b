"""Columns of a drawing's steps: stroke in, what is expected out."""

from __future__ import annotations

import numpy as np

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sketch.gaussians import outline
from seqdemo.web.steps.columns import Column, Stroke

EXPECTED = 5
"""Gaussians that are drawn above a step."""

LEAST_WEIGHT = 0.03


def columns_of(trace: Trace) -> list[Column]:
    """One column a step: the drawing so far, and above it where the next point may lie.

    What is expected is drawn to a scale of its own in every column: the pen in the middle, an
    ellipse of two standard deviations for each Gaussian that weighs.
    """
    return [
        Column(
            Stroke(_so_far(trace, step)), Stroke(_expected(trace, step)), note=_note(trace, step)
        )
        for step in range(len(trace))
    ]


def encoder_columns(trace: Trace) -> list[Column]:
    """One column for each step of `trace.upstream`, the encoder reading the same drawing."""
    count = 0 if trace.upstream is None else len(trace.upstream)
    last = count - 1  # it also reads that the drawing ends
    return [
        Column(Stroke(_so_far(trace, min(step + 1, last))), note="you" if step < last else "end")
        for step in range(count)
    ]


def _so_far(trace: Trace, step: int) -> list[FloatArray]:
    """Lines of the drawing up to a step; at the beginning, a dot."""
    places, lifted = trace.extras["place"], trace.extras["lifted"]
    ends = np.flatnonzero(lifted[:step]) + 1
    return [line for line in np.split(places[: step + 1], ends) if len(line)]


def _expected(trace: Trace, step: int) -> list[FloatArray]:
    """Lines to the heaviest Gaussians with their ellipses, from -1 to 1 both ways."""
    weight = trace.extras["weight"][step]
    mean, sigma = trace.extras["mean"][step], trace.extras["sigma"][step]
    correlation = trace.extras["correlation"][step]
    heaviest = [n for n in np.argsort(-weight)[:EXPECTED] if weight[n] >= LEAST_WEIGHT]
    chosen = heaviest or [int(weight.argmax())]
    drawn = [outline(mean[n], sigma[n], float(correlation[n])) for n in chosen]
    drawn += [np.stack([np.zeros(2, np.float32), mean[n]]) for n in chosen]
    far = max(float(np.abs(np.concatenate(drawn)).max()), 1e-3)
    corners = [np.array([corner], np.float32) for corner in ((-1.0, -1.0), (1.0, 1.0))]
    return [*(line / far for line in drawn), *([] if step else corners)]


def _note(trace: Trace, step: int) -> str:
    """Who drew this step."""
    if not step:
        return "start"
    return "network" if trace.extras["own"][step] else "you"
