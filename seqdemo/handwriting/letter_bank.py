"""Bank of drawn letters or digits, made once and kept as bits.

Training needs a thousand letters an update, and drawing one takes longer than reading it. So many
hands write the alphabet beforehand, and words are put together of their letters.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import GRID
from seqdemo.handwriting.hand import Pen, write
from seqdemo.handwriting.script import LATIN, Script

HANDS = 16_000
SLOTS = 3
"""Drawings of each letter by each hand: one that begins a word, two that stand in it."""

SEED = 11
FIRST = 1 << 40  # hands that nothing else has used
CHUNK = 40
SLOPPINESS = (0.4, 0.7, 1.0, 1.3)
"""Of every four chunks of hands: wilder ones than those that are measured, too."""

Bank = npt.NDArray[np.int64]


@cache
def letter_bank(hands: int = HANDS, processes: int | None = None, script: Script = LATIN) -> Bank:
    """Every symbol in every hand: (hands, symbols, SLOTS), 49 cells as bits, first lowest.

    Args:
        hands: How many.
        processes: That draw at the same time; as many as there are cores unless given.
        script: Which symbols.
    """
    draw = partial(_hands, script)
    parts = [(start, min(CHUNK, hands - start)) for start in range(0, hands, CHUNK)]
    processes = processes or os.cpu_count() or 1
    if processes == 1 or len(parts) < 8:
        return np.concatenate([draw(part) for part in parts])
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return np.concatenate(list(pool.map(draw, parts, chunksize=4)))


def as_bits(grids: FloatArray) -> Bank:
    """Grids (N, 7, 7) of zeros and ones as numbers, (N,)."""
    cells = grids.reshape(len(grids), GRID * GRID).astype(np.int64)
    return np.asarray((cells << np.arange(GRID * GRID)).sum(1))


def _hands(script: Script, part: tuple[int, int]) -> Bank:
    start, count = part
    shape = (count, len(script.symbols), SLOTS)
    hand, letter, slot = (axis.ravel() for axis in np.indices(shape))
    pen = Pen(sloppiness=SLOPPINESS[start // CHUNK % len(SLOPPINESS)])
    drawn = write(letter, FIRST + start + hand, slot, seed=SEED, pen=pen, script=script)
    return as_bits(drawn).reshape(shape)
