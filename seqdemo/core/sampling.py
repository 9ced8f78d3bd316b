"""Sampling from logits: temperature, top-k, top-p and seed.

Temperature comes first, then top-k, then top-p, as in Holtzman et al., "The Curious Case of Neural
Text Degeneration", 2020, and in most libraries since.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.core.counter_random import uniforms
from seqdemo.core.trace import FloatArray

Floats = npt.NDArray[np.float64]


LEAST = 0.01
"""Smallest temperature that is not 0: below, a division would overflow and nothing would change."""


@dataclass(frozen=True)
class Sampling:
    """How a next token is chosen.

    Attributes:
        temperature: Divides the logits, >= 0; 1 leaves the model as trained, 0 always takes the
            likeliest token (greedy).
        top_k: Keep at most this many tokens; None keeps all.
        top_p: Also drop tokens outside the smallest set holding this share of the tempered mass,
            (0, 1]; None keeps all.
        seed: Names the stream of chance; same seed, same text.

    Raises:
        ValueError: If a number is out of its range; the message names it.
    """

    temperature: float = 1.0
    top_k: int | None = None
    top_p: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if self.temperature != 0 and not LEAST <= self.temperature < float("inf"):
            raise ValueError(f"temperature must be 0, or {LEAST} or more, got {self.temperature}")
        if self.top_k is not None and self.top_k < 1:
            raise ValueError(f"top_k must be 1 or more, got {self.top_k}")
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise ValueError(f"top_p must be above 0 and at most 1, got {self.top_p}")

    def probabilities(self, logits: FloatArray) -> Floats:
        """The distribution a token is drawn from; see `probabilities`."""
        return probabilities(
            logits, temperature=self.temperature, top_k=self.top_k, top_p=self.top_p
        )


def probabilities(
    logits: FloatArray,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Floats:
    """Turn logits into the distribution a token is drawn from.

    Args:
        logits: Unnormalised log-probabilities of one step, (V,), or of many, (N, V), in nats.
        temperature: Divides the logits; 1 leaves the model as trained, lower is more cautious, 0
            puts all on the likeliest token, the first of them if several are.
        top_k: Keep at most this many tokens, the earlier of equally likely ones.
        top_p: Also drop tokens outside the smallest set holding this share of the tempered mass.

    Returns:
        Probabilities of the same shape, summing to 1; cut tokens get exactly 0.
    """
    if logits.ndim == 2 and (temperature == 0 or top_k is not None or top_p is not None):
        cut = [
            probabilities(row, temperature=temperature, top_k=top_k, top_p=top_p) for row in logits
        ]
        return np.stack(cut) if cut else logits.astype(np.float64)
    scores: Floats = logits.astype(np.float64)
    if temperature == 0:
        p = np.zeros_like(scores)
        p[scores.argmax()] = 1.0
        return p
    # Ufuncs' own reductions: the methods spend more on finding them than on 65 numbers.
    scores -= np.maximum.reduce(scores, axis=-1, keepdims=True)
    scores /= temperature
    p = np.exp(scores, out=scores)
    p /= np.add.reduce(p, axis=-1, keepdims=True)
    if top_k is None and top_p is None:
        return p
    order = (-p).argsort(kind="stable")
    keep = len(p) if top_k is None else min(top_k, len(p))
    if top_p is not None and top_p < 1:
        kept = p[order[:keep]]
        mass = np.add.accumulate(kept)
        # The share is of what top-k has left; a token is in if those before it fall short of it.
        keep = max(1, int((mass - kept).searchsorted(top_p * mass[-1] - 1e-12)))
    p[order[keep:]] = 0.0
    p /= np.add.reduce(p)
    return p


def pick(p: Floats, chance: float) -> int:
    """The token at `chance`, 0 <= chance < 1, of the cumulative distribution; never a cut one."""
    cumulative = np.add.accumulate(p)
    token = int(cumulative.searchsorted(chance * cumulative[-1], side="right"))
    return min(token, len(p) - 1)


def pick_each(p: Floats, chance: FloatArray) -> npt.NDArray[np.int64]:
    """The token of each row of p (N, V) at its chance (N,), as `pick` gives it."""
    cumulative = np.add.accumulate(p, axis=1)
    below = (cumulative <= chance[:, None] * cumulative[:, -1:]).sum(1)
    return np.asarray(np.minimum(below, p.shape[1] - 1), np.int64)


def chances(seed: int, first: int, count: int, stream: int = 0) -> FloatArray:
    """Random numbers of tokens `first` to `first + count` of a text, (count,), each in [0, 1).

    A number depends on the seed and its place only: a text that is stopped and continued is the
    text that was not stopped.
    """
    places = np.arange(first, first + count, dtype=np.int64)
    return uniforms(seed, places + (stream << 40), 1)[:, 0]


def surprise(logits: FloatArray, tokens: npt.NDArray[np.int64]) -> FloatArray:
    """How unexpected each token was to the model as trained.

    Args:
        logits: Of each step, (T, V), nats.
        tokens: What came, (T,).

    Returns:
        -log2 of its probability, (T,), bits.
    """
    scores: Floats = logits.astype(np.float64)
    scores = scores - scores.max(-1, keepdims=True)
    nats = np.log(np.exp(scores).sum(-1)) - scores[np.arange(len(tokens)), tokens]
    return np.asarray(nats / np.log(2), dtype=np.float32)
