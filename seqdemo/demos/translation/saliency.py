"""Saliency of a translation's next piece: gradients to each piece."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from seqdemo.analysis.saliency import Saliency
from seqdemo.demos.translation.decoding import DecoderState, start, step_embedded
from seqdemo.demos.translation.network import Memory, Translator
from seqdemo.demos.translation.pieces import shown
from seqdemo.demos.translation.subwords import Subwords
from seqdemo.models.gradients import gradient_norm, padded


def saliency(
    model: Translator,
    subwords: Subwords,
    memory: Memory,
    pieces: Sequence[int],
    step: int,
    asked: int | None = None,
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a next piece depends on all pieces said before it.

    By PyTorch's autograd; gradients through the looks at the source count.

    Args:
        model: In evaluation mode.
        subwords: Its pieces.
        memory: Of the one source.
        pieces: What is read, the tag first, T numbers.
        step: After which piece the next one is asked, from 0.
        asked: Which; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the translation.
    """
    if not 0 <= step < len(pieces):
        raise ValueError(f"there are {len(pieces)} steps, no number {step}")
    with torch.no_grad():
        embedded = model.embed(torch.tensor(pieces[: step + 1]))
    embedded = embedded.clone().requires_grad_()
    first = max(0, step + 1 - window) if window else 0
    log_p, states = _read(model, Memory(*(part.clone() for part in memory)), embedded, first)
    number = int(log_p.argmax()) if asked is None else asked
    inputs, *hidden = torch.autograd.grad(log_p[number], [embedded, *states], allow_unused=True)
    assert inputs is not None, "the last piece is always read"
    lengths = torch.stack([gradient_norm(one) for one in hidden])
    return Saliency(
        step,
        shown(subwords.pieces[number]),
        float(log_p[number].detach()),
        padded(inputs.norm(dim=1), len(pieces)),
        padded((inputs * embedded).sum(1), len(pieces)),
        tuple(padded(lengths[depth::2], len(pieces)) for depth in range(2)),
    )


@torch.enable_grad()
def _read(
    model: Translator, memory: Memory, embedded: Tensor, first: int
) -> tuple[Tensor, list[Tensor]]:
    """Log-probabilities after the last piece, (V,), and the states after each, two a step.

    Args:
        model: The network.
        memory: Of the source.
        embedded: The pieces, (T, E).
        first: Where the gradient is cut: the state before this step is a constant.
    """
    states: list[Tensor] = []
    state, output = start(model, memory, 1), embedded[0]
    for place, features in enumerate(embedded):
        if place == first:
            state = DecoderState(*(part.detach() for part in state))
        said = step_embedded(model, features[None, None], state, memory)
        state, output = said.state, said.output
        states += [state.lower_hidden, state.upper_hidden]
    return model.score(output)[0, 0].log_softmax(-1), states
