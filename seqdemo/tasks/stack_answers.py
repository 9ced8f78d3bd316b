"""Saliency, interventions and text of any opened stack.

An `OpenStack` is a recurrent stack with what it reads and a head of any kind; gradients through the
head are autograd's, those through time are walked by hand over the trace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import State, Stepper
from seqdemo.models.through_time import through_time
from seqdemo.tasks.next_symbol import row_lengths, sampled
from seqdemo.tasks.patching import OpenStack, class_number

Vector = Callable[[int], Tensor]
"""What the stack reads of a class, (I,)."""


def stack_saliency(
    stack: OpenStack, trace: Trace, step: int, target: str = "", window: int | None = None
) -> Saliency:
    """How the log-probability of an answer depends on everything before it.

    Args:
        stack: The network on its input.
        trace: Of that input.
        step: After which step the answer is asked, from 0.
        target: Which answer; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If there is no such step or answer.
    """
    if not 0 <= step < len(trace):
        raise ValueError(f"there are {len(trace)} steps, no number {step}")
    states = torch.from_numpy(trace.layers[-1].hidden[step : step + 1].copy()).requires_grad_()
    with torch.enable_grad():
        log_p = stack.logits(states).double().log_softmax(-1)[0]
        asked = class_number(stack.classes, target, int(log_p.argmax()))
        (pull,) = torch.autograd.grad(log_p[asked], states)
    top = np.zeros_like(trace.layers[-1].hidden)
    top[step] = to_numpy(pull[0])
    found = through_time(stack.fused, trace.layers, top, window=window)
    return Saliency(
        step,
        stack.classes[asked],
        float(log_p[asked].detach()),
        row_lengths(found.inputs),
        np.asarray((found.inputs * to_numpy(stack.x)).sum(1), np.float32),
        tuple(row_lengths(states) for states in found.hidden),
        tuple(row_lengths(cells) for cells in found.cells),
    )


def changed_reading(
    stack: OpenStack, done: Sequence[Intervention] = (), donor: OpenStack | None = None
) -> Trace:
    """The same input read with interventions at work.

    Args:
        stack: The network on its input.
        done: What is done; steps are those of the input, from 0.
        donor: The network on the input whose last state a `Blend` mixes in.

    Raises:
        ValueError: If an intervention names what is not there.
    """
    stepper = Stepper(stack.fused, done, _end(donor))
    for row in to_numpy(stack.x):
        stepper.step(row)
    layers = stepper.trace()
    with torch.inference_mode():
        logits = to_numpy(stack.logits(torch.from_numpy(layers[-1].hidden)))
    return Trace(stack.labels, layers, logits=logits, classes=tuple(stack.classes))


def changed_writing(
    stack: OpenStack,
    vector: Vector,
    length: int,
    sampling: Sampling,
    done: Sequence[Intervention] = (),
    donor: OpenStack | None = None,
) -> Trace:
    """A text that the network writes on, each class drawn being read next.

    Args:
        stack: The network on what it reads first; its labels are classes.
        vector: What the stack reads of a class.
        length: Classes to draw.
        sampling: How they are drawn.
        done: What is done; steps are counted from the first one read.
        donor: The network on the input whose last state a `Blend` mixes in.

    Raises:
        ValueError: If an intervention names what is not there.
    """
    stepper = Stepper(stack.fused, done, _end(donor))

    def following(number: int) -> FloatArray:
        state = torch.from_numpy(stepper.step(to_numpy(vector(number)))[None])
        logits: FloatArray = to_numpy(stack.logits(state))[0]
        return logits

    numbers = {name: number for number, name in enumerate(stack.classes)}
    with torch.inference_mode():
        read = [numbers[label] for label in stack.labels]
        logits = sampled(following, read, length, sampling)
    return Trace(
        inputs=tuple(stack.classes[number] for number in read),
        layers=stepper.trace(),
        logits=logits,
        classes=tuple(stack.classes),
    )


def _end(stack: OpenStack | None) -> State | None:
    """The state after all that a stack reads."""
    if stack is None:
        return None
    stepper = Stepper(stack.fused)
    for row in to_numpy(stack.x):
        stepper.step(row)
    return stepper.state()
