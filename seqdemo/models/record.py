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

from typing import Any, overload

import torch
from torch import nn

from seqdemo.core.trace import Trace
from seqdemo.models.record_cells import cells_of
from seqdemo.models.recordable import holds_layer, kept_buffers
from seqdemo.models.recording import Labels, Recording, StackRecording


@overload
def record(module: nn.Module) -> Recording: ...


@overload
def record(
    module: nn.Module, *inputs: Any, of: int = 0, labels: Labels | None = None, **named: Any
) -> Trace: ...


def record(
    module: nn.Module, *inputs: Any, of: int = 0, labels: Labels | None = None, **named: Any
) -> Trace | Recording:
    """Record the recurrent layers of a module: now on `inputs`, or without them in a `with` block.

    Args:
        module: An nn.RNN (tanh or relu), nn.GRU or nn.LSTM of any depth, in one or both directions,
            or a model that holds exactly one of them; or one whose loop calls cells, an
            nn.LSTMCell, GRUCell or RNNCell for each layer, in their order.
        inputs: What the module is called with, such as `x` or `x, (h, c)`: with or without a batch
            axis, batch first or not, padded or packed.
        of: Which sequence of the batch, from 0.
        labels: What was read at each step, as a person would write it; else steps are numbered.
        named: Inputs that the module takes by name, such as `ids=x`.

    Returns:
        With inputs, the trace of one sequence; without, a recording to be used in a `with` block.

    Raises:
        TypeError: If it is no module of PyTorch.
        ValueError: If the module holds no such layer, or several, or one that cannot be seen
            through; the message says which and what to do.
    """
    if not isinstance(module, nn.Module):
        raise TypeError(f"record takes a torch.nn.Module, and not a {type(module).__name__}")
    cells = {} if holds_layer(module) else cells_of(module)
    recording = StackRecording(cells) if len(cells) > 1 else Recording(module)
    if not inputs and not named:
        return recording
    with kept_buffers(module), recording, torch.no_grad():
        module(*inputs, **named)
    return recording.trace(of, labels)
