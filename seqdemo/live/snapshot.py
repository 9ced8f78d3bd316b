"""Snapshot of a network: copied weights, and what they read.

The explorer never runs the network itself but a copy on the CPU, in float32 and in evaluation mode:
the reader may go on training meanwhile.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.trace_arrays import as_floats, with_properties
from seqdemo.live.heads import Head, head_of, linear_head, named_part
from seqdemo.models.gates import to_numpy
from seqdemo.models.layer_call import ReadSequence
from seqdemo.models.record import record
from seqdemo.models.recordable import kept_buffers
from seqdemo.models.recording import Labels, Recording, StackRecording


@dataclass(frozen=True, eq=False)
class Told:
    """What `seqdemo.explore` was told; see there."""

    x: Any
    head: Head | None = None
    labels: Labels | Callable[[str], Sequence[str]] | None = None
    classes: Sequence[str] = ()
    encode: Callable[[str], Any] | None = None
    layer: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Opened:
    """A network that has read an input.

    Attributes:
        trace: Every step, with logits where a head is known.
        read: What the recurrent layer itself read; None for several cells in a loop.
        layer: The recurrent layer.
        batch: Sequences of the batch.
    """

    trace: Trace
    read: ReadSequence | None
    layer: nn.RNNBase
    batch: int


class Snapshot:
    """One network as it was at one moment.

    Args:
        model: The network; it is copied.
        told: How it is called.

    Raises:
        ValueError: If it cannot be copied.
    """

    def __init__(self, model: nn.Module, told: Told) -> None:
        self.signature, self._told = signature_of(model), told
        try:
            copied = copy.deepcopy(model)
        except Exception as error:
            raise ValueError(
                f"this {type(model).__name__} cannot be copied ({error}), and only a copy is "
                "explored: detach tensors that it keeps beside its parameters"
            ) from error
        self.model = copied.to("cpu").float().eval().requires_grad_(False)
        self._given_head = head_of(model, self.model, told.head)
        self.opened = lru_cache(maxsize=8)(self._open)
        self.vector = lru_cache(maxsize=4096)(self._vector)

    @property
    def answers(self) -> bool:
        """Whether a head is known; asks for one that the model holds, if none was named."""
        return self._head(self._told.x if self._told.encode else "1") is not None

    def logits(self, states: Tensor) -> Tensor:
        """Logits (N, V) of top states (N, H)."""
        head = self._given_head or self._found_head
        assert head is not None, "only a network with a head is asked"
        return head(states)

    @cached_property
    def table(self) -> FloatArray:
        """What the recurrent layer reads of each class, (V, I).

        Raises:
            ValueError: If a class is not one step.
        """
        return np.stack([to_numpy(self._vector(n)) for n in range(len(self._told.classes))])

    def _open(self, given: str) -> Opened:
        """Let it read an input: the number of a sequence, or a text that is encoded."""
        told = self._told
        inputs = told.encode(given) if told.encode else told.x
        recording = record(named_part(self.model, told.layer))
        assert isinstance(recording, Recording)
        with kept_buffers(self.model), recording, torch.no_grad():
            output = _call(self.model, inputs)
        of = 0 if told.encode else int(given) - 1
        trace = recording.trace(of)
        trace = replace(trace, inputs=self._labels(given, of, recording.batch_size, len(trace)))
        self._look_for_head(trace, output)
        read = None if isinstance(recording, StackRecording) else recording.sequence(of)
        done = Opened(self._answered(trace), read, recording.layer, recording.batch_size)
        if told.encode and given != told.x:  # properties are those of the text that was handed over
            return done
        return replace(done, trace=self._with_properties(done.trace, of, recording.batch_size))

    _found_head: Callable[[Tensor], Tensor] | None = None

    def _head(self, given: str) -> Callable[[Tensor], Tensor] | None:
        self.opened(given)
        return self._given_head or self._found_head

    def _look_for_head(self, trace: Trace, output: Any) -> None:
        """The one linear layer that makes the model's output of its states, if there is one."""
        if self._given_head is None and self._found_head is None:
            self._found_head = linear_head(self.model, top_states(trace), output)

    def _answered(self, trace: Trace) -> Trace:
        head = self._given_head or self._found_head
        if head is None:
            return trace
        with torch.no_grad():
            logits = to_numpy(head(top_states(trace)))
        if logits.ndim != 2 or len(logits) != len(trace):
            raise ValueError(
                f"head gives shape {tuple(logits.shape)} for {len(trace)} states: it must give a "
                "row of logits for each"
            )
        classes = tuple(map(str, self._told.classes)) or tuple(map(str, range(logits.shape[1])))
        if len(classes) != logits.shape[1]:
            raise ValueError(f"head gives {logits.shape[1]} logits, but classes has {len(classes)}")
        return replace(trace, logits=logits, classes=classes)

    def _labels(self, given: str, of: int, batch: int, steps: int) -> tuple[str, ...]:
        labels = self._told.labels
        if self._told.encode:
            made = labels(given) if callable(labels) else _split(given, steps)
            return _checked(made, steps)
        if labels is None or callable(labels):
            return tuple(str(step) for step in range(1, steps + 1))
        several = batch > 1 and len(labels) == batch and not isinstance(labels[0], str)
        if several or (batch == 1 and len(labels) == 1 and np.ndim(labels[0])):
            return _checked(labels[of], steps)
        return _checked(labels, steps)

    def _with_properties(self, trace: Trace, of: int, batch: int) -> Trace:
        """What the reader says of the steps, where it fits this input.

        A sequence that ends early, in a packed batch, has the first numbers of its row.
        """
        own: dict[str, FloatArray] = {}
        for name, values in self._told.properties.items():
            array = as_floats(values)
            per_sequence = array.ndim == 2 and len(array) == batch
            row = array[of][: len(trace)] if per_sequence else array
            if row.shape == (len(trace),):
                own[name] = row
        return with_properties(trace, own) if own else trace

    def _vector(self, number: int) -> Tensor:
        """What the recurrent layer reads of a class, (I,).

        Raises:
            ValueError: If the class is not one step.
        """
        name = self._told.classes[number]
        read = self.opened(name).read
        if read is None or len(read.x) != 1:
            raise ValueError(f"the class {name!r} is not one step")
        return read.x[0]


def signature_of(model: nn.Module) -> str:
    """Hash of all weights and buffers."""
    found = hashlib.blake2b(digest_size=12)
    for name, values in model.state_dict().items():
        found.update(name.encode())
        if isinstance(values, Tensor):
            plain = values.detach().cpu().contiguous().reshape(-1).view(torch.uint8)
            found.update(plain.numpy().tobytes())
    return found.hexdigest()


def top_states(trace: Trace) -> Tensor:
    """What the head sees: the top layer's states, (T, D*H)."""
    ways = 2 if trace.layers[-1].direction == "backward" else 1
    return torch.cat([torch.from_numpy(layer.hidden) for layer in trace.layers[-ways:]], 1)


def _call(model: nn.Module, inputs: Any) -> Any:
    """Call a model with a tensor, a tuple of arguments or a dict of named ones."""
    inputs = _as_copied(inputs)
    if isinstance(inputs, tuple) and not isinstance(inputs, PackedSequence):
        return model(*inputs)
    return model(**inputs) if isinstance(inputs, dict) else model(inputs)


def _as_copied(values: Any) -> Any:
    """Inputs where the copy is: on the CPU, in float32."""
    if isinstance(values, dict):
        return {name: _as_copied(one) for name, one in values.items()}
    if isinstance(values, tuple | list) and not hasattr(values, "_fields"):
        return type(values)(_as_copied(one) for one in values)
    if hasattr(values, "to") and hasattr(values, "cpu"):
        moved = values.cpu()
        numbers = isinstance(moved, Tensor | PackedSequence) and moved.data.is_floating_point()
        return moved.float() if numbers else moved
    return values


def _split(text: str, steps: int) -> Sequence[str]:
    """Letters or words of a text, whichever are as many as the steps."""
    if len(text) == steps:
        return list(text)
    words = text.split()
    return words if len(words) == steps else [str(step) for step in range(1, steps + 1)]


def _checked(labels: Any, steps: int) -> tuple[str, ...]:
    words = labels.tolist() if isinstance(labels, np.ndarray | Tensor) else labels
    if len(words) != steps:
        raise ValueError(f"there are {len(words)} labels for {steps} steps")
    return tuple(map(str, words))
