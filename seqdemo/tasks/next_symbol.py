"""Gradients and interventions of a language model.

A language model is given by its recurrent stack, the vectors of its symbols and the output layer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.stepper import State, Stepper
from seqdemo.models.through_time import through_time


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """Weights of a network that says what comes next.

    Attributes:
        fused: The recurrent stack, H units a layer.
        table: Vectors of the V symbols, (V, E).
        head: Output weights, (V, H).
        bias: (V,).
        symbols: The symbols as they are shown.
    """

    fused: nn.RNNBase
    table: FloatArray
    head: FloatArray
    bias: FloatArray
    symbols: Sequence[str]


def saliency_of(
    model: LanguageModel,
    trace: Trace,
    numbers: Sequence[int],
    step: int,
    asked: int | None = None,
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a next symbol depends on all before it.

    Args:
        model: The network.
        trace: Of the text.
        numbers: Of the trace's inputs.
        step: After which step the next symbol is asked, from 0.
        asked: Number of the symbol; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the text.
    """
    if not 0 <= step < len(trace):
        raise ValueError(f"there are {len(trace)} steps, no number {step}")
    assert trace.logits is not None
    logits = trace.logits[step].astype(np.float64)
    log_p = logits - logits.max()
    log_p -= np.log(np.exp(log_p).sum())
    asked = int(logits.argmax()) if asked is None else asked
    pull = -np.exp(log_p)
    pull[asked] += 1
    top = np.zeros_like(trace.layers[-1].hidden)
    top[step] = pull.astype(np.float32) @ model.head
    found = through_time(model.fused, trace.layers, top, window=window)
    inputs = model.table[np.asarray(numbers, np.int64)]
    return Saliency(
        step,
        model.symbols[asked],
        float(log_p[asked]),
        row_lengths(found.inputs),
        np.asarray((found.inputs * inputs).sum(1), np.float32),
        tuple(row_lengths(states) for states in found.hidden),
        tuple(row_lengths(cells) for cells in found.cells),
    )


def write_on(
    model: LanguageModel,
    numbers: Sequence[int],
    length: int,
    sampling: Sampling,
    done: tuple[Intervention, ...] = (),
    donor: Sequence[int] = (),
) -> Trace:
    """A text with every state, as it comes with interventions at work.

    Args:
        model: The network.
        numbers: Of what it reads first, at least one.
        length: Symbols to write.
        sampling: How they are drawn.
        done: What is done; steps are counted from the first symbol read.
        donor: Numbers of the text whose last state a `Blend` mixes in; none for no such state.

    Raises:
        ValueError: If there is nothing to read, or an intervention names what is not there.
    """
    if not len(numbers):
        raise ValueError("the network needs at least one symbol to start from")
    head = MatrixVector(torch.from_numpy(model.head))
    stepper = Stepper(model.fused, done, _state_after(model, donor) if len(donor) else None)

    def following(symbol: int) -> FloatArray:
        state = stepper.step(model.table[symbol])[None]
        return np.asarray(head(state)[0] + model.bias, np.float32)

    read = [int(number) for number in numbers]
    logits = sampled(following, read, length, sampling)
    return Trace(
        inputs=tuple(model.symbols[symbol] for symbol in read),
        layers=stepper.trace(),
        logits=logits,
        classes=tuple(model.symbols),
    )


def sampled(
    following: Callable[[int], FloatArray], read: list[int], length: int, sampling: Sampling
) -> FloatArray:
    """Logits after every symbol, (T + length, V), of a text that is written on.

    Args:
        following: Reads a symbol; gives the logits (V,) of what follows.
        read: Numbers of the T symbols it reads first; those it draws are added.
        length: Symbols to draw.
        sampling: How.
    """
    logits = [following(symbol) for symbol in read]
    for chance in chances(sampling.seed, 0, length).tolist():
        read.append(pick(sampling.probabilities(logits[-1]), chance))
        logits.append(following(read[-1]))
    return np.stack(logits)


def _state_after(model: LanguageModel, numbers: Sequence[int]) -> State:
    stepper = Stepper(model.fused)
    for number in numbers:
        stepper.step(model.table[number])
    return stepper.state()


def row_lengths(rows: FloatArray) -> FloatArray:
    """Euclidean norm of each row, (T,)."""
    return np.asarray(np.linalg.norm(rows, axis=1), np.float32)
