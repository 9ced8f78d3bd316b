"""Accuracy after each part of a sentence, calibration, contrast pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sentiment import judging, shipped
from seqdemo.demos.sentiment.bag import Bag
from seqdemo.demos.sentiment.calibration import calibration_error, log_loss
from seqdemo.demos.sentiment.contrast import pairs
from seqdemo.demos.sentiment.data import IntArray, Labelled, Texts, texts_of
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.demos.sentiment.words import Words

PARTS = (25, 50, 75)
"""Percentages of a sentence after which it is judged, besides the whole."""


def metrics(model: MoodReader, words: Words, sentences: Labelled) -> dict[str, Any]:
    """Measure one network.

    Args:
        model: The network.
        words: Those it knows.
        sentences: Sentences and their labels.

    Returns:
        accuracy: share of sentences with the right sign after the last word.
        accuracy_after_25, _50, _75: the same after that percentage of the words, rounded up.
        expected_calibration_error: of the answer after the last word, 15 bins.
        calibration_error_after_50: the same half-way, held against the label of the whole.
        log_loss: mean cross-entropy after the last word, nats.
        contrast_accuracy: share of the contrast pairs whose sentences both have the right sign.
        contrast_sentences: share of their sentences that have.
        contrast_by_kind: share of pairs, kind by kind.
        parameters: numbers in the network.
        bytes: of its weights as shipped, in half precision.
        shared_bytes: of the file of words and vectors that all networks share; 0 before it ships.
    """
    texts = texts_of(words, [(tokens(text), label) for text, label in sentences])
    logits = judging.moods(model, texts)
    whole, half = (logits[_after(texts, part)] for part in (100, 50))
    parameters = sum(p.numel() for p in model.parameters())
    return {
        "accuracy": _right(whole, texts.labels),
        **{
            f"accuracy_after_{part}": _right(logits[_after(texts, part)], texts.labels)
            for part in PARTS
        },
        "expected_calibration_error": round(calibration_error(whole, texts.labels), 4),
        "calibration_error_after_50": round(calibration_error(half, texts.labels), 4),
        "log_loss": round(log_loss(whole, texts.labels), 4),
        **contrast_metrics(_contrast_logits(model, words)),
        "parameters": parameters,
        "bytes": 2 * (parameters + 1),
        "shared_bytes": shipped.shared_bytes(),
    }


def bag_metrics(bag: Bag, words: Words, sentences: Labelled) -> dict[str, Any]:
    """The same sentences and pairs judged by a bag of words."""
    found = [bag.logits(words.numbers(tokens(text)))[-1] for text, _ in sentences]
    labels = np.array([label for _, label in sentences], np.float32)
    both = [text for pair in pairs() for text in (pair.positive, pair.negative)]
    contrast = [bag.logits(words.numbers(tokens(text)))[-1] for text in both]
    return {
        "accuracy": _right(np.array(found, np.float32), labels),
        **contrast_metrics(np.array(contrast, np.float32)),
    }


def contrast_metrics(logits: FloatArray) -> dict[str, Any]:
    """Shares of contrast pairs that are told apart.

    Args:
        logits: Of each pair's glad sentence, then its other one, (2 P,).
    """
    right = (logits > 0) == (np.arange(len(logits)) % 2 == 0)
    both = right.reshape(-1, 2).all(1)
    kinds = np.array([pair.kind for pair in pairs()])
    return {
        "contrast_accuracy": round(float(both.mean()), 4),
        "contrast_sentences": round(float(right.mean()), 4),
        "contrast_by_kind": {
            str(kind): round(float(both[kinds == kind].mean()), 4) for kind in dict.fromkeys(kinds)
        },
    }


def _contrast_logits(model: MoodReader, words: Words) -> FloatArray:
    both = [(tokens(text), 0.5) for pair in pairs() for text in (pair.positive, pair.negative)]
    texts = texts_of(words, both)
    return judging.moods(model, texts)[judging.last_words(texts)]


def _after(texts: Texts, part: int) -> IntArray:
    """Place of the last word of the first `part` percent of each text, (N,)."""
    return texts.starts[:-1] + np.ceil(texts.lengths * part / 100).astype(np.int64) - 1


def _right(logits: FloatArray, labels: FloatArray) -> float:
    return round(float(((logits > 0) == (labels > 0.5)).mean()), 4)
