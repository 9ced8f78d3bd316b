"""Word list, and strings that are not in it."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray

KNOWN = Path(__file__).parent / "known_words.txt"
"""The known words, one a line, commonest first: words a reader knows, of 1 to 10 letters."""

_NOT_FOR_CLASS = """
abuse acid affair affairs attack battle criminal died evil female ill lie lies male mad mature raw
void weapon wives
"""
NOT_FOR_CLASS = frozenset(_NOT_FOR_CLASS.split())
"""Known, but never drawn as a surprise in front of a class."""

Costs: TypeAlias = npt.NDArray[np.int16]

MAX_LETTERS = 12
"""Longest input: the page's strip, two letters more than the longest known word."""


@cache
def known_words() -> tuple[str, ...]:
    """The words the networks learn, commonest first."""
    return tuple(KNOWN.read_text("utf-8").split())


def surprising(words: Sequence[str]) -> tuple[str, ...]:
    """Known words fit for a surprise: 4 to 8 letters, and nothing a class would giggle at."""
    return tuple(word for word in words if 4 <= len(word) <= 8 and word not in NOT_FOR_CLASS)


def anagram_groups(words: Sequence[str]) -> list[list[str]]:
    """Words that share all their letters, in groups of at least two."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups["".join(sorted(word))].append(word)
    return [group for group in groups.values() if len(group) > 1]


def nearest(text: str, words: tuple[str, ...], count: int = 3) -> list[str]:
    """The known words that take the fewest letter changes to reach from `text`.

    Changes are insertions, deletions, substitutions and swaps of neighbours (optimal string
    alignment); ties go to the commoner word.
    """
    ranked = np.argsort(edits(text, words), kind="stable")[:count]
    return [words[n] for n in ranked]


def edits(text: str, words: tuple[str, ...]) -> Costs:
    """Changes from `text` to each of V words, (V,).

    The dynamic programme runs over all words and all their letters at once, as it answers while
    somebody draws, in small numbers: less is moved, and they are sorted by counting.
    """
    letters, lengths = _as_codes(words)
    places = np.arange(len(letters) + 1, dtype=np.int16)[:, None]
    before = row = np.repeat(places, len(words), axis=1)
    same = np.zeros(letters.shape, dtype=np.bool_)
    for at, char in enumerate(text, start=1):
        earlier, same = same, letters == ord(char)
        costs = np.minimum(row[1:] + 1, row[:-1] + ~same)
        if at > 1:
            swapped = same[:-1] & earlier[1:]
            costs[1:][swapped] = np.minimum(costs[1:], before[:-2] + 1)[swapped]
        before, row = row, np.concatenate([np.full((1, len(words)), at, dtype=np.int16), costs])
        for left, right in pairwise(row):
            np.minimum(right, left + 1, out=right)
    return row[lengths, np.arange(len(words))]


@cache
def _as_codes(words: tuple[str, ...]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Letters of all V words as numbers, (longest, V), padded with 0, and the words' lengths."""
    width = max(map(len, words))
    codes = [[*map(ord, word), *[0] * (width - len(word))] for word in words]
    columns = np.array(codes, dtype=np.int32).T
    return np.ascontiguousarray(columns), np.array([len(word) for word in words])


class NonWords:
    """Makes strings that look like words and are not: the reader must say it knows no such word.

    Half are known words with one change, the hardest case; the others are a word's letters in
    another order, a word that was not finished, letters as they follow each other in the known
    words, or letters at random.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._known = frozenset(words)
        self._follow = {order: _successors(words, order) for order in (1, 2, 3)}

    def make(self, uniform: FloatArray) -> str:
        """String of 1 to 12 letters outside the list, chosen by 40 numbers in [0, 1)."""
        kind, rest = uniform[0], uniform[2:]
        for attempt in range(4):
            draw = np.modf(rest + 0.37 * attempt)[0]
            if kind < 0.5:
                text = self._changed(draw)
            elif kind < 0.6:
                text = self._reordered(draw)
            elif kind < 0.72:
                text = self._begun(draw)
            elif kind < 0.92:
                text = self._imitated(draw, order=2 if uniform[1] < 0.6 else 3)
            else:
                text = _letters(draw)
            if text not in self._known and 1 <= len(text) <= MAX_LETTERS:
                return text
        return _letters(np.concatenate([np.full(1, 0.6, np.float32), rest]))

    def _word(self, u: float) -> str:
        return self._words[int(u * len(self._words))]

    def _changed(self, uniform: FloatArray) -> str:
        word = self._word(uniform[0])
        kind, at = uniform[1], int(uniform[2] * len(word))
        letter = _letter(uniform[3])
        if kind < 0.5:
            return word[:at] + letter + word[at + 1 :]
        if kind < 0.7 and len(word) > 1:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind < 0.85:
            return word[:at] + letter + word[at:]
        return word[:at] + word[at + 1 :]

    def _reordered(self, uniform: FloatArray) -> str:
        word = self._word(uniform[0])
        return "".join(word[n] for n in np.argsort(uniform[1 : 1 + len(word)]))

    def _begun(self, uniform: FloatArray) -> str:
        word = self._word(uniform[0])
        return word[: 1 + int(uniform[1] * (len(word) - 1))]

    def _imitated(self, uniform: FloatArray, order: int) -> str:
        text = ""
        for u in uniform[: MAX_LETTERS + 1]:
            options = self._follow[order].get(text[-order:]) or self._follow[1].get(text[-1:], ".")
            letter = options[int(u * len(options))]
            if letter == "." and len(text) > 1:
                break
            text += letter.replace(".", "e")
        return text[:MAX_LETTERS]


def _successors(words: Sequence[str], order: int) -> dict[str, str]:
    """After each run of up to `order` letters, what followed it; "." is the end of a word."""
    follow: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for at, letter in enumerate(word + "."):
            follow[word[max(0, at - order) : at]].append(letter)
    return {context: "".join(letters) for context, letters in follow.items()}


def _letter(u: float) -> str:
    return string.ascii_lowercase[int(u * 26)]


def _letters(uniform: FloatArray) -> str:
    """Letters at random, 1 to 12 of them."""
    length = 1 + int(uniform[0] * MAX_LETTERS)
    return "".join(_letter(u) for u in uniform[1 : length + 1])
