"""Record any torch.nn recurrent layer inside a running model.

    trace = seqdemo.record(lstm, x)            # run it now, on one batch

    with seqdemo.record(model.encoder) as recording:
        model(batch)                           # your own code runs it
    trace = recording.trace(of=3)              # the fourth sequence of the batch

A hook notes what the layer reads and from which state it starts; afterwards the same weights run
once more, one sequence at a time, and show every gate. Recording leaves the model as it was: no
parameter, mode, gradient or hook is changed, and no random number is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, overload

import torch
from torch import nn
from torch.utils.hooks import RemovableHandle

from seqdemo.core.trace import Trace
from seqdemo.models.layer_call import LayerCall, ReadSequence
from seqdemo.models.see_through import see_through

CLOSE = 1e-3
"""How far a record may be from what the layer answered; rounding alone is far below."""

CLOSE_IN_HALF = 0.1
"""The same for answers in 16 bits."""


@overload
def record(module: nn.Module) -> Recording: ...


@overload
def record(
    module: nn.Module, *inputs: Any, of: int = 0, labels: Sequence[str] | None = None
) -> Trace: ...


def record(
    module: nn.Module, *inputs: Any, of: int = 0, labels: Sequence[str] | None = None
) -> Trace | Recording:
    """Record the recurrent layers of a module: now on `inputs`, or without them in a `with` block.

    Args:
        module: An nn.RNN (tanh or relu), nn.GRU or nn.LSTM of any depth, in one or both directions,
            or a model that holds exactly one of them.
        inputs: What the module is called with, such as `x` or `x, (h, c)`: with or without a batch
            axis, batch first or not, padded or packed.
        of: Which sequence of the batch, from 0.
        labels: What was read at each step, as a person would write it; else steps are numbered.

    Returns:
        With inputs, the trace of one sequence; without, a recording to be used in a `with` block.

    Raises:
        ValueError: If the module holds no such layer, or several, or one that cannot be seen
            through; the message says which and what to do.
    """
    recording = Recording(module)
    if not inputs:
        return recording
    with recording, torch.no_grad():
        module(*inputs)
    return recording.trace(of, labels)


class Recording:
    """Listens to a recurrent layer while it is in a `with` block.

    Attributes:
        layer: The layer listened to.
    """

    def __init__(self, module: nn.Module) -> None:
        self.layer = _only_recurrent(module)
        self._calls: list[LayerCall] = []
        self._hook: RemovableHandle | None = None

    def __enter__(self) -> Self:
        self._hook = self.layer.register_forward_hook(self._hear, with_kwargs=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._hook is not None:
            self._hook.remove()
            self._hook = None

    def __len__(self) -> int:
        """How many times the layer ran."""
        return len(self._calls)

    def trace(self, of: int = 0, labels: Sequence[str] | None = None) -> Trace:
        """The one sequence that was read; calls that go on from each other's state are joined.

        Args:
            of: Which sequence of the batch, from 0.
            labels: What was read at each step; else steps are numbered.

        Raises:
            ValueError: If the layer did not run, or read several sequences one after the other.
            IndexError: If the batch has no such sequence.
        """
        found = self._sequences(of)
        if len(found) != 1:
            what = "did not run" if not found else f"read {len(found)} sequences"
            raise ValueError(f"the layer {what} while it was recorded; see `traces` for several")
        return self._trace(found[0], labels)

    def traces(self, of: int = 0) -> tuple[Trace, ...]:
        """Every sequence that was read, in the order of reading."""
        return tuple(self._trace(sequence, None) for sequence in self._sequences(of))

    def _hear(self, layer: nn.Module, args: tuple[Any, ...], kwargs: Any, output: Any) -> None:
        self._calls.append(LayerCall.of(self.layer, args, kwargs, output))

    def _sequences(self, of: int) -> list[ReadSequence]:
        """Calls of one sequence, joined where one starts from the state another ended in."""
        joined: list[ReadSequence] = []
        for call in self._calls:
            now = call.sequence(of)
            if joined and not self.layer.bidirectional and now.continues(joined[-1]):
                joined[-1] = joined[-1].then(now)
            else:
                joined.append(now)
        return joined

    def _trace(self, sequence: ReadSequence, labels: Sequence[str] | None) -> Trace:
        steps = len(sequence.x)
        if labels is not None and len(labels) != steps:
            raise ValueError(f"there are {len(labels)} labels for {steps} steps")
        names = tuple(map(str, labels or range(1, steps + 1)))
        layers = see_through(self.layer, sequence.x, sequence.start)
        trace = Trace(inputs=names, layers=layers)
        ways = 2 if self.layer.bidirectional else 1
        shown = torch.cat([torch.from_numpy(layer.hidden) for layer in layers[-ways:]], 1)
        _check_same(shown, sequence.output)
        return trace


def _only_recurrent(module: nn.Module) -> nn.RNNBase:
    """The recurrent layer of a module, if it has exactly one that can be seen through."""
    found = {
        name: part
        for name, part in module.named_modules()
        if isinstance(part, nn.RNN | nn.GRU | nn.LSTM)
    }
    kind = type(module).__name__
    if not found:
        raise ValueError(f"this {kind} holds no torch.nn.RNN, GRU or LSTM; those can be recorded")
    if len(found) > 1:
        names = ", ".join(found)
        raise ValueError(f"this {kind} holds {len(found)} recurrent layers: record one of {names}")
    layer = next(iter(found.values()))
    if layer.proj_size:
        raise ValueError(
            f"this LSTM projects its {layer.hidden_size} units to {layer.proj_size} numbers "
            "(proj_size): its state and its gates then differ in size, and no trace can hold both; "
            "record a network with proj_size=0"
        )
    return layer


def _check_same(shown: torch.Tensor, answered: torch.Tensor) -> None:
    """Nothing is shown that the layer did not compute.

    Raises:
        ValueError: If the record is not what the layer answered.
    """
    close = CLOSE if answered.dtype in (torch.float32, torch.float64) else CLOSE_IN_HALF
    answered = answered.float().cpu()
    apart = float((shown - answered).abs().max() / max(1.0, float(answered.abs().max())))
    if not apart <= close:
        raise ValueError(
            f"the record is {apart:.2g} away from what the layer answered: were its weights "
            "changed since, or is its forward not PyTorch's?"
        )
