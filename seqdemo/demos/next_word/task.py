"""The next word as a demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.next_word import evaluation, ngram, text
from seqdemo.demos.next_word.batches import SentenceBatches
from seqdemo.demos.next_word.blank import FITTED, fit_blend
from seqdemo.demos.next_word.card_words import CONFIGS, LIMITS, MEMORY_LIMITS, SOURCES
from seqdemo.demos.next_word.courses import COURSES
from seqdemo.demos.next_word.guessing import Guess
from seqdemo.demos.next_word.loss import language_loss
from seqdemo.demos.next_word.network import WordModel, WordModelConfig
from seqdemo.demos.next_word.phases import phases
from seqdemo.demos.next_word.query import Words
from seqdemo.demos.next_word.reading import fill, trace_of
from seqdemo.demos.next_word.seed_sentence import EXAMPLE, FIRST
from seqdemo.demos.next_word.suggestions_table import FILE, SuggestionTable
from seqdemo.demos.next_word.training_data import TrainingData, word_vectors
from seqdemo.demos.next_word.typed import MAX_WORDS
from seqdemo.demos.next_word.words import Lexicon, tokens_of
from seqdemo.tasks.phased import PhasedTask
from seqdemo.tasks.task import Split
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase
from seqdemo.training.recipe import Recipe


class NextWordTask(PhasedTask[Words, tuple[Guess, ...]]):
    """Say the next word, or the one in a blank."""

    name = "next_word"
    networks = ("keyboard", "lstm", "gru", "rnn")
    dataset_name = "everyday"
    weight_dtype = torch.int8
    half_examples = True

    def __init__(self, data: Path | None = None) -> None:
        super().__init__(data)
        self._lexicons: WeakKeyDictionary[nn.Module, Lexicon] = WeakKeyDictionary()

    @cached_property
    def training_data(self) -> TrainingData:
        """The texts.

        Raises:
            FileNotFoundError: If there is no data folder.
        """
        return TrainingData(self._folder())

    def dataset(self, split: Split) -> SentenceBatches:
        """Batches of the training text for the first network."""
        return self.batches(self.networks[0])

    def batches(self, network: str, size: int | None = None) -> SentenceBatches:
        """Batches a network is trained with."""
        course = COURSES[network]
        return course.batches(self.training_data, size or course.updates)

    def recipe(self, network: str) -> Recipe:
        """Batches of 8,192 words."""
        return Recipe(
            max_steps=COURSES[network].updates + COURSES[network].first,
            batch_size=1,
            learning_rate=COURSES[network].learning_rate,
            warmup_steps=200,
            weight_decay=0.02,
            averaging=COURSES[network].averaging,
            shuffle=False,
            precision="bf16",
        )

    def model(self, network: str) -> WordModel:
        """An untrained network that knows the words of the training text."""
        lexicon = self.training_data.lexicon
        cell = cast(CellKind, CONFIGS[network]["cell"])
        sizes = {name: value for name, value in CONFIGS[network].items() if name != "cell"}
        return self._made(WordModelConfig(cell, len(lexicon), **sizes), lexicon)

    def rebuild(self, network: str, card: Mapping[str, Any]) -> WordModel:
        """A network of the sizes on its card."""
        lexicon = Lexicon(Vocabulary(tuple(card["vocabulary"])))
        return self._made(WordModelConfig(**card["config"]), lexicon)

    def known(self, model: nn.Module) -> Lexicon:
        """The words a network knows; it must be one of this task's."""
        return self._lexicons[model]

    def phases(
        self, network: str, model: nn.Module, recipe: Recipe, run: Path | None
    ) -> Sequence[Phase]:
        """The parts of a run, as `COURSES` says; all of `recipe` counts."""
        return phases(COURSES[network], self.training_data, recipe, self.loss, self.collate)

    def collate(self, examples: Any) -> Batch:
        """The one batch an update is made of."""
        (batch,) = examples
        return cast(Batch, batch)

    def loss(self, model: nn.Module, batch: Batch, scored: float = 1.0) -> Tensor:
        """Mean cross-entropy of a word, nats; see `loss.language_loss`."""
        rows, answers = batch
        return language_loss(cast(WordModel, model), rows, answers, scored)

    def predict(self, model: nn.Module, query: Words) -> tuple[Guess, ...]:
        """The five likeliest words, likeliest first.

        Raises:
            ValueError: If a network that reads from the left only is asked about a blank.
        """
        network = cast(WordModel, model)
        after = None if query.after is None else tokens_of(query.after)[:MAX_WORDS]
        before = tokens_of(query.before)[-MAX_WORDS:]
        return fill(network, self.known(model), before, after)

    def trace(self, model: nn.Module, query: Words) -> Trace:
        """Every word read from the left; row t of `logits` says what follows inputs[t]."""
        tokens = tokens_of(query.before)[-MAX_WORDS:]
        return trace_of(cast(WordModel, model), self.known(model), tokens)

    def check_split(self, split: str) -> None:
        """A text file in the data folder names a split.

        Raises:
            FileNotFoundError: If there is no such file.
        """
        text.everyday(self._folder(), split)

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """See `evaluation.metrics`."""
        network = cast(WordModel, model)
        table = None if network.right is None else self._table(self.known(model))
        sentences = text.everyday(self._folder(), split)
        return evaluation.metrics(network, self.known(model), sentences, table)

    def summary(self, results: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        """The keyboard's metrics, and what all networks remember, by network."""
        first = self.networks[0]
        remembered = {
            name: {network: result[name] for network, result in results.items()}
            for name in ("country_by_distance", "agreement")
        }
        return {**results[first], **remembered, "networks": dict(results)}

    def finish(self, model: nn.Module) -> dict[str, Any]:
        """Fit how both sides are weighed to fill a blank, on sentences of the valid split."""
        network = cast(WordModel, model)
        if network.right is None:
            return {}
        lexicon = self.known(model)
        sentences = text.everyday(self._folder(), "valid")[:FITTED]
        network.blend.copy_(fit_blend(network, [lexicon.numbers(tokens) for tokens in sentences]))
        return {"blend": [round(float(weight), 3) for weight in network.blend]}

    def examples(self, network: str) -> Mapping[str, Words]:
        """The text of a first visit, by the first network."""
        return {EXAMPLE: Words(FIRST)} if network == self.networks[0] else {}

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """What the 4-gram model suggests after every context, beside the first network."""
        if network != self.networks[0]:
            return {}
        return {FILE: self._counted(self.known(model)).to_bytes()}

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            **SOURCES,
            "limits": LIMITS.get(network, MEMORY_LIMITS),
            "vocabulary": list(self.known(model).vocabulary.symbols),
        }

    def _table(self, lexicon: Lexicon) -> SuggestionTable:
        """The 4-gram model that ships; before anything ships, one of the training text."""
        path = self.folder(self.networks[0]) / FILE
        if path.is_file():
            return SuggestionTable.from_bytes(path.read_bytes())
        return self._counted(lexicon)

    def _counted(self, lexicon: Lexicon) -> SuggestionTable:
        sentences = [lexicon.numbers(tokens) for tokens in self.training_data.everyday]
        return SuggestionTable.of(ngram.train(sentences, len(lexicon)))

    def _folder(self) -> Path:
        if self.data is None:
            raise FileNotFoundError(
                "the folder `everyday` with train.txt and valid.txt is not at hand; "
                "see docs/next-word.md for where to get it"
            )
        return self.data

    @torch.no_grad()
    def begun(self, network: str) -> WordModel:
        """A network with the word vectors it begins with."""
        model, data = self.model(network), self.training_data
        vectors = word_vectors(data.folder, data.lexicon, model.config.embed_size)
        model.embedding.weight.copy_(vectors)
        if model.right is not None:
            model.frequency.copy_(data.frequency)
        return model

    def _made(self, config: WordModelConfig, lexicon: Lexicon) -> WordModel:
        model = WordModel(config)
        self._lexicons[model] = lexicon
        return model


TASK = NextWordTask()
