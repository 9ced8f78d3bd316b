"""Translations by beam search, greedy where the beam is one wide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult
from seqdemo.demos.translation.network import Memory, Translator
from seqdemo.demos.translation.pieces import EOS, NEVER_SAID, PAD, TAGS
from seqdemo.models.beam_search import BeamSearch, Symbols
from seqdemo.models.recurrent import Recurrent

AT_ONCE = 64
"""Sentences that are searched for together."""


class DecoderState(NamedTuple):
    """Where translations in progress stand, each (B, K, H)."""

    lower_hidden: Tensor
    lower_cell: Tensor
    upper_hidden: Tensor
    upper_cell: Tensor


class Said(NamedTuple):
    """One piece read by every translation in progress."""

    output: Tensor  # (B, K, E), before the head
    state: DecoderState
    attention: Tensor | None  # (B, K, S), rows sum to 1


def batch_of(sources: Sequence[Sequence[int]], target: str, device: torch.device) -> Tensor:
    """Sources as the encoder takes them, (B, S): tag, pieces, EOS, PAD."""
    rows = [torch.tensor([TAGS[target], *source, EOS]) for source in sources]
    return pad_sequence(rows, batch_first=True, padding_value=PAD).to(device)


def start(model: Translator, memory: Memory, width: int) -> DecoderState:
    """State of `width` translations of each source that have not begun."""
    first = [part[:, None].expand(-1, width, -1) for part in model.first(memory)]
    nothing = torch.zeros_like(first[0])
    return DecoderState(first[0], first[1], nothing, nothing)


def step(
    model: Translator,
    words: Tensor,
    state: DecoderState,
    memory: Memory,
    pinned: Tensor | None = None,
) -> Said:
    """Read one piece, (B, K), of every translation in progress; see `step_embedded`."""
    return step_embedded(model, model.embed(words), state, memory, pinned)


def step_embedded(
    model: Translator,
    features: Tensor,
    state: DecoderState,
    memory: Memory,
    pinned: Tensor | None = None,
) -> Said:
    """Read the features of one piece, (B, K, E), of every translation in progress.

    Args:
        model: In evaluation mode.
        features: Of the pieces.
        state: Before them.
        memory: Of the sources.
        pinned: Attention in place of the network's own, (B, K, S).
    """
    lower = _cell(model.lower, features, state.lower_hidden, state.lower_cell)
    seen, weights = model.look(lower[0], memory)
    if pinned is not None and weights is not None:
        weights = pinned
        seen = pinned @ memory.values
    together = torch.cat([lower[0], seen], dim=-1)
    upper = _cell(model.upper, together, state.upper_hidden, state.upper_cell)
    return Said(model.output(upper[0], seen), DecoderState(*lower, *upper), weights)


def _cell(layer: Recurrent, x: Tensor, hidden: Tensor, cell_state: Tensor) -> tuple[Tensor, Tensor]:
    """One step of a layer for all translations at once: h and c, (B, K, H)."""
    flat = [part.flatten(0, 1) for part in (x, hidden, cell_state)]
    made = torch.lstm_cell(flat[0], flat[1:], *layer.fused.parameters())
    return made[0].view(hidden.shape), made[1].view(hidden.shape)


@torch.inference_mode()
def beam_search(
    model: Translator,
    sources: Sequence[Sequence[int]],
    target: str,
    *,
    width: int,
    ranking: Ranking,
    prefix: Sequence[int] = (),
    pinned: tuple[int, int] | None = None,
) -> list[BeamResult]:
    """Translate sentences of any languages into one; see `BeamSearch`.

    Args:
        model: In evaluation mode.
        sources: Pieces of each sentence.
        target: Code of the language.
        width: Hypotheses that go on, >= 1; 1 is greedy.
        ranking: What finished translations are ordered by; nothing is read back here.
        prefix: Pieces that every translation has to begin with.
        pinned: Step, and the position of the sources that alone is looked at there.

    Returns:
        What was found for each sentence.
    """
    device = next(model.parameters()).device
    memory = model.encode(batch_of(sources, target, device))
    places = count()

    def read(words: Tensor, state: DecoderState) -> tuple[Tensor, DecoderState]:
        held = None
        if pinned is not None and next(places) == pinned[0]:
            held = _only(pinned[1], memory, width)
        said = step(model, words, state, memory, held)
        return model.score(said.output), said.state

    longest = longest_for(max(map(len, sources)), len(prefix))
    symbols = Symbols(TAGS[target], EOS, NEVER_SAID)
    search = BeamSearch(read, symbols, width, ranking, prefix, longest)
    return search.run(start(model, memory, width))


def _only(position: int, memory: Memory, width: int) -> Tensor:
    """Attention that looks at one position alone, (B, K, S)."""
    weights = memory.values.new_zeros(len(memory.values), width, memory.values.shape[1])
    weights[..., position] = 1.0
    return weights


def longest_for(source: int, prefix: int) -> int:
    """Pieces that a translation may have at most: one that has not ended by then never will."""
    return max(2 * source + 10, prefix + 10)


def search_all(
    model: Translator,
    sources: Sequence[Sequence[int]],
    target: str,
    *,
    width: int,
    ranking: Ranking,
) -> list[BeamResult]:
    """Translate many sentences; those of like length together."""
    found: dict[int, BeamResult] = {}
    order = sorted(range(len(sources)), key=lambda place: len(sources[place]))
    for at in range(0, len(order), AT_ONCE):
        places = order[at : at + AT_ONCE]
        rows = [sources[place] for place in places]
        results = beam_search(model, rows, target, width=width, ranking=ranking)
        found |= zip(places, results, strict=True)
    return [found[place] for place in range(len(sources))]


@torch.inference_mode()
def draw_all(
    model: Translator,
    sources: Sequence[Sequence[int]],
    target: str,
    *,
    temperature: float,
    seed: int,
    longest: int,
) -> list[list[int]]:
    """Translate sentences by chance: pieces of each, without EOS; the same seed, the same.

    Args:
        model: In evaluation mode, on the CPU.
        sources: Pieces of each sentence.
        target: Code of the language.
        temperature: Divides the scores before a piece is drawn.
        seed: Of the draws.
        longest: Pieces of a translation, at most.
    """
    generator = torch.Generator().manual_seed(seed)
    memory = model.encode(batch_of(sources, target, torch.device("cpu")))
    state, words = start(model, memory, 1), torch.full((len(sources), 1), TAGS[target])
    rows: list[Tensor] = []
    for _ in range(longest):
        said = step(model, words, state, memory)
        scores = model.score(said.output)[:, 0]
        scores[:, list(NEVER_SAID)] = -torch.inf
        chances = (scores / temperature).softmax(-1)
        words, state = torch.multinomial(chances, 1, generator=generator), said.state
        rows.append(words)
    drawn = torch.cat(rows, dim=1).tolist()
    return [row[: row.index(EOS)] if EOS in row else row for row in drawn]
