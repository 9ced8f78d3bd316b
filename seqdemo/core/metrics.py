"""Expected calibration error; mean surprise and its perplexity."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def expected_calibration_error(
    confidence: npt.ArrayLike, correct: npt.ArrayLike, bins: int = 15
) -> float:
    """How far confidence is from the share of right answers, 0..1 (Guo et al. 2017).

    Args:
        confidence: Probability given to each answer, (N,).
        correct: Whether each answer was right, (N,).
        bins: Equal slices of 0..1 over which the gap is averaged, weighted by their answers.

    Raises:
        ValueError: If there are no answers, or not one confidence for each.
    """
    p, hit = np.asarray(confidence, np.float64), np.asarray(correct, np.float64)
    if p.shape != hit.shape or p.ndim != 1 or len(p) == 0:
        raise ValueError(f"confidence {p.shape} and correct {hit.shape} must be equal, (N,), N > 0")
    slot = np.clip((p * bins).astype(int), 0, bins - 1)
    gap = np.bincount(slot, p - hit, minlength=bins)
    return float(np.abs(gap).sum() / len(p))


def mean_and_perplexity(bits: npt.ArrayLike) -> tuple[float, float]:
    """Mean surprise in bits, to the two decimals that are shown, and two to the power of that."""
    mean = round(float(np.asarray(bits).mean()), 2)
    return mean, 2.0**mean
