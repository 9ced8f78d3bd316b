"""Judging the mood of a sentence as a demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.sentiment import data, evaluation, finishing, judging, phases, shipped
from seqdemo.demos.sentiment.about import ABOUT
from seqdemo.demos.sentiment.answer import Mood, mood_of
from seqdemo.demos.sentiment.bag import Bag
from seqdemo.demos.sentiment.batches import TextBatches
from seqdemo.demos.sentiment.course import Course
from seqdemo.demos.sentiment.examples import EXAMPLE, FIRST, TAKEN_APART
from seqdemo.demos.sentiment.influence import taken_apart
from seqdemo.demos.sentiment.network import MoodConfig, MoodReader
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.recipes import recipe as student_recipe
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.demos.sentiment.vectors import shared_vectors
from seqdemo.demos.sentiment.words import Words, packed_vectors
from seqdemo.tasks.phased import PhasedTask
from seqdemo.tasks.task import Split
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase
from seqdemo.training.recipe import Recipe

DEV = "dev"


class SentimentTask(PhasedTask[Judge, Mood]):
    """Say after every word how glad a sentence sounds."""

    name = "sentiment"
    networks = ("lstm", "gru", "rnn")
    dataset_name = "sst2"
    max_weight_bytes = 4_000_000

    def __init__(self, data: Path | None = None) -> None:
        super().__init__(data)
        self._words: WeakKeyDictionary[nn.Module, Words] = WeakKeyDictionary()
        self._bag: Bag | None = None

    @cached_property
    def course(self) -> Course:
        """Everything that is learned from.

        Raises:
            FileNotFoundError: If a data set is not at hand.
        """
        corpus = data.read_corpus(self._folder())
        packed = packed_vectors(corpus.words, *data.read_vectors(self._folder().parent))
        return Course(corpus, torch.from_numpy(shipped.unpacked(packed)))

    def known(self, model: nn.Module) -> Words:
        """The words a network knows; it must be one of this task's."""
        return self._words[model]

    def check_split(self, split: str) -> None:
        """Any `.tsv` in the data folder is a split; `valid` is dev.tsv.

        Raises:
            ValueError: If it is no plain name.
            FileNotFoundError: If there is no such file.
        """
        self._labelled(split)

    def dataset(self, split: Split) -> TextBatches:
        """Labelled texts as a teacher meets them; the split "train" only.

        Raises:
            ValueError: If another split is asked for.
            FileNotFoundError: If a data set is not at hand.
        """
        if split != "train":
            raise ValueError(f"there is nothing to learn from in {split}; training takes train")
        return self.course.teacher_data("forward", 0)

    def recipe(self, network: str) -> Recipe:
        """That of the student, with the updates of all phases; see `phases`."""
        cell = cast(CellKind, network)
        return replace(student_recipe("student", cell), max_steps=phases.all_updates(cell))

    def model(self, network: str) -> MoodReader:
        """An untrained network; it knows the words of the data set, if that is at hand."""
        cell = cast(CellKind, network)
        if self.data is None:
            words = shipped.known_words()
            model = self._reader(MoodConfig(cell, words.trained))
        else:
            words, model = self.course.corpus.words, self.course.student(cell)
        self._words[model] = words
        return model

    def rebuild(self, network: str, card: Mapping[str, Any]) -> MoodReader:
        """A network of the sizes on its card, over the shipped words."""
        model = self._reader(MoodConfig(**card["config"]))
        self._words[model] = shipped.known_words()
        return model

    def _reader(self, config: MoodConfig) -> MoodReader:
        return MoodReader(config, shared_vectors())

    def phases(
        self, network: str, model: nn.Module, recipe: Recipe, run: Path | None
    ) -> Sequence[Phase]:
        """Language models, teachers, then the network.

        What the networks share is kept beside their runs and made once.
        """
        return phases.phases(self.course, cast(MoodReader, model), recipe.seed)

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Cross-entropy of the mood, nats a text; see `judging.mood_loss`."""
        return judging.mood_loss(model, batch)

    def predict(self, model: nn.Module, query: Judge) -> Mood:
        """The mood after every word."""
        reader = cast(MoodReader, model)
        pieces = self.known(reader).read(query.tokens)
        with torch.inference_mode():
            ids = torch.tensor([[piece.number for piece in pieces]])
            logits = reader(ids.to(reader.head.weight.device))[0].float().cpu().numpy()
        return Mood(tuple(piece.text for piece in pieces), mood_of(logits))

    def trace(self, model: nn.Module, query: Judge) -> Trace:
        """Every step; the classes of the logits are "positive" and "negative".

        The extra `known` is 1 where the network knows the word, (T, 1).
        """
        reader = cast(MoodReader, model)
        pieces = self.known(reader).read(query.tokens)
        numbers = [piece.number for piece in pieces]
        device = reader.head.weight.device
        layers, logits = reader.trace(torch.tensor(numbers, device=device))
        half = logits.cpu().numpy().astype(np.float32) / 2
        return Trace(
            inputs=tuple(piece.text for piece in pieces),
            layers=layers,
            logits=np.stack([half, -half], 1),
            classes=("positive", "negative"),
            extras={"known": np.array([[n > 0] for n in numbers], np.float32)},
        )

    def finish(self, model: nn.Module) -> dict[str, Any]:
        """Set the temperature on dev.tsv; how far off it is, half by half, goes on the card.

        So does an order of the units in which those that are alike stand side by side.
        """
        reader = cast(MoodReader, model)
        words = self.known(reader)
        sentences = self._labelled("valid")
        labelled = [(tokens(text), label) for text, label in sentences]
        found = finishing.finish(reader, data.texts_of(words, labelled))
        if reader.config.cell != self.networks[0]:
            return found
        self._bag = self.course.fitted_bag()
        return found | {"bag_of_words": evaluation.bag_metrics(self._bag, words, sentences)}

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """Accuracy after each part, calibration, contrast pairs; see `evaluation.metrics`."""
        reader = cast(MoodReader, model)
        return evaluation.metrics(reader, self.known(reader), self._labelled(split))

    def baselines(self, split: str = "valid") -> dict[str, dict[str, Any]]:
        """How well a bag of words does that learned from the same sentences."""
        bag, words = shipped.known_bag(), shipped.known_words()
        return {"bag_of_words": evaluation.bag_metrics(bag, words, self._labelled(split))}

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            **ABOUT,
            "phases": phases.described(cast(CellKind, network)),
        }

    def examples(self, network: str) -> Mapping[str, Judge]:
        """The sentence that greets a visitor."""
        return {EXAMPLE: Judge(FIRST)}

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """What all networks share, and what each word of the first sentence does."""
        if network != self.networks[0]:
            return {}
        reader, asked = cast(MoodReader, model), Judge(FIRST)
        trace, words = self.trace(model, asked), self.course.corpus.words
        packed = packed_vectors(words, *data.read_vectors(self._folder().parent))
        return {
            shipped.WORDS: shipped.words_bytes(words, packed),
            shipped.BAG: shipped.bag_bytes(self._bag or self.course.fitted_bag()),
            TAKEN_APART: taken_apart(reader, self.known(reader).numbers(asked.tokens), trace),
        }

    def rehearse(self, model: nn.Module) -> None:
        """Read the sentence of a first visit."""
        self.trace(model, Judge(FIRST))

    def _labelled(self, split: str) -> data.Labelled:
        name = DEV if split == "valid" else split
        if Path(name).name != name or name in (".", ".."):
            raise ValueError(f"a split is the name of a file without .tsv, got {split!r}")
        return data.read_labelled(self._folder() / f"{name}.tsv")

    def _folder(self) -> Path:
        if self.data is None:
            raise FileNotFoundError(
                "no folder sst2: name one that holds train.tsv and dev.tsv with --data; the "
                "Stanford Sentiment Treebank is at nlp.stanford.edu/sentiment"
            )
        return self.data


TASK = SentimentTask()
