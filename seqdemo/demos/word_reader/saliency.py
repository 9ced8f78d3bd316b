"""Saliency of an answer: gradients to letters and cells."""

from __future__ import annotations

import numpy as np
import torch

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.models.gates import to_numpy
from seqdemo.models.through_time import through_time


def saliency(
    reader: WordReader, trace: Trace, step: int, word: str = "", *, window: int | None = None
) -> Saliency:
    """How the log-probability of a word after one letter depends on all letters so far.

    Inputs are the 49 cells of each letter.

    Args:
        reader: The network.
        trace: Of the drawing.
        step: After which letter, from 0.
        word: Which known word; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the trace, or the word not known.
    """
    if not 0 <= step < len(trace):
        raise ValueError(f"there are {len(trace)} steps, no number {step}")
    words = reader.config.words
    if word and word not in words:
        raise ValueError(f"“{word}” is not a word the network knows")
    hidden = torch.from_numpy(trace.layers[-1].hidden[step]).requires_grad_()
    log_p = reader.words(hidden, ended=step == len(trace) - 1)
    asked = words.index(word) if word else int(log_p[:-1].argmax())
    (pull,) = torch.autograd.grad(log_p[asked], hidden)
    top = np.zeros_like(trace.layers[-1].hidden)
    top[step] = to_numpy(pull)
    found = through_time(reader.recurrent.fused, trace.layers, top, window=window)
    cells = _through_the_eye(reader, trace.extras["grids"], found.inputs)
    return Saliency(
        step,
        words[asked],
        float(log_p[asked].detach()),
        np.asarray(np.linalg.norm(cells.reshape(len(trace), -1), axis=1), np.float32),
        np.asarray((cells * trace.extras["grids"]).sum((1, 2)), np.float32),
        tuple(np.asarray(np.linalg.norm(one, axis=1), np.float32) for one in found.hidden),
        tuple(np.asarray(np.linalg.norm(one, axis=1), np.float32) for one in found.cells),
    )


def _through_the_eye(reader: WordReader, grids: FloatArray, features: FloatArray) -> FloatArray:
    """Gradients by the cells, (T, 7, 7), from those by what the eye reports, (T, eye_size)."""
    cells = torch.from_numpy(grids.copy()).requires_grad_()
    pulled = (reader.see(cells) * torch.from_numpy(features)).sum()
    (gradient,) = torch.autograd.grad(pulled, cells)
    return to_numpy(gradient)
