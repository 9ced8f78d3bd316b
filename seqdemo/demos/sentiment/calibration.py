"""Temperature scaling: 80 % sure is right four times in five.

Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", 2017.
"""

from __future__ import annotations

import numpy as np

from seqdemo.core.metrics import expected_calibration_error
from seqdemo.core.trace import FloatArray


def log_loss(logits: FloatArray, labels: FloatArray) -> float:
    """Mean cross-entropy, nats.

    Args:
        logits: Of "positive", (N,).
        labels: 1 or 0, (N,).
    """
    signed = np.where(labels > 0.5, logits, -logits).astype(np.float64)
    return float(np.logaddexp(0, -signed).mean())


def best_temperature(logits: FloatArray, labels: FloatArray) -> float:
    """What to divide logits by for the least log-loss, 0.25..4."""
    from scipy.optimize import minimize_scalar  # only while training: 30 MB in a server

    found = minimize_scalar(
        lambda log_t: log_loss(logits / np.float32(np.exp(log_t)), labels),
        bounds=(np.log(0.25), np.log(4)),
        method="bounded",
    )
    return float(np.exp(found.x))


def calibration_error(logits: FloatArray, labels: FloatArray) -> float:
    """Expected calibration error of the more likely answer, 15 bins."""
    p = 1 / (1 + np.exp(-np.abs(logits.astype(np.float64))))
    return expected_calibration_error(p, (logits > 0) == (labels > 0.5))


def error_by_halves(logits: FloatArray, labels: FloatArray) -> float:
    """Calibration error of each half at the temperature of the other half, both together.

    Halves are every other sentence.
    """
    scaled = logits.copy()
    for half in (0, 1):
        other = slice(1 - half, None, 2)
        scaled[half::2] /= np.float32(best_temperature(logits[other], labels[other]))
    return calibration_error(scaled, labels)
