"""Known words: numbers, vectors, fallbacks for unknown ones."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import Vocabulary

Int8Array = npt.NDArray[np.int8]

UNKNOWN, NUMBER, END = "<unknown>", "<number>", "<end>"
SPECIAL = (UNKNOWN, NUMBER, END)
LEVELS = 31
"""Largest stored coordinate: 63 levels, which pack well and are 4 % off (root mean square)."""

LEVEL = 0.06
"""Size of a level: 31 of them are 1.86, more than 999 in 1,000 coordinates of GloVe."""

_NUMBER = re.compile(r"[\d.,:/%$£€+-]*\d[\d.,:/%$£€+-]*(?:s|st|nd|rd|th)?")
_SAME = {"``": '"', "''": '"', "-lrb-": "(", "-rrb-": ")", "`": "'"}
_PARTS = re.compile(r"[-/&'.]+")
_REPEATED = re.compile(r"(.)\1{2,}")


class Piece(NamedTuple):
    """A word as a network reads it.

    Attributes:
        text: As the visitor wrote it, or a part of that.
        number: Its row; 0 if it is not known.
    """

    text: str
    number: int


@dataclass(frozen=True)
class Words:
    """The known words, in the order of their numbers.

    Attributes:
        vocabulary: `SPECIAL` first, then the words met in training, then those that only have a
            GloVe vector.
        trained: How many of them were met in training, the special ones counted.
    """

    vocabulary: Vocabulary
    trained: int

    def __len__(self) -> int:
        return len(self.vocabulary)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.vocabulary.symbols)}

    def read(self, tokens: Iterable[str]) -> tuple[Piece, ...]:
        """What a network reads of tokens; an unknown compound becomes its known parts."""
        return tuple(piece for token in tokens for piece in self._pieces(token))

    def numbers(self, tokens: Iterable[str]) -> list[int]:
        """Numbers of the pieces of tokens."""
        return [piece.number for piece in self.read(tokens)]

    def _pieces(self, token: str) -> list[Piece]:
        number = self._number(token)
        if number:
            return [Piece(token, number)]
        parts = [part for part in _PARTS.split(token) if part]
        if len(parts) > 1 and any(map(self._number, parts)):
            return [Piece(part, self._number(part)) for part in parts]
        return [Piece(token, 0)]

    def _number(self, token: str) -> int:
        """Row of a token, or of the same word written otherwise; 0 if there is none."""
        found = self._numbers.get(_SAME.get(token, token))
        if found is None and _NUMBER.fullmatch(token):
            found = self._numbers[NUMBER]
        for form in _other_forms(token) if found is None else ():
            found = self._numbers.get(form)
            if found is not None:
                break
        return found or 0


def _other_forms(token: str) -> Iterable[str]:
    """Without accents; with letters that are drawn out ("soooo") twice, then once."""
    if not token.isascii():
        apart = unicodedata.normalize("NFD", token)
        yield "".join(c for c in apart if not unicodedata.combining(c))
    yield _REPEATED.sub(r"\1\1", token)
    yield _REPEATED.sub(r"\1", token)


def chosen_words(
    trained: Iterable[Iterable[str]], unlabelled: Iterable[Iterable[str]], vectors: Sequence[str]
) -> Words:
    """Choose the known words.

    Args:
        trained: Tokens of every labelled sentence: words with a vector, or seen twice.
        unlabelled: Tokens of other texts: words seen eight times.
        vectors: Words that have a GloVe vector; all of them are known.
    """
    with_vector = set(vectors)
    labelled = Counter(_SAME.get(token, token) for tokens in trained for token in tokens)
    others = Counter(_SAME.get(token, token) for tokens in unlabelled for token in tokens)
    kept = {word for word, count in labelled.items() if count > 1 or word in with_vector}
    kept |= {word for word, count in others.items() if count >= 8}
    count = labelled + others
    met = sorted((word for word in kept if not _is_number(word)), key=lambda w: (-count[w], w))
    rest = [word for word in dict.fromkeys(vectors) if word not in set(met)]
    return Words(Vocabulary((*SPECIAL, *met, *rest)), len(SPECIAL) + len(met))


def _is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None


def packed_vectors(words: Words, names: Sequence[str], vectors: FloatArray) -> Int8Array:
    """GloVe vectors of all words in 63 levels, (V, D); zeros for words without one.

    Args:
        words: The known words.
        names: Words of the vectors.
        vectors: (N, D).
    """
    rows = np.zeros((len(words), vectors.shape[1]), np.float32)
    place = {name: n for n, name in enumerate(names)}
    for number, word in enumerate(words.vocabulary.symbols):
        if word in place:
            rows[number] = vectors[place[word]]
    packed: Int8Array = np.clip(np.rint(rows / LEVEL), -LEVELS, LEVELS).astype(np.int8)
    return packed
