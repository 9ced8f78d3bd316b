"""Course: networks and data of every training phase, from one corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from torch import Tensor

from seqdemo.core.trace import CellKind, Direction, FloatArray
from seqdemo.demos.sentiment import judging, language
from seqdemo.demos.sentiment.bag import Bag, fitted_bag
from seqdemo.demos.sentiment.batches import Group, TextBatches
from seqdemo.demos.sentiment.data import Corpus, IntArray, Texts, joined
from seqdemo.demos.sentiment.network import MoodConfig, MoodReader
from seqdemo.demos.sentiment.recipes import BATCH, NOISE, STUDENT_NOISE


@dataclass(frozen=True)
class Teacher:
    """One of the networks that a student learns from.

    Attributes:
        cell: Its recurrence.
        direction: In which it reads.
        seed: Of its random numbers.
    """

    cell: CellKind
    direction: Direction
    seed: int

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.cell}-{self.direction}-{self.seed}"


TEACHERS = (
    Teacher("lstm", "forward", 1),
    Teacher("lstm", "forward", 2),
    Teacher("lstm", "backward", 3),
    Teacher("lstm", "backward", 4),
    Teacher("gru", "forward", 5),
    Teacher("lstm", "forward", 6),
    Teacher("gru", "forward", 7),
    Teacher("lstm", "forward", 8),
)


class Course:
    """Makes networks, data and phases from one corpus.

    Args:
        corpus: What is learned from.
        vectors: GloVe vectors of its words, (V, G).
    """

    def __init__(self, corpus: Corpus, vectors: Tensor) -> None:
        self.corpus, self.vectors = corpus, vectors
        self.networks: dict[str, MoodReader] = {}

    def reader(self, cell: CellKind, **changes: Any) -> MoodReader:
        """An untrained network."""
        config = MoodConfig(cell, self.corpus.words.trained, self.vectors.shape[1])
        return MoodReader(replace(config, **{**NOISE[cell], **changes}), self.vectors)

    def student(self, cell: CellKind, **changes: Any) -> MoodReader:
        """An untrained network that is to learn from teachers."""
        return self.reader(cell, **{**(STUDENT_NOISE if cell != "rnn" else {}), **changes})

    @cached_property
    def texts(self) -> Texts:
        """All labelled texts, then the reviews."""
        return joined([self.corpus.labelled(), self.corpus.reviews])

    def groups(self, *, reviews: float) -> list[Group]:
        """How often each kind of text is met in an epoch."""
        corpus = self.corpus
        parts = (corpus.sentences, corpus.phrases, corpus.neutral, corpus.made, corpus.reviews)
        ends = np.cumsum([len(part) for part in parts])
        shares = (3.0, 1.0, 0.5, 3.0, reviews)
        return [
            (np.arange(end - len(part), end), share)
            for part, end, share in zip(parts, ends, shares, strict=True)
            if share
        ]

    def fitted_bag(self) -> Bag:
        """A bag of words that learns from what the networks learn from."""
        texts = self.corpus.labelled()
        share = np.zeros(len(texts), np.float32)
        for rows, times in self.groups(reviews=0):
            share[rows] += times
        return fitted_bag(texts, share, self.corpus.words.trained)

    def language_data(self, direction: Direction, seed: int) -> TextBatches:
        """Reviews and training sentences, for a language model."""
        texts = joined([self.corpus.reviews, self.corpus.sentences])
        texts = texts if direction == "forward" else texts.reversed()
        return language.sentences(texts, batch_size=BATCH, seed=seed)

    def teacher_data(self, direction: Direction, seed: int) -> TextBatches:
        """Labelled texts with their labels."""
        texts = self.corpus.labelled()
        texts = texts if direction == "forward" else texts.reversed()
        told = judging.by_labels(texts)
        return self._told(texts, told, self.groups(reviews=0), seed)

    def student_data(self, so_far: FloatArray, all_read: FloatArray, seed: int) -> TextBatches:
        """All texts with what the teachers say: so far, (M,), and of whole texts, (N,)."""
        told = judging.by_teachers(self.texts, so_far, all_read, self._sentences())
        return self._told(self.texts, told, self.groups(reviews=0.4), seed)

    def _told(
        self, texts: Texts, told: judging.Judged, groups: list[Group], seed: int
    ) -> TextBatches:
        values = (told.target, told.weight)
        return TextBatches(texts, groups, values, batch_size=BATCH, seed=seed)

    def _sentences(self) -> IntArray:
        return np.arange(len(self.corpus.sentences))

    def opinion(self, teacher: Teacher, model: MoodReader) -> FloatArray:
        """Logits of a teacher: after every word, (M,); of texts, (N,), if it reads backwards."""
        if teacher.direction == "forward":
            return judging.moods(model, self.texts)
        texts = self.texts.reversed()
        return judging.moods(model, texts)[judging.last_words(texts)]

    def agreed(self, opinions: Mapping[Teacher, FloatArray]) -> tuple[FloatArray, FloatArray]:
        """What teachers say together: after every word, (M,), and of whole texts, (N,)."""
        last = judging.last_words(self.texts)
        forward = [o for teacher, o in opinions.items() if teacher.direction == "forward"]
        backward = [o for teacher, o in opinions.items() if teacher.direction == "backward"]
        so_far = judging.mean_share(forward)
        return so_far, judging.mean_share([one[last] for one in forward] + backward)


def continue_from(model: MoodReader, base: MoodReader) -> MoodReader:
    """Give a network what another has learned, but for its head."""
    known = {n: t for n, t in base.state_dict().items() if not n.startswith(("head", "language"))}
    model.load_state_dict(known, strict=False)
    return model
