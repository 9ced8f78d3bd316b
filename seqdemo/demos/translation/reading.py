"""Traces of a translation: the encoder's, and upon it the decoder's."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from seqdemo.core.trace import Trace
from seqdemo.demos.translation.decoding import batch_of
from seqdemo.demos.translation.network import Memory, Translator
from seqdemo.demos.translation.pieces import TAGS
from seqdemo.demos.translation.subwords import Subwords


@torch.inference_mode()
def read_source(
    model: Translator, subwords: Subwords, source: Sequence[int], target: str
) -> tuple[Memory, Trace]:
    """Read a sentence with every state of the encoder kept, two directions a layer.

    Args:
        model: In evaluation mode.
        subwords: Its pieces.
        source: Pieces of the sentence.
        target: Code of the language it is read for.
    """
    numbers = batch_of([source], target, next(model.parameters()).device)
    layers = model.encoder.trace(model.embed(numbers[0]))
    names = tuple(subwords.pieces[number] for number in numbers[0].tolist())
    return model.encode(numbers), Trace(inputs=names, layers=layers)


@torch.inference_mode()
def read_target(
    model: Translator,
    subwords: Subwords,
    memory: Memory,
    encoder: Trace,
    said: Sequence[int],
    target: str,
    pinned: tuple[int, int] | None = None,
) -> Trace:
    """Read a translation with every state of the decoder kept; row t says what follows inputs[t].

    Args:
        model: In evaluation mode.
        subwords: Its pieces.
        memory: Of the one source.
        encoder: The trace behind it.
        said: Pieces of the translation.
        target: Code of its language.
        pinned: Step, and the position that alone is looked at there.
    """
    numbers = torch.tensor([[TAGS[target], *said]], device=memory.vector.device)
    embedded = model.embed(numbers)
    hidden, cell_state = model.first(memory)
    lower, _ = model.lower(embedded, (hidden[None], cell_state[None]))
    seen, weights = _looked(model, lower, memory, pinned)
    together = torch.cat([lower, seen], dim=-1)
    upper, _ = model.upper(together)
    logits = model.score(model.output(upper, seen))[0]
    return Trace(
        inputs=tuple(subwords.pieces[number] for number in numbers[0].tolist()),
        layers=(
            *model.lower.trace(embedded[0], (hidden, cell_state)),
            *model.upper.trace(together[0]),
        ),
        logits=logits.float().cpu().numpy(),
        classes=subwords.pieces,
        attention=None if weights is None else weights[0].cpu().numpy(),
        source=() if weights is None else encoder.inputs,
        upstream=encoder,
    )


def _looked(
    model: Translator, lower: Tensor, memory: Memory, pinned: tuple[int, int] | None
) -> tuple[Tensor, Tensor | None]:
    """What is seen at every step, (1, T, C), and the weights, with one step's pinned."""
    seen, weights = model.look(lower, memory)
    if pinned is None or weights is None:
        return seen, weights
    at, position = pinned
    weights = weights.clone()
    weights[0, at] = 0.0
    weights[0, at, position] = 1.0
    return weights @ memory.values, weights
