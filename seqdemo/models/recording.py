"""Recording: listens to a layer, or to cells, in a `with` block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from seqdemo.core.trace import FloatArray, LayerTrace, Trace
from seqdemo.models.hook_to_forget import HookToForget
from seqdemo.models.layer_call import LayerCall, ReadSequence
from seqdemo.models.record_cells import call_of, cells_of, layer_of
from seqdemo.models.recordable import WeightsSeen, holds_layer, kept_buffers, only_recurrent
from seqdemo.models.see_through import see_through

Labels: TypeAlias = Sequence[str] | npt.NDArray[Any] | torch.Tensor
"""Names of T steps."""

CLOSE = 1e-3
"""How far a record may be from what the layer answered; rounding alone is far below."""

CLOSE_IN_HALF = 0.1
"""The same for answers in 16 bits."""


class Recording:
    """Listens to a recurrent layer while it is in a `with` block.

    Attributes:
        layer: The layer listened to.
    """

    def __init__(self, module: nn.Module) -> None:
        cells = {} if holds_layer(module) else cells_of(module)
        self._cell = next(iter(cells.values())) if len(cells) == 1 else None
        self.layer = layer_of(self._cell) if self._cell is not None else only_recurrent(module)
        self._calls: list[LayerCall] = []
        self._hook: HookToForget | None = None
        self._weights = WeightsSeen(self.layer)
        self._refused: ValueError | None = None

    def __enter__(self) -> Self:
        listened = self.layer if self._cell is None else self._cell
        self._hook = HookToForget(listened, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        if self._hook is not None:
            self._hook.forget()
            self._hook = None

    def __len__(self) -> int:
        """How many times the layer ran."""
        return len(self._calls)

    def trace(self, of: int = 0, labels: Labels | None = None) -> Trace:
        """The one sequence that was read; calls that go on from each other's state are joined.

        Args:
            of: Which sequence of the batch, from 0.
            labels: What was read at each step; else steps are numbered.

        Raises:
            ValueError: If the layer did not run, or read several sequences one after the other.
            IndexError: If the batch has no such sequence.
        """
        return self._trace(self.sequence(of), labels)

    def sequence(self, of: int = 0) -> ReadSequence:
        """What the layer itself read in the one sequence, and from which state on.

        Args:
            of: Which sequence of the batch, from 0.

        Raises:
            ValueError: If the layer did not run, or read several sequences one after the other.
            IndexError: If the batch has no such sequence.
        """
        found = self._sequences(of)
        if not found:
            raise ValueError(
                "the layer did not run while it was recorded: call the model in the `with` block"
            )
        if len(found) > 1:
            raise ValueError(
                f"the layer read {len(found)} sequences: record it in a `with` block, and "
                "`recording.traces()` gives them all"
            )
        return found[0]

    @property
    def batch_size(self) -> int:
        """Sequences of the batch that was read first; 0 before the layer ran."""
        return len(self._calls[0].x) if self._calls else 0

    def traces(self, of: int = 0) -> tuple[Trace, ...]:
        """Every sequence that was read, in the order of reading."""
        return tuple(self._trace(sequence, None) for sequence in self._sequences(of))

    def _hear(self, args: tuple[Any, ...], kwargs: Any, output: Any) -> None:
        """Note a call; what is wrong with it is said to who asks for the trace."""
        try:
            if self._cell is None:
                self._calls.append(LayerCall.of(self.layer, args, kwargs, output))
            else:
                self._calls.append(call_of(args, kwargs, output))
            self._weights.note()
        except ValueError as error:
            self._refused = self._refused or error

    def _sequences(self, of: int) -> list[ReadSequence]:
        """Calls of one sequence, joined where one starts from the state another ended in."""
        if self._refused:
            raise self._refused
        joined: list[ReadSequence] = []
        for call in self._calls:
            now = call.sequence(of)
            if joined and not self.layer.bidirectional and now.continues(joined[-1]):
                joined[-1] = joined[-1].then(now)
            else:
                joined.append(now)
        return joined

    def _trace(self, sequence: ReadSequence, labels: Labels | None) -> Trace:
        steps = len(sequence.x)
        named = range(1, steps + 1) if labels is None else _words(labels)
        if len(named) != steps:
            raise ValueError(f"there are {len(named)} labels for {steps} steps")
        self._weights.check()
        with kept_buffers(self.layer):
            layers = see_through(self.layer, sequence.x, sequence.start)
        trace = Trace(inputs=tuple(map(str, named)), layers=layers)
        ways = 2 if self.layer.bidirectional else 1
        shown = torch.cat([torch.from_numpy(layer.hidden) for layer in layers[-ways:]], 1)
        _check_same(shown, sequence.output)
        if isinstance(sequence.end, tuple):
            ends = np.stack([_last(layer) for layer in layers])
            _check_same(torch.from_numpy(ends), sequence.end[1])
        return trace


class StackRecording(Recording):
    """Listens to several cells, a layer each.

    Args:
        cells: Name -> cell, bottom to top.
    """

    def __init__(self, cells: Mapping[str, nn.RNNCellBase]) -> None:
        self._names = tuple(cells)
        self._each = [Recording(cell) for cell in cells.values()]
        self.layer = self._each[-1].layer

    def __enter__(self) -> Self:
        for one in self._each:
            one.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._each:
            one.__exit__()

    def __len__(self) -> int:
        return sum(map(len, self._each))

    @property
    def batch_size(self) -> int:
        """Sequences of the batch that was read first; 0 before the cells ran."""
        return self._each[0].batch_size

    def trace(self, of: int = 0, labels: Labels | None = None) -> Trace:
        """The sequence that the cells read, a layer each; see `Recording.trace`."""
        return self._joined([one.trace(of, labels) for one in self._each])

    def traces(self, of: int = 0) -> tuple[Trace, ...]:
        """Every sequence that was read, in the order of reading."""
        every = [one.traces(of) for one in self._each]
        return tuple(self._joined(parts) for parts in zip(*every, strict=True))

    def _joined(self, parts: Sequence[Trace]) -> Trace:
        steps = {name: len(one) for name, one in zip(self._names, parts, strict=True)}
        if len(set(steps.values())) > 1:
            said = ", ".join(f"{name} {count}" for name, count in steps.items())
            raise ValueError(f"the cells made different numbers of steps ({said}): record one")
        return replace(parts[0], layers=tuple(layer for one in parts for layer in one.layers))


def _words(labels: Labels) -> Sequence[Any]:
    """Names of steps, in whatever they were handed.

    Raises:
        ValueError: If they do not stand in one row.
    """
    if not isinstance(labels, np.ndarray | torch.Tensor):
        return labels
    if labels.ndim != 1:
        raise ValueError(f"labels stand in one row, one a step; these have {labels.ndim} axes")
    words: list[Any] = labels.tolist()
    return words


def _last(layer: LayerTrace) -> FloatArray:
    """The memory of an LSTM layer after all that it read, (H,)."""
    assert layer.cell_state is not None
    last: FloatArray = layer.cell_state[-1 if layer.direction == "forward" else 0]
    return last


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
            f"the record is {apart:.2g} away from what the layer answered: is its forward not "
            "PyTorch's, or does it round more than a record, in 16 bits, can follow?"
        )
