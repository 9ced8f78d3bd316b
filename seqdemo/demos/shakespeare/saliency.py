"""Saliency of a writer's next character."""

from __future__ import annotations

import numpy as np

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.gates import to_numpy
from seqdemo.models.text_writer import TextWriter
from seqdemo.models.through_time import through_time


def saliency(
    writer: TextWriter,
    vocabulary: Vocabulary,
    trace: Trace,
    step: int,
    symbol: str = "",
    *,
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a next character depends on all before it.

    Args:
        writer: The network.
        vocabulary: Its symbols.
        trace: Of the text.
        step: After which step the next character is asked, from 0.
        symbol: Which; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the text, or the symbol not known.
    """
    if not 0 <= step < len(trace):
        raise ValueError(f"there are {len(trace)} steps, no number {step}")
    assert trace.logits is not None
    logits = trace.logits[step].astype(np.float64)
    log_p = logits - logits.max()
    log_p -= np.log(np.exp(log_p).sum())
    asked = int(vocabulary.encode(symbol)[0]) if symbol else int(logits.argmax())
    top = np.zeros_like(trace.layers[-1].hidden)
    pull = -np.exp(log_p)
    pull[asked] += 1
    top[step] = pull.astype(np.float32) @ to_numpy(writer.head.weight.detach())
    found = through_time(writer.recurrent.fused, trace.layers, top, window=window)
    table = to_numpy(writer.embedding.weight.detach())
    inputs = table[vocabulary.encode(trace.inputs)]
    return Saliency(
        step,
        vocabulary.symbols[asked],
        float(log_p[asked]),
        _length(found.inputs),
        np.asarray((found.inputs * inputs).sum(1), np.float32),
        tuple(_length(states) for states in found.hidden),
    )


def _length(rows: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.norm(rows, axis=1), np.float32)
