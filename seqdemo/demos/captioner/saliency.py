"""Saliency of a caption's next word: gradients to each word."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner.network import Captioner
from seqdemo.models.gradients import gradient_norm, padded


def saliency(
    captioner: Captioner,
    vocabulary: Vocabulary,
    regions: Tensor,
    words: Sequence[str],
    step: int,
    word: str = "",
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a next word depends on all words before it.

    By PyTorch's autograd: attention makes every look at the photo depend on the state before it,
    and gradients through the looks count.

    Args:
        captioner: The network.
        vocabulary: Its words.
        regions: What the encoder sees on the photo, (S, 1280).
        words: What is read, BOS first, T words.
        step: After which word the next one is asked, from 0.
        word: Which; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the sentence, or the word not known.
    """
    if not 0 <= step < len(words):
        raise ValueError(f"there are {len(words)} steps, no number {step}")
    if word and word not in vocabulary:
        raise ValueError(f"“{word}” is not a word the network knows")
    numbers = torch.from_numpy(vocabulary.encode(words))
    embedded = captioner.decoder.embedding(numbers[: step + 1]).detach().requires_grad_()
    first = max(0, step + 1 - window) if window else 0
    log_p, states = _read(captioner, regions.clone(), embedded, first)
    asked = int(vocabulary.encode([word])[0]) if word else int(log_p.argmax())
    inputs, *hidden = torch.autograd.grad(log_p[asked], [embedded, *states], allow_unused=True)
    assert inputs is not None, "the last word is always read"
    return Saliency(
        step,
        vocabulary.symbols[asked],
        float(log_p[asked].detach()),
        padded(inputs.norm(dim=1), len(words)),
        padded((inputs * embedded).sum(1), len(words)),
        (padded(torch.stack([gradient_norm(one) for one in hidden]), len(words)),),
    )


@torch.enable_grad()
def _read(
    captioner: Captioner, regions: Tensor, embedded: Tensor, first: int
) -> tuple[Tensor, list[Tensor]]:
    """Log-probabilities after the last word, (V,), and the state after each, every (1, 1, H).

    Args:
        captioner: The network.
        regions: Of the photo, (S, 1280).
        embedded: The words, (T, E).
        first: Where the gradient is cut: the state before this step is a constant.
    """
    decoder, states = captioner.decoder, []
    memory, state = decoder.remember(regions[None], 1)
    output = embedded[0]
    for place, word in enumerate(embedded):
        if place == first:
            state = type(state)(*(part.detach() for part in state))
        step = decoder.step_embedded(word[None, None], state, memory)
        state, output = step.state, step.output
        states.append(state.hidden)
    return decoder.score(output)[0, 0].log_softmax(-1), states
