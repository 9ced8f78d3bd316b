"""Cells in a loop, as layers that can be recorded.

A torch.nn.LSTMCell, GRUCell or RNNCell computes one step of the layer of that name: each call is a
sequence of one step, and those that go on from each other's state are one sequence.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from seqdemo.models.layer_call import LayerCall

LAYERS: dict[type[nn.RNNCellBase], type[nn.RNNBase]] = {
    nn.LSTMCell: nn.LSTM,
    nn.GRUCell: nn.GRU,
    nn.RNNCell: nn.RNN,
}


def cells_of(module: nn.Module) -> dict[str, nn.RNNCellBase]:
    """The cells of a module by name, in the order in which it holds them; "" is itself."""
    known = tuple(LAYERS)
    return {name: part for name, part in module.named_modules() if isinstance(part, known)}


def layer_of(cell: nn.RNNCellBase) -> nn.RNNBase:
    """The layer of which a cell computes one step; its weights are the cell's own."""
    made: Any = next(layer for one, layer in LAYERS.items() if isinstance(cell, one))
    options = {"nonlinearity": cell.nonlinearity} if isinstance(cell, nn.RNNCell) else {}
    like = {"device": cell.weight_ih.device, "dtype": cell.weight_ih.dtype}
    layer: nn.RNNBase = made(cell.input_size, cell.hidden_size, bias=cell.bias, **options, **like)
    names = ("weight_ih", "weight_hh", *(("bias_ih", "bias_hh") if cell.bias else ()))
    for name in names:
        setattr(layer, f"{name}_l0", getattr(cell, name))
    return layer.eval()


def call_of(args: tuple[Any, ...], kwargs: dict[str, Any], answer: Any) -> LayerCall:
    """One call of a cell as a call of its layer.

    Raises:
        ValueError: If the answer is not what such a cell answers.
    """
    x, start = _bound(*args, **kwargs)
    output = answer[0] if isinstance(answer, tuple) else answer
    if not isinstance(output, Tensor) or output.dim() != x.dim():
        raise ValueError(
            "a cell answered with something else than its state: a hook or a forward of its own "
            "changes that; record it without"
        )
    batched = x.dim() == 2

    def state(part: Tensor) -> Tensor:
        return (part if batched else part[None])[None].detach().clone()

    def each(parts: Any) -> Any:
        return tuple(map(state, parts)) if isinstance(parts, tuple | list) else state(parts)

    def step(part: Tensor) -> Tensor:
        return (part if batched else part[None])[:, None].detach().clone()

    begin = None if start is None else each(start)
    return LayerCall(step(x), step(output), begin, each(answer), None)


def _bound(input: Any, hx: Any = None) -> tuple[Any, Any]:
    """The arguments of `cell.forward`, however they were passed."""
    return input, hx
