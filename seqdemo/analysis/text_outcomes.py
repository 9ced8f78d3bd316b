"""Outcomes of a written text: what is counted, and in how much.

A text may begin and end in the middle of a word or a line: counts are such that this does not
matter, as every outcome is a ratio of two sums over many texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from seqdemo.analysis.ratio_estimate import Counts, Estimate, ratio_estimate

_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_LINE_END = re.compile(r"(?<!\n)\n")
_SENTENCE_END = re.compile(r"[.?!](?![.?!])")

Fingerprints = npt.NDArray[np.uint32]
"""CRC-32 of every word of a text, ascending: tells words of the text from others."""


@dataclass(frozen=True)
class Outcome:
    """Something that can be measured on a text.

    Attributes:
        title: What one number says, in words: "characters a line".
        words: What is counted, in a sentence.
        count: What is counted in a text, and in how much; None if it is not counted in a text that
            was written, but is the loss on a given one, or judged.
        inverse: Whether the number is the second by the first.
        share: Whether the number is a share, 0..1.
        judge: Name of the demo whose network judges the text, "" if none does; see `JudgesTexts`.
    """

    title: str
    words: str
    count: Callable[[str], tuple[float, float]] | None
    inverse: bool = False
    share: bool = False
    judge: str = ""

    def estimate(self, counts: Counts) -> Estimate:
        """The number over many texts."""
        most = 1.0 if self.share else np.inf
        return ratio_estimate(counts, inverse=self.inverse, most=most)


def text_outcomes(known: Fingerprints | None = None) -> Mapping[str, Outcome]:
    """What can be measured on a play, by name.

    Args:
        known: Words that are real; None where there is no such list.
    """
    found = {
        "line": Outcome(
            "characters a line", "Characters by line ends, empty lines left out", _lines, True
        ),
        "sentence": Outcome("words a sentence", "Words by . ? and !", _sentences, True),
        "vowels": _letters("vowels", "Share of letters that are a, e, i, o or u", "aeiouAEIOU"),
        "capitals": _letters(
            "capitals", "Share of letters that are capitals", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        ),
        "loss": LOSS,
    }
    if known is None:
        return found
    real = Outcome(
        "real words",
        "Share of words that stand in the text the network learned from",
        lambda text: _real_words(text, known),
        share=True,
    )
    return {"line": found.pop("line"), "sentence": found.pop("sentence"), "real": real} | found


LOSS = Outcome(
    "bits a character of your text",
    "Loss: surprisal of the text above, after the first step that is held, to the network",
    None,
)


def words_of(text: str) -> list[str]:
    """Words that begin and end inside a text, in small letters."""
    inside = (one for one in _WORD.finditer(text) if one.start() and one.end() < len(text))
    return [one.group().rstrip("'").lower() for one in inside]


def fingerprints(text: str) -> Fingerprints:
    """What tells words of a text from others; 1 in 300,000 others is taken for one of them."""
    return np.unique(np.array([crc32(word.encode()) for word in words_of(text)], np.uint32))


def _real_words(text: str, known: Fingerprints) -> tuple[float, float]:
    words = np.array([crc32(word.encode()) for word in words_of(text)], np.uint32)
    return float(np.isin(words, known).sum()), float(len(words))


def _lines(text: str) -> tuple[float, float]:
    return float(len(_LINE_END.findall(text))), float(len(text) - text.count("\n"))


def _sentences(text: str) -> tuple[float, float]:
    return float(len(_SENTENCE_END.findall(text))), float(len(words_of(text)))


def _letters(title: str, words: str, kind: str) -> Outcome:
    def count(text: str) -> tuple[float, float]:
        letters = sum(char.isalpha() for char in text)
        return float(sum(char in kind for char in text)), float(letters)

    return Outcome(title, words, count, share=True)
