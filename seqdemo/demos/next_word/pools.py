"""Pools of sentences as rows of numbers, by length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.demos.next_word.words import END, PAD, START

LENGTHS = (5, 7, 9, 12, 16, 22, 30, 42, 60, 80, 112)
"""Longest sentence of each bucket, its end counted; longer ones are cut."""


@dataclass(frozen=True)
class Bucket:
    """Rows of like length.

    Attributes:
        rows: (N, 1 + L) numbers of START, the words, END and PAD.
        answers: (N,) place in the row of the word that is asked for; 0 is none.
    """

    rows: npt.NDArray[np.int16]
    answers: npt.NDArray[np.int16]


Pool = tuple[Bucket, ...]
"""A bucket for each of `LENGTHS`."""


def pool_of(sentences: Sequence[Sequence[int]], answers: Sequence[int] | None = None) -> Pool:
    """Rows of sentences, (T,) numbers each.

    Args:
        sentences: Numbers of their words.
        answers: Place of the word that is asked for in each, from 0; -1 is none.
    """
    places = [-1] * len(sentences) if answers is None else answers
    longest = LENGTHS[-1] - 1
    found: list[list[tuple[Sequence[int], int]]] = [[] for _ in LENGTHS]
    for words, place in zip(sentences, places, strict=True):
        bucket = int(np.searchsorted(LENGTHS, min(len(words), longest) + 1))
        found[bucket].append((words[:longest], place if place < longest else -1))
    return tuple(_bucket(rows, length) for rows, length in zip(found, LENGTHS, strict=True))


def _bucket(found: list[tuple[Sequence[int], int]], length: int) -> Bucket:
    rows = np.full((len(found), 1 + length), PAD, np.int16)
    for row, (words, _) in zip(rows, found, strict=True):
        row[: len(words) + 2] = (START, *words, END)
    return Bucket(rows, np.array([place + 1 for _, place in found], np.int16))
