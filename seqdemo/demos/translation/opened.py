"""Open a layer of the decoder: its weights and what it read."""

from __future__ import annotations

import torch
from torch import Tensor

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.demos.translation.network import Memory, Translator
from seqdemo.tasks.opened import opened_layer


@torch.inference_mode()
def opened(model: Translator, pieces: tuple[str, ...], trace: Trace, depth: int) -> OpenedLayer:
    """The lower layer, which reads pieces, or the upper one, which reads that and what is seen.

    Args:
        model: In evaluation mode.
        pieces: By number.
        trace: Of a translation.
        depth: 0 for the lower layer, 1 for the upper one.
    """
    assert trace.upstream is not None
    number = {piece: n for n, piece in enumerate(pieces)}
    read, source = (
        torch.tensor([number[name] for name in names])
        for names in (trace.inputs, trace.upstream.inputs)
    )
    if depth == 0:
        embedded = model.embed(read)
        return opened_layer(model.lower.fused, embedded, trace.layers, name="feature {}".format)
    lower = torch.from_numpy(trace.layers[0].hidden)
    together = torch.cat([lower, _seen(trace, model.encode(source[None]))], dim=-1)
    size = lower.shape[1]

    def name(n: int) -> str:
        return f"unit {n} of layer 1" if n < size else f"seen {n - size}"

    return opened_layer(model.upper.fused, together, trace.layers, name=name)


def _seen(trace: Trace, memory: Memory) -> Tensor:
    """What is seen of the source at every step, (T, C)."""
    if trace.attention is None:
        return memory.vector.expand(len(trace), -1)
    return torch.from_numpy(trace.attention).to(memory.values) @ memory.values[0]
