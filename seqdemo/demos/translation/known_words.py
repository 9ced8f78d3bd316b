"""Words that the training sentences hold, without the words themselves.

Of each language there are 32-bit hashes of its words and how often they stood there: enough to mark
a word that was never seen (one in 100,000 passes by chance) and to tell which language a sentence
is in. No text can be read from them.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from seqdemo.core.card_file import CheckpointError

FILE = "words.npz"
LEVELS = 16
"""Steps of the stored frequency for each doubling."""

RARE = 20
"""Up to this count a stored frequency gives it exactly, and a word is called rare."""

_WORD = re.compile(r"[^\W\d_]+")


def words_in(sentence: str) -> list[str]:
    """Words of a sentence: runs of letters, as they are written."""
    return _WORD.findall(sentence)


@dataclass(frozen=True, eq=False)
class KnownWords:
    """Words of the training sentences of each language.

    Attributes:
        hashes: Language -> hashes of its words, ascending, (N,).
        levels: Language -> `LEVELS` times log2(1 + count) of each, at most 255, (N,).
        characters: All characters that a translator can read.
    """

    hashes: Mapping[str, npt.NDArray[np.uint32]]
    levels: Mapping[str, npt.NDArray[np.uint8]]
    characters: frozenset[str]

    def level(self, word: str, language: str) -> float:
        """log2(1 + count) of a word in a language; 0 if it was never seen there."""
        hashes = self.hashes[language]
        place = int(np.searchsorted(hashes, _hash(word)))
        seen = place < len(hashes) and hashes[place] == _hash(word)
        return float(self.levels[language][place]) / LEVELS if seen else 0.0

    def unseen(self, sentence: str, language: str) -> list[str]:
        """Words of a sentence that the language's training sentences do not hold, each once."""
        words = dict.fromkeys(words_in(sentence))
        return [word for word in words if self.level(word, language) == 0]

    def rare(self, sentence: str, language: str) -> dict[str, int]:
        """Words of a sentence that stood 1 to `RARE` times in training -> how often."""
        counts = {
            word: round(2 ** self.level(word, language) - 1)
            for word in dict.fromkeys(words_in(sentence))
        }
        return {word: count for word, count in counts.items() if 0 < count <= RARE}

    def language_of(self, sentence: str) -> str | None:
        """The language whose words fit best by far, and at least half; None if none does."""
        words = words_in(sentence)
        scores = {
            language: sum(self.level(word, language) for word in words) for language in self.hashes
        }
        first, second = sorted(scores, key=lambda language: -scores[language])[:2]
        sure = len(words) >= 2 and scores[first] > 1.3 * scores[second] + 2
        sure &= sum(self.level(word, first) > 0 for word in words) * 2 >= len(words)
        return first if sure else None


def count_words(texts: Mapping[str, Iterable[str]], pieces: Iterable[str]) -> KnownWords:
    """Count the words of training sentences, by language; `pieces` say what can be read."""
    plain = (piece for piece in pieces if not (piece[:1] == "<" and piece[1:]))  # no symbols
    hashes, levels = {}, {}
    for language, sentences in texts.items():
        counts = Counter(_hash(word) for line in sentences for word in words_in(line))
        keys = np.array(sorted(counts), np.uint32)
        hashes[language] = keys
        levels[language] = np.array(
            [min(255, round(LEVELS * log2(1 + counts[int(key)]))) for key in keys], np.uint8
        )
    return KnownWords(hashes, levels, frozenset("".join(plain)))


def words_bytes(known: KnownWords) -> bytes:
    """The file `FILE`."""
    file = io.BytesIO()
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "characters": np.array(sorted(map(ord, known.characters)), np.uint32)
    }
    for language, hashes in known.hashes.items():
        arrays[f"{language}.hashes"] = hashes
        arrays[f"{language}.levels"] = known.levels[language]
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def load_words(path: Path, languages: Iterable[str]) -> KnownWords:
    """What `words_bytes` wrote.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            return KnownWords(
                {language: arrays[f"{language}.hashes"] for language in languages},
                {language: arrays[f"{language}.levels"] for language in languages},
                frozenset(map(chr, arrays["characters"].tolist())),
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        name = "/".join(path.parts[-4:])
        raise CheckpointError(f"{name} is missing or cannot be read") from error


def _hash(word: str) -> int:
    return zlib.crc32(word.lower().encode())
