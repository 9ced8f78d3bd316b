"""What a live network cannot be asked, and why, in words."""

from __future__ import annotations

from typing import Any

import torch

from seqdemo.live.snapshot import Snapshot, Told
from seqdemo.live.texts import MOST_CLASSES

LOOKED_AT = 20
"""Steps of the first input that are held against what single classes read."""


def lacking(model: Snapshot, given: str) -> str:
    """Why a network has states only, "" if it has answers."""
    opened = model.opened(given)
    if opened.trace.logits is None:
        return "head=... is needed: the layer that makes logits of the states"
    if opened.read is None:
        return "it loops over several cells, which cannot be run again from a changed state"
    if opened.layer.bidirectional:
        return "it reads both ways: a step forward is no step backward"
    start: Any = opened.read.start
    parts = start if isinstance(start, tuple) else (start,)
    if start is not None and any(bool(torch.count_nonzero(part)) for part in parts):
        return "it starts from a state that is not zero"
    return ""


def keeps_from_writing(model: Snapshot, told: Told, given: str) -> str:
    """What keeps a network from writing on, "" if nothing does.

    What the layer reads of a class must be the same alone and in a text.
    """
    opened = model.opened(given)
    if told.encode is None:
        return "it reads no text that can be written on; `encode=...` would make its input of one"
    if opened.read is None or not set(opened.trace.inputs) <= set(told.classes):
        return "what it reads are not its `classes=...`, so that no answer can be read next"
    if len(told.classes) > MOST_CLASSES:
        return f"it has more than {MOST_CLASSES:,} classes"
    numbers = {str(name): number for number, name in enumerate(told.classes)}
    labels = opened.trace.inputs[:LOOKED_AT]
    try:
        alone = [model.vector(numbers[label]) for label in labels]
    except Exception:  # noqa: BLE001 - encode takes no single class: then it does not write
        return "`encode` does not take a single class"
    same = torch.allclose(torch.stack(alone), opened.read.x[: len(alone)], rtol=1e-4, atol=1e-5)
    return "" if same else "what it reads of a class depends on the rest of the text"
