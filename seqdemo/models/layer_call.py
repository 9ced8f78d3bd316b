"""Inputs and outputs of one recurrent-layer call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from seqdemo.core.percent import percent
from seqdemo.models.see_through import State


@dataclass(frozen=True, eq=False)
class ReadSequence:
    """One sequence of a batch, without its batch axis.

    Attributes:
        x: Inputs, (T, I).
        start: State before, each (L*D, H); None if none was given.
        end: State after, each (L*D, H).
        output: What the top layer answered, (T, D*H).
    """

    x: Tensor
    start: State | None
    end: State
    output: Tensor

    def continues(self, before: ReadSequence) -> bool:
        """Whether this starts exactly where `before` ended."""
        if self.start is None:
            return False
        pairs = zip(_parts(self.start), _parts(before.end), strict=True)
        return all(torch.equal(mine, theirs) for mine, theirs in pairs)

    def then(self, after: ReadSequence) -> ReadSequence:
        """Both as one sequence."""
        x, output = torch.cat([self.x, after.x]), torch.cat([self.output, after.output])
        return ReadSequence(x, self.start, after.end, output)


@dataclass(frozen=True, eq=False)
class LayerCall:
    """A call, with every tensor batch first and no longer shared with the model.

    Attributes:
        x: (B, T, I).
        output: (B, T, D*H).
        start: Each (L*D, B, H); None if none was given.
        end: Each (L*D, B, H).
        lengths: Steps of each sequence, (B,); None if all are equally long.
    """

    x: Tensor
    output: Tensor
    start: State | None
    end: State
    lengths: Tensor | None

    @classmethod
    def of(
        cls, layer: nn.RNNBase, args: tuple[Any, ...], kwargs: dict[str, Any], answer: Any
    ) -> Self:
        """From the arguments and the answer of `layer.forward`.

        Raises:
            ValueError: If the answer cannot be repeated, as dropout between layers was at work, or
                is not what such a layer answers.
        """
        if layer.training and layer.dropout and layer.num_layers > 1:
            raise ValueError(
                f"this {type(layer).__name__} is training, and drops out "
                f"{percent(layer.dropout, 0)} of what its layers tell each other by chance: "
                "no record can repeat that; call model.eval() first"
            )
        x, start = _bound(*args, **kwargs)
        if not isinstance(answer, tuple) or len(answer) != 2:
            raise ValueError(
                f"this {type(layer).__name__} answered with {type(answer).__name__}, and not with "
                "(output, state) as PyTorch's does: a hook or a forward of its own changes that; "
                "record it without"
            )
        output, end = answer
        lengths: Tensor | None = None
        if isinstance(x, PackedSequence):
            x, lengths = pad_packed_sequence(x, batch_first=True)
            output, _ = pad_packed_sequence(output, batch_first=True)
        elif x.dim() == 2:
            x, output = x[None], output[None]
            start, end = _each(start, _with_batch), _each(end, _with_batch)
        elif not layer.batch_first:
            x, output = x.transpose(0, 1), output.transpose(0, 1)
        return cls(_own(x), _own(output), _each(start, _own), _each(end, _own), lengths)

    def sequence(self, of: int) -> ReadSequence:
        """The sequence number `of` of the batch.

        Raises:
            IndexError: If there is none.
        """
        batch = len(self.x)
        if not 0 <= of < batch:
            raise IndexError(f"the batch has {batch} sequences, from 0; there is no number {of}")
        steps = self.x.shape[1] if self.lengths is None else int(self.lengths[of])
        return ReadSequence(
            self.x[of, :steps],
            _each(self.start, lambda part: part[:, of]),
            _each(self.end, lambda part: part[:, of]),
            self.output[of, :steps],
        )


def _bound(input: Any, hx: Any = None) -> tuple[Any, Any]:
    """The arguments of `layer.forward`, however they were passed."""
    return input, hx


def _own(values: Tensor) -> Tensor:
    return values.detach().clone()


def _with_batch(part: Tensor) -> Tensor:
    return part[:, None]


def _parts(state: State) -> tuple[Tensor, ...]:
    return state if isinstance(state, tuple) else (state,)


def _each(state: Any, change: Any) -> Any:
    """`change` of every tensor of a state; None stays None."""
    if state is None:
        return None
    if isinstance(state, tuple | list):
        return tuple(change(part) for part in state)
    return change(state)
