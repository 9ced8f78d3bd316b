"""Unit order and typical distances of the state space.

Both give the page a yardstick: an order of units that is the same for every drawing, and what "12
apart" means.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from seqdemo.analysis.similarity import order_by_likeness
from seqdemo.core.trace import FloatArray
from seqdemo.demos.word_reader.data import DrawnWords, Mix
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.states import read_texts

CLEAN = Mix(non_words=0.0, scribbles=0.0, wrong_cells=0)
FIRST = 1 << 34  # hands that nothing else has used


def measure(reader: WordReader) -> dict[str, Any]:
    """What goes on the card.

    Returns:
        unit_order: units so that those that move alike over all known words stand together.
        distance_same_word: mean distance of the last states of one word in two hands.
        distance_other_word: the same of two words that have nothing to do with each other.
    """
    words = reader.config.words
    data = DrawnWords(words, "train", mix=CLEAN)
    once, again = (_last_states(reader, data, FIRST + n * len(words)) for n in (0, 1))
    other = np.roll(again, len(words) // 2, axis=0)
    return {
        "unit_order": order_by_likeness(once),
        "distance_same_word": round(float(np.linalg.norm(once - again, axis=1).mean()), 2),
        "distance_other_word": round(float(np.linalg.norm(once - other, axis=1).mean()), 2),
    }


def _last_states(reader: WordReader, data: DrawnWords, first: int) -> FloatArray:
    """The state after each known word, (V, H)."""
    batches = read_texts(reader, data, reader.config.words, first)
    return torch.cat([batch.last for batch in batches]).float().cpu().numpy()
