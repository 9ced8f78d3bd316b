"""State, memory and outputs of a caption decoder; axes as in `decoder`."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor

from seqdemo.core.trace import LayerTrace


class DecoderState(NamedTuple):
    """Where captions in progress stand, each (B, K, H)."""

    hidden: Tensor
    cell_state: Tensor


class Memory(NamedTuple):
    """What a decoder has at hand while it describes photos; made once, however many captions.

    Attributes:
        values: What each region shows, (B, S, F).
        keys: What attention's queries are held against, (B, S, A).
        weight_word: From the word to the gates, (4H, E).
        weight_loop: From the context, if any, and the last hidden state to the gates, side by
            side, (4H, F + H): one product a step.
        bias: Of the gates, (4H,).
    """

    values: Tensor
    keys: Tensor
    weight_word: Tensor
    weight_loop: Tensor
    bias: Tensor


class Look(NamedTuple):
    """What was seen before a word was read."""

    context: Tensor  # (B, K, F)
    attention: Tensor  # (B, K, S), rows sum to 1


class Step(NamedTuple):
    """One word read, by every caption in progress."""

    output: Tensor  # (B, K, E), before the head
    state: DecoderState
    look: Look | None


class CaptionTrace(NamedTuple):
    """Every step of one caption."""

    layer: LayerTrace
    logits: Tensor  # (T, V), nats
    attention: Tensor | None  # (T, S)
