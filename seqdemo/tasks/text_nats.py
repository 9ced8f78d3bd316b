"""How well a character language model foresees unseen text."""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.text_windows import WINDOW

PIECE = 4096  # characters read at once, so that memory stays small
BATCH = 64


def metrics(writer: TextWriter, vocabulary: Vocabulary, text: str) -> dict[str, Any]:
    """Measure one network.

    Returns:
        carried_nats: nats per character over one pass through the text, the state carried along.
        windows_nats: the same in windows of 256 characters, each from a zero state; every window,
            all positions counted; a rest shorter than a window is left out.
        bits_per_char: carried_nats in bits.
        parameters: numbers in the network.
        bytes: of its weights as shipped, in half precision.

    Raises:
        ValueError: If the text is shorter than a window.
    """
    symbols = torch.from_numpy(vocabulary.encode(text))
    if len(symbols) <= WINDOW:
        raise ValueError(f"the text has {len(symbols)} characters; measuring takes over {WINDOW}")
    carried = carried_nats(writer, symbols)
    parameters = sum(p.numel() for p in writer.parameters())
    return {
        "carried_nats": round(carried, 4),
        "windows_nats": round(windows_nats(writer, symbols), 4),
        "bits_per_char": round(carried / math.log(2), 4),
        "parameters": parameters,
        "bytes": 2 * parameters,
    }


@torch.inference_mode()
def carried_nats(writer: TextWriter, symbols: Tensor) -> float:
    """Mean -log p of each symbol but the first, (T,), given all before it."""
    state: State | None = None
    total, count = 0.0, len(symbols) - 1
    for start in range(0, count, PIECE):
        stop = min(start + PIECE, count)
        logits, state = writer(_on(writer, symbols[None, start:stop]), state)
        total += _sum_nats(logits, symbols[None, start + 1 : stop + 1])
    return total / count


@torch.inference_mode()
def windows_nats(writer: TextWriter, symbols: Tensor, window: int = WINDOW) -> float:
    """Mean -log p of each symbol given those before it in its window."""
    rows = (len(symbols) - 1) // window
    source = symbols[: rows * window].view(rows, window)
    target = symbols[1 : rows * window + 1].view(rows, window)
    total = 0.0
    for start in range(0, rows, BATCH):
        logits, _ = writer(_on(writer, source[start : start + BATCH]))
        total += _sum_nats(logits, target[start : start + BATCH])
    return total / (rows * window)


def _sum_nats(logits: Tensor, target: Tensor) -> float:
    flat = logits.float().flatten(0, 1)
    return float(F.cross_entropy(flat, target.flatten().to(flat.device), reduction="sum"))


def _on(writer: TextWriter, symbols: Tensor) -> Tensor:
    return symbols.to(next(writer.parameters()).device)
