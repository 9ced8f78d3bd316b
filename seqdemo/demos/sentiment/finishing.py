"""After training: calibration and an order of the units."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from seqdemo.analysis.similarity import order_by_likeness
from seqdemo.core.trace import FloatArray
from seqdemo.demos.sentiment import calibration, judging
from seqdemo.demos.sentiment.batches import padded
from seqdemo.demos.sentiment.data import Texts
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.models.gates import to_numpy

ALIKE = 100
"""Sentences over which units are compared."""


def finish(model: MoodReader, texts: Texts) -> dict[str, Any]:
    """Set the temperature in place; returns what the card says of it, and an order of the units.

    Args:
        model: The network, trained.
        texts: Labelled sentences it was not trained on.
    """
    model.temperature.fill_(1)
    logits = judging.moods(model, texts)[judging.last_words(texts)]
    model.temperature.fill_(calibration.best_temperature(logits, texts.labels))
    return {
        "temperature": round(float(model.temperature), 4),
        "calibrated_on": "dev.tsv",
        "calibration_error_by_halves": round(calibration.error_by_halves(logits, texts.labels), 4),
        "unit_orders": [order_by_likeness(_states(model, texts))],
    }


@torch.no_grad()
def _states(model: MoodReader, texts: Texts) -> FloatArray:
    """Hidden states over the first `ALIKE` texts, one after the other, (T, H)."""
    ids, lengths = padded(texts, np.arange(min(ALIKE, len(texts))))
    hidden = to_numpy(model.eval().read(ids.to(model.head.weight.device)))
    real = np.arange(hidden.shape[1]) < lengths.numpy()[:, None]
    return np.asarray(hidden[real])
