"""Mood of many texts at once, for the explorer's causes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch.nn.utils.rnn import pad_sequence

from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.demos.sentiment.words import Words

MOOD, KNOWN = "mood", "mood_known"
"""Names of what is said of a text."""


@torch.inference_mode()
def judge(
    reader: MoodReader, words: Words, texts: Sequence[str]
) -> Mapping[str, list[tuple[float, float]]]:
    """Probability of a good mood after the last word of each text, and which words are known.

    Args:
        reader: In evaluation mode.
        words: That it knows.
        texts: One without a word counts for nothing.

    Returns:
        MOOD: Probability and 1, a pair a text; KNOWN: known words and all of them.
    """
    rows = [words.numbers(tokens(text)) for text in texts]
    lengths = torch.tensor([len(row) for row in rows])
    moods = torch.full((len(rows),), 0.5)
    if lengths.any():
        ids = pad_sequence([torch.tensor(row, dtype=torch.long) for row in rows], batch_first=True)
        logits = reader(ids.to(reader.head.weight.device)).float().cpu()
        ends = logits.gather(1, (lengths - 1).clamp(min=0)[:, None])[:, 0]
        moods = ends.sigmoid()
    pairs = zip(moods.tolist(), lengths.tolist(), strict=True)
    known = [(float(sum(number > 0 for number in row)), float(len(row))) for row in rows]
    return {MOOD: [(p, 1.0) if n else (0.0, 0.0) for p, n in pairs], KNOWN: known}
