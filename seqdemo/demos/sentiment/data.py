"""Sentences and phrases with their moods, and reviews without."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sentiment.templates import made_sentences
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.demos.sentiment.words import Words, chosen_words

NEUTRAL = 0.5
LONGEST = 60
"""Words of a review's sentence that are read; few have more."""

IntArray = npt.NDArray[np.int64]
Labelled = Sequence[tuple[str, float]]


@dataclass(frozen=True, eq=False)
class Texts:
    """Many short texts, one after the other.

    Attributes:
        ids: Numbers of all words, (M,), uint16.
        starts: Where each text begins, and where the last one ends, (N + 1,).
        labels: Share of readers who would call each one positive, (N,); NaN if nobody said.
    """

    ids: npt.NDArray[np.uint16]
    starts: IntArray
    labels: FloatArray

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def lengths(self) -> IntArray:
        """Words of each text, (N,)."""
        return np.diff(self.starts)

    def reversed(self) -> Texts:
        """The same texts, each from its last word to its first."""
        at = np.arange(len(self.ids))
        row = np.repeat(np.arange(len(self)), self.lengths)
        return Texts(self.ids[self.starts[row] + self.starts[row + 1] - 1 - at], self.starts,
                     self.labels)  # fmt: skip


def texts_of(words: Words, labelled: Iterable[tuple[Sequence[str], float]]) -> Texts:
    """Number the words of tokenised texts; a text without a word is left out."""
    numbered = [(words.numbers(tokens), label) for tokens, label in labelled]
    numbered = [(ids, label) for ids, label in numbered if ids]
    lengths = [len(ids) for ids, _ in numbered]
    return Texts(
        np.array([number for ids, _ in numbered for number in ids], np.uint16),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.array([label for _, label in numbered], np.float32),
    )


def joined(parts: Sequence[Texts]) -> Texts:
    """Several collections as one."""
    lengths = np.concatenate([part.lengths for part in parts])
    return Texts(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([[0], np.cumsum(lengths)]),
        np.concatenate([part.labels for part in parts]),
    )


def read_labelled(path: Path) -> list[tuple[str, float]]:
    """Sentences of a .tsv, `sentence<TAB>label` on each line, 1 = positive, 0 = negative.

    Raises:
        FileNotFoundError: If there is no such file; the message says where it is looked for.
        ValueError: If a line is not like that, which the message names, or there is none.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"no {path.name} in {path.parent}: name a folder that holds it with --data; "
            "the Stanford Sentiment Treebank is at nlp.stanford.edu/sentiment"
        )
    lines = path.read_text("utf-8-sig").split("\n")
    found = [
        _labelled(line.rstrip("\r"), path, number)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not found:
        raise ValueError(f"{path.name} holds no sentence")
    return found


def _labelled(line: str, path: Path, number: int) -> tuple[str, float]:
    sentence, tab, label = line.rpartition("\t")
    if not tab or label.strip() not in ("0", "1") or not sentence.strip():
        raise ValueError(
            f"{path.name}, line {number}: a line is a sentence, a tab and 1 or 0, got {line[:60]!r}"
        )
    return sentence.strip(), float(label)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Everything that networks learn from, in numbers.

    Attributes:
        words: The known words.
        sentences: Whole training sentences.
        phrases: Parts of them that readers judged, as the trees hold them.
        neutral: Single words that readers judged neither: leaves of the trees that are not listed
            among the phrases, which holds all that is not neutral.
        made: Sentences of templates, for negation and contrast.
        reviews: Sentences of whole reviews, not labelled.
    """

    words: Words
    sentences: Texts
    phrases: Texts
    neutral: Texts
    made: Texts
    reviews: Texts

    def labelled(self) -> Texts:
        """All that has a label."""
        return joined([self.sentences, self.phrases, self.neutral, self.made])


def read_corpus(folder: Path) -> Corpus:
    """Read sst2/, with reviews/ and glove/ beside it.

    Args:
        folder: That of sst2.

    Raises:
        FileNotFoundError: If a file is missing.
    """
    sentences = read_labelled(folder / "train.tsv")
    phrases = read_labelled(folder / "train_phrases.tsv")
    reviews = [tokens(line)[:LONGEST] for line in read_reviews(folder.parent)]
    split = [(tuple(text.split()), label) for text, label in sentences]
    words = chosen_words((t for t, _ in split), reviews, read_vectors(folder.parent)[0])
    whole, listed = {text for text, _ in sentences}, {text for text, _ in phrases}
    leaves = sorted({token for text, _ in split for token in text} - listed)
    parts = [(tuple(text.split()), label) for text, label in phrases if text not in whole]
    return Corpus(
        words=words,
        sentences=texts_of(words, split),
        phrases=texts_of(words, parts),
        neutral=texts_of(words, [((leaf,), NEUTRAL) for leaf in leaves]),
        made=texts_of(words, [(tokens(text), label) for text, label in made_sentences()]),
        reviews=texts_of(words, [(text, np.nan) for text in reviews]),
    )


def read_reviews(root: Path) -> list[str]:
    """Sentences of the reviews, without empty lines.

    Raises:
        FileNotFoundError: If they are not there.
    """
    path = _found(root / "reviews" / "reviews.txt")
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()]


def read_vectors(root: Path) -> tuple[tuple[str, ...], FloatArray]:
    """Words and their GloVe vectors, (N, 100).

    Raises:
        FileNotFoundError: If they are not there.
    """
    with np.load(_found(root / "glove" / "glove_100d.npz")) as file:
        return tuple(map(str, file["words"])), file["vectors"].astype(np.float32)


def _found(path: Path) -> Path:
    if not path.is_file():
        raise FileNotFoundError(
            f"no {path.parent.name}/{path.name} beside the folder sst2: training takes the "
            "reviews of nltk_data's movie_reviews and GloVe's vectors as well"
        )
    return path
