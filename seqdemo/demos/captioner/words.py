"""Captions to words and back."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence

from seqdemo.core.vocabulary import Vocabulary

PAD, BOS, EOS, UNK = range(4)
SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>")
NEVER_SAID = (PAD, BOS, UNK)
LEAST_COUNT = 5
"""A word is known if the training captions hold it this often."""

_WORD = re.compile(r"'s\b|[a-z0-9]+(?:[-'][a-z0-9]+)*")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def words_of(caption: str) -> list[str]:
    """The words of a caption, lower case, without marks: `A man 's t-shirt .` has three."""
    return _WORD.findall(caption.lower())


def vocabulary_of(captions: Iterable[str]) -> Vocabulary:
    """The special symbols, then the words that captions hold often, commonest first."""
    counts = Counter(word for caption in captions for word in words_of(caption))
    known = [word for word, count in counts.items() if count >= LEAST_COUNT]
    return Vocabulary((*SPECIAL, *sorted(known, key=lambda word: (-counts[word], word))))


def numbers_of(caption: str, vocabulary: Vocabulary) -> list[int]:
    """Numbers of the words of a caption; unknown words are UNK."""
    return [
        int(vocabulary.encode([word])[0]) if word in vocabulary else UNK
        for word in words_of(caption)
    ]


def sentence(words: Sequence[str]) -> str:
    """Words as a person writes them: `man`, `'s`, `hat` become `man's hat`."""
    return " ".join(words).replace(" 's", "'s")


def bare(caption: str) -> list[str]:
    """The tokens on which captions are compared: lower case, punctuation deleted."""
    return sentence(caption.lower().split()).translate(_NO_PUNCTUATION).split()
