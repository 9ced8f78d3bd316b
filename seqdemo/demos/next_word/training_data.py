"""What the networks learn from: text, and sentences of our own making."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from seqdemo.demos.next_word import agreement, daily, stories, text
from seqdemo.demos.next_word.batches import SentenceBatches
from seqdemo.demos.next_word.pools import Pool, pool_of
from seqdemo.demos.next_word.words import Lexicon, lexicon_of, tokens_of

KEYBOARD = {
    "everyday": (4.0, 4.0),
    "masc": (2.0, 0.2),
    "daily": (1.0, 1.0),
    "joined": (1.0, 1.0),
    "stories": (0.1, 0.1),
    "agreement": (0.2, 0.2),
}
"""How often a sentence of each source is drawn, in the beginning and in the end. MASC is of another
kind: it teaches words and grammar first, and then leaves the stage to everyday sentences."""

NEAR_FIRST = {
    "everyday": (0.3, 0.3),
    "near": (1.0, 0.8),
    "stories": (0.05, 1.0),
    "verbs": (0.7, 0.7),
}
"""The same for a network that only has to remember: short stories teach the long ones."""

AT_ONCE = {"next": (1.0, 1.0), "verbs": (0.3, 0.3)}
"""What such a network learns before: stories in which nothing stands between."""

NEAR = {"next": 0, "near": 8, "stories": stories.MAX_DISTANCE}
"""Words between opening and closing of the stories of each source at most."""

COUNTS = {
    "daily": 20_000,
    "joined": 20_000,
    "next": 10_000,
    "near": 20_000,
    "stories": 40_000,
    "agreement": 20_000,
    "verbs": 20_000,
}
"""Sentences that are made."""

CONTRACTED: Mapping[str, str] = {
    "'s": "is", "'re": "are", "'m": "am", "'ll": "will", "'ve": "have", "'d": "would"
}  # fmt: skip


@dataclass(frozen=True)
class TrainingData:
    """Texts of a data folder, and what is made beside them.

    Attributes:
        folder: Holds train.txt; `masc` and `glove` are its neighbours.
    """

    folder: Path

    @cached_property
    def everyday(self) -> list[list[str]]:
        """Tokens of the everyday sentences."""
        return text.everyday(self.folder, "train")

    @cached_property
    def masc(self) -> list[list[str]]:
        """Tokens of MASC's sentences."""
        return text.masc(self.folder)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Words that stand twice in the everyday text, or six times in MASC, and our own."""
        everyday = [sentence for sentence in self.everyday for _ in range(3)]
        return lexicon_of([*everyday, *self.masc], also=own_words(), least=6)

    @cached_property
    def frequency(self) -> Tensor:
        """Log-probability of each word in the everyday text, (V,), nats."""
        numbers = [n for tokens in self.everyday for n in self.lexicon.numbers(tokens)]
        counts = 1.0 + torch.bincount(torch.tensor(numbers), minlength=len(self.lexicon))
        return (counts / counts.sum()).log()

    def pools(self, names: Mapping[str, object], seed: int = 0) -> dict[str, Pool]:
        """The sources of these names."""
        return {name: self._pool(name, seed) for name in names}

    def _pool(self, name: str, seed: int) -> Pool:
        numbers = self.lexicon.numbers
        if name in NEAR:
            fillers = stories.Fillers(self.everyday)
            made = stories.training_stories(COUNTS[name], fillers, seed, NEAR[name])
            return _asked(made, numbers)
        if name == "verbs":
            return _asked(agreement.sentences(COUNTS[name], seed, held_out=False), numbers)
        return pool_of([numbers(tokens) for tokens in self._sentences(name, seed)])

    def _sentences(self, name: str, seed: int) -> list[list[str]]:
        if name == "daily":
            return daily.daily_sentences(COUNTS[name], seed)
        if name == "agreement":
            made = agreement.sentences(COUNTS[name], seed, held_out=False)
            return [each.tokens for each in made]
        if name == "joined":
            return joined(self.everyday, self.masc, COUNTS[name], seed)
        return self.everyday if name == "everyday" else self.masc


def keyboard_batches(data: TrainingData, size: int) -> SentenceBatches:
    """Batches for the network that suggests words."""
    return SentenceBatches(data.pools(KEYBOARD), KEYBOARD, size)


def first_batches(data: TrainingData, size: int) -> SentenceBatches:
    """Small batches of stories in which nothing stands between."""
    return SentenceBatches(data.pools(AT_ONCE), AT_ONCE, size, tokens=2_048)


def small_batches(data: TrainingData, size: int) -> SentenceBatches:
    """Small batches for such a network, with short stories first."""
    return SentenceBatches(data.pools(NEAR_FIRST), NEAR_FIRST, size, tokens=2_048)


def _asked(
    made: Sequence[stories.Story] | Sequence[agreement.Agreement],
    numbers: Callable[[Iterable[str]], list[int]],
) -> Pool:
    """A pool of sentences in which one word is asked for."""
    answers = [len(each.before) for each in made]
    return pool_of([numbers(each.tokens) for each in made], answers)


def joined(
    everyday: list[list[str]], masc: list[list[str]], count: int, seed: int
) -> list[list[str]]:
    """Texts of two to four sentences: as a visitor writes on, there is no end between them.

    Everyday sentences are drawn one by one, those of MASC follow each other in their text.
    """
    rng = np.random.default_rng([seed, 5])
    made: list[list[str]] = []
    while len(made) < count:
        several = int(rng.integers(2, 5))
        if len(made) % 2:
            start = int(rng.integers(len(masc) - several))
            parts = masc[start : start + several]
        else:
            parts = [everyday[number] for number in rng.integers(len(everyday), size=several)]
        made.append([token for part in parts for token in part])
    return made


def own_words() -> list[str]:
    """Words of the sentences of our own making, sorted."""
    found = stories.telling_words()
    for phrase in (*stories.OPENINGS, *(c for kind in stories.CLOSINGS.values() for c in kind)):
        found.update(tokens_of(phrase))
    for sentence in agreement.sentences(3_000, 0, held_out=False):
        found.update(word for word in sentence.tokens if word != "The")
    for tokens in daily.daily_sentences(5_000, 0):
        found.update(tokens[1:])
    return sorted(found)


def word_vectors(folder: Path, lexicon: Lexicon, size: int) -> Tensor:
    """Vectors to begin with, (V, size): GloVe's main directions, then noise; all of deviation 0.1.

    A contraction begins with the mean of its parts' vectors, an unknown word with noise alone.
    """
    with np.load(folder.parent / "glove" / "glove_100d.npz") as file:
        place = {str(word): number for number, word in enumerate(file["words"])}
        vectors = file["vectors"].astype(np.float32)
    rng = np.random.default_rng(0)
    found = np.zeros((len(lexicon), vectors.shape[1]), np.float32)
    for number, shown in enumerate(lexicon.vocabulary.symbols):
        parts = [vectors[place[part]] for part in _parts(shown.lower()) if part in place]
        if parts:
            found[number] = np.mean(parts, 0)
    found -= found[found.any(1)].mean(0) * found.any(1, keepdims=True)
    _, _, axes = np.linalg.svd(found, full_matrices=False)
    main = found @ axes[: min(size, vectors.shape[1])].T
    start = rng.normal(size=(len(lexicon), size)).astype(np.float32)
    start[:, : main.shape[1]] = main / main.std() + 0.1 * start[:, : main.shape[1]]
    return torch.from_numpy(0.1 * start)


def _parts(word: str) -> list[str]:
    if word.endswith("n't"):
        return [{"ca": "can", "wo": "will"}.get(word[:-3], word[:-3]), "not"]
    for end, full in CONTRACTED.items():
        if word.endswith(end):
            return [word[: -len(end)], full]
    return [word]
