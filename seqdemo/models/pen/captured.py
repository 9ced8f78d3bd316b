"""Sampler on CUDA: one step as a captured graph, replayed.

A step of a small network keeps a GPU busy for microseconds, and its dozens of kernel launches take
longer than that. A captured graph launches them all at once. See NVIDIA's and PyTorch's notes on
CUDA graphs: what is captured works on the same memory each time it is replayed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch

from seqdemo.core.trace import FloatArray
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter

_WARM_UP = 3
"""Steps before the capture, in which libraries allocate what they keep."""


class CapturedPen:
    """Writes B texts at once on the device of a writer; on a CPU it steps without a graph.

    It reads the writer's own weights: what is trained on is written with.

    Args:
        writer: In evaluation mode.
        batch: Texts, B.

    Raises:
        ValueError: If the writer is in training mode: its noise would be captured, too.
    """

    def __init__(self, writer: TextWriter, batch: int = 1) -> None:
        if writer.training:
            raise ValueError("the writer is in training mode; call .eval() first")
        config, weight = writer.config, writer.head.weight
        shape = config.num_layers, batch, config.hidden_size
        self._writer = writer
        self._symbols = torch.zeros(batch, 1, dtype=torch.long, device=weight.device)
        self._logits = torch.zeros(batch, config.vocab_size, device=weight.device)
        parts = 2 if config.cell == "lstm" else 1
        self._state = [torch.zeros(shape, device=weight.device) for _ in range(parts)]
        self._graph = self._captured() if weight.is_cuda else None

    def start_from(self, state: State) -> None:
        """Take over a state as `TextWriter` gives it, each (L, B, H).

        Raises:
            ValueError: If it is the state of another cell, or of another shape.
        """
        parts = state if isinstance(state, tuple) else (state,)
        wanted = [part.shape for part in self._state]
        if [part.shape for part in parts] != wanted:
            raise ValueError(f"the state must be {[tuple(shape) for shape in wanted]}")
        self._take(state)

    def state(self) -> State:
        """A copy of the state, as `TextWriter` takes it, on its device."""
        return _joined([part.clone() for part in self._state])

    def step(self, symbols: npt.NDArray[np.int64]) -> FloatArray:
        """Read one symbol per text, (B,); returns the logits of the next, (B, V), nats."""
        self._symbols.copy_(torch.from_numpy(symbols)[:, None])
        if self._graph is None:
            self._advance()
        else:
            self._graph.replay()
        return self._logits.cpu().numpy().copy()

    @torch.no_grad()
    def _advance(self) -> None:
        """One step from memory to the same memory."""
        logits, after = self._writer(self._symbols, _joined(self._state))
        self._logits.copy_(logits[:, -1])
        self._take(after)

    def _take(self, state: State) -> None:
        parts = state if isinstance(state, tuple) else (state,)
        for own, new in zip(self._state, parts, strict=True):
            own.copy_(new)

    def _captured(self) -> torch.cuda.CUDAGraph:
        aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(_WARM_UP):
                self._advance()
        torch.cuda.current_stream().wait_stream(aside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self._advance()
        for part in self._state:
            part.zero_()
        return graph


def _joined(parts: list[torch.Tensor]) -> State:
    return (parts[0], parts[1]) if len(parts) == 2 else parts[0]
