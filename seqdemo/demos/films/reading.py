"""What networks say of a film, read off a trace."""

from __future__ import annotations

import numpy as np

from seqdemo.core.counter_random import uniforms
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.films.kinds import FRAMES

Guesses = list[tuple[str, float]]


def film_guesses(trace: Trace, step: int = -1, most: int = 4) -> Guesses:
    """Kinds of film with their probabilities after a step, likeliest first."""
    assert trace.logits is not None
    return _likeliest(trace.logits[step], trace.classes, most)


def frame_guesses(trace: Trace, most: int = 3) -> list[Guesses]:
    """What happens at each frame, likeliest first."""
    return [_likeliest(row, FRAMES, most) for row in trace.extras["happens"]]


def shuffled(count: int, seed: int) -> tuple[int, ...]:
    """An order of `count` frames that is not the one they had, if there is one; by seed."""
    for turn in range(20):
        order = np.argsort(uniforms(seed, np.arange(count) + count * turn, 1)[:, 0])
        if count < 2 or (order != np.arange(count)).any():
            break
    return tuple(int(place) for place in order)


def _likeliest(logits: FloatArray, names: tuple[str, ...], most: int) -> Guesses:
    shares = np.exp(logits - logits.max())
    shares = shares / shares.sum()
    best = np.argsort(-shares)[:most]
    return [(names[n], float(shares[n])) for n in best]
