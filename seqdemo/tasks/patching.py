"""Patching between two inputs: a matrix of what each state does.

Importing this module does not import torch; its function does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from seqdemo.core.trace import FloatArray

if TYPE_CHECKING:
    from torch import Tensor, nn

    from seqdemo.models.patching import Site


@dataclass(frozen=True, eq=False)
class OpenStack:
    """A recurrent stack with what it reads, and how its last state becomes an answer.

    Attributes:
        fused: The stack; it reads forward.
        x: What it reads, (T, I).
        labels: The same in words, (T,).
        logits: Gives the logits (N, V) of top states (N, H).
        classes: Names of the V answers.
    """

    fused: nn.RNNBase
    x: Tensor
    labels: tuple[str, ...]
    logits: Callable[[Tensor], Tensor]
    classes: Sequence[str]


@runtime_checkable
class HasStack(Protocol):
    """Can be opened so that states of one run are put into another."""

    def stack(self, model: Any, given: str) -> OpenStack:
        """The stack of a network that reads an input.

        Raises:
            ValueError: If it cannot be read.
        """
        ...


@dataclass(frozen=True, eq=False)
class PatchMatrix:
    """What each state of another input does to an answer.

    Attributes:
        name: The answer.
        base: Its log-probability on the input, nats.
        donor: On the other input.
        changes: What is added to `base` when the states of a site after a step are the other
            input's, (sites, steps), nats.
        labels: What was read at these steps.
        others: What the other input has at them.
    """

    name: str
    base: float
    donor: float
    changes: FloatArray
    labels: tuple[str, ...]
    others: tuple[str, ...]


def patch_matrix(
    stack: OpenStack, other: OpenStack, sites: Sequence[Site], target: str, most: int
) -> PatchMatrix:
    """Patch every site at every step that both inputs have, counted from their ends.

    Args:
        stack: A network on the input that is changed.
        other: The same network on the input whose states are put in.
        sites: What is put in.
        target: The answer that is asked about; "" is the likeliest on the other input.
        most: Steps at most.

    Raises:
        ValueError: If there is no such answer.
    """
    import torch

    from seqdemo.models.patching import patched_states

    count = min(len(stack.x), len(other.x), most)
    with torch.inference_mode():
        states = patched_states(stack.fused, stack.x, other.x, sites, count)
        ends = [one.fused(one.x)[0][-1:] for one in (stack, other)]
        every = torch.cat([*ends, states.flatten(0, 1)])
        log_p = stack.logits(every).double().log_softmax(-1).numpy()
    asked = class_number(stack.classes, target, int(log_p[1].argmax()))
    changes = log_p[2:, asked].reshape(len(sites), count) - log_p[0, asked]
    return PatchMatrix(
        name=stack.classes[asked],
        base=float(log_p[0, asked]),
        donor=float(log_p[1, asked]),
        changes=np.asarray(changes, np.float32),
        labels=stack.labels[-count:],
        others=other.labels[-count:],
    )


def class_number(classes: Sequence[str], target: str, likeliest: int) -> int:
    """Number of an answer that was named; the likeliest if none was.

    Raises:
        ValueError: If there is no such answer.
    """
    if not target:
        return likeliest
    for name in (target, target.strip().lower()):
        if name in classes:
            return list(classes).index(name)
    raise ValueError(f"there is no answer {target!r}")
