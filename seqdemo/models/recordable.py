"""Find a recurrent layer that can be recorded, and leave it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


def holds_layer(module: nn.Module) -> bool:
    """Whether a module holds a torch.nn.RNN, GRU or LSTM."""
    return any(isinstance(part, nn.RNN | nn.GRU | nn.LSTM) for part in module.modules())


def only_recurrent(module: nn.Module) -> nn.RNNBase:
    """The recurrent layer of a module, if it has exactly one that can be seen through.

    Raises:
        ValueError: If it has none, or several, or one that cannot be; the message says what to do.
    """
    found = {
        name: part
        for name, part in module.named_modules()
        if isinstance(part, nn.RNN | nn.GRU | nn.LSTM)
    }
    kind = type(module).__name__
    if not found:
        raise ValueError(f"this {kind} holds no torch.nn.RNN, GRU or LSTM{_instead(module)}")
    if len(found) > 1:
        names = ", ".join(found)
        first = next(iter(found))
        raise ValueError(
            f"this {kind} holds {len(found)} recurrent layers: record one of {names}, such as "
            f"model.get_submodule({first!r}), or explore it with layer={first!r}"
        )
    layer = next(iter(found.values()))
    if layer.proj_size:
        raise ValueError(
            f"this LSTM projects its {layer.hidden_size} units to {layer.proj_size} numbers "
            "(proj_size): its state and its gates then differ in size, and no trace can hold both; "
            "record a network with proj_size=0"
        )
    return layer


def _instead(module: nn.Module) -> str:
    """What a module holds in place of a layer that can be recorded, and what to do about it."""
    for name, part in module.named_modules():
        kind, where = type(part).__name__, f" ({name})" if name else ""
        if isinstance(part, torch.jit.ScriptModule):
            return ", as it was compiled by torch.jit: record the model it was compiled from"
        if "quantized" in type(part).__module__:
            return f", but {kind}{where}, which is quantized: record the model before that"
    return "; those can be recorded, and loops over cells of them"


class WeightsSeen:
    """Weights that a layer had while it was listened to.

    Args:
        layer: Whose.
    """

    def __init__(self, layer: nn.Module) -> None:
        self._layer = layer
        self._seen: list[Tensor] = []
        self._changed = False

    def note(self) -> None:
        """The layer runs with the weights it has now."""
        if not self._seen:
            self._seen = [weight.detach().clone() for weight in self._layer.parameters()]
            self._versions = self._now()
        self._changed |= self._versions != self._now()

    def _now(self) -> list[int]:
        return [weight._version for weight in self._layer.parameters()]

    def check(self) -> None:
        """Hold the weights to those that were seen.

        Raises:
            ValueError: If they have changed since, or between two runs.
        """
        pairs = zip(self._seen, self._layer.parameters(), strict=True)
        if self._changed or not all(
            torch.equal(seen, now.detach().to(seen.device)) for seen, now in pairs
        ):
            raise ValueError(
                "the weights of the layer were changed since it ran: ask for the trace before that"
            )


@contextmanager
def kept_buffers(module: nn.Module) -> Iterator[None]:
    """Leave a module's buffers as they are: spectral norm and others step them when they run."""
    before = [(buffer, buffer._version, buffer.detach().clone()) for buffer in module.buffers()]
    try:
        yield
    finally:
        with torch.no_grad():
            for buffer, version, kept in before:
                if buffer._version != version:
                    buffer.copy_(kept)
