"""Task of the translator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.core.trace import Trace
from seqdemo.demos.translation import data, evaluation, examples, known_words, measured, recipes
from seqdemo.demos.translation.languages import DIRECTIONS, Direction
from seqdemo.demos.translation.network import Translator, TranslatorConfig
from seqdemo.demos.translation.pieces import PAD
from seqdemo.demos.translation.query import BEST_RANKING, BEST_WIDTH, Translate
from seqdemo.demos.translation.reading import read_source, read_target
from seqdemo.demos.translation.subwords import PIECES_FILE, Subwords, learn_pieces
from seqdemo.demos.translation.training_data import TrainingBatches
from seqdemo.demos.translation.translating import Translation, translate
from seqdemo.tasks.phased import PhasedTask
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase
from seqdemo.training.recipe import Recipe

LIMITS = [
    "Has read 29,000 captions of photos, and nothing else: people, dogs, streets, sports.",
    "Knows the present tense of descriptions; news, questions and names are strange to it.",
    "Guesses words it has never seen from their parts.",
]

PASSES = 10_000
"""More than any training takes."""


class TranslatorTask(PhasedTask[Translate, Translation]):
    """Say a sentence in another language."""

    name = "translation"
    networks = ("attention", "plain")
    dataset_name = "multi30k"
    half_examples = True
    weight_dtype = torch.int8

    def __init__(self, data: Path | None = None) -> None:
        super().__init__(data)
        self._subwords: WeakKeyDictionary[nn.Module, Subwords] = WeakKeyDictionary()
        self._directions: WeakKeyDictionary[nn.Module, tuple[Direction, ...]] = WeakKeyDictionary()

    @cached_property
    def subwords(self) -> Subwords:
        """The pieces a new network is to know, learned from the training sentences.

        Without the data set, those of the shipped network.
        """
        if self.data is None:
            return self._shipped_subwords(self.networks[0])
        texts = data.read_split(self.data, "train")
        return Subwords(learn_pieces(line for lines in texts.values() for line in lines))

    def known(self, model: nn.Module) -> Subwords:
        """The pieces a network knows; it must be one of this task's."""
        return self._subwords[model]

    def directions(self, model: nn.Module) -> tuple[Direction, ...]:
        """The directions a network has learned; it must be one of this task's."""
        return self._directions[model]

    def check_split(self, split: str) -> None:
        """Any NAME with NAME.en, NAME.de and NAME.fr in the data folder is a split.

        Raises:
            ValueError: If there is no such split.
            FileNotFoundError: If the data set is not at hand.
        """
        data.file_stem(self.data, split)

    def dataset(self, split: str) -> TrainingBatches:
        """Batches of a split, in all directions."""
        return self._batches(self.networks[0], split, 0)

    def recipe(self, network: str) -> Recipe:
        """How the shipped network was trained; see `recipes`."""
        return recipes.course(network, 0).recipe

    def model(self, network: str) -> Translator:
        """An untrained translator."""
        course = recipes.course(network, len(self.subwords))
        return self._made(course.config, self.subwords, course.directions)

    def rebuild(self, network: str, card: Mapping[str, Any]) -> Translator:
        """A translator of the sizes on its card, with the pieces beside it."""
        config, directions = card["config"], [DIRECTIONS[name] for name in card["directions"]]
        subwords = self._shipped_subwords(network)
        return self._made(TranslatorConfig(**config), subwords, directions)

    def phases(
        self, network: str, model: nn.Module, recipe: Recipe, run: Path | None
    ) -> Sequence[Phase]:
        """Words cut at random; then targets as in use, by the updates that `recipes` names."""
        course = recipes.course(network, 0)

        def phase(part: int) -> Phase:
            how = course.part(part, recipe)
            batches = partial(self._batches, network, "train", how.seed, usual=part > 0)
            return Phase(f"part{part}", how, lambda _: batches(), self.loss, self.collate)

        return [phase(part) for part in range(1 + len(course.usual))]

    def collate(self, examples: Any) -> Batch:
        """The one example is a batch already."""
        (batch,) = examples
        return cast(Batch, batch)

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Mean cross-entropy of the next piece, smoothed, nats."""
        sources, targets = batch
        translator = cast(Translator, getattr(model, "module", model))
        logits = translator.score(translator(sources, targets[:, :-1]))
        return F.cross_entropy(
            logits.flatten(0, 1).float(),
            targets[:, 1:].flatten(),
            ignore_index=PAD,
            label_smoothing=recipes.LABEL_SMOOTHING if model.training else 0.0,
        )

    def predict(self, model: nn.Module, query: Translate) -> Translation:
        """The translation and the search behind it."""
        return translate(cast(Translator, model), self.known(model), query, self.directions(model))

    def trace(self, model: nn.Module, query: Translate) -> Trace:
        """Every piece of the translation, the tag first; the encoder's trace is its upstream."""
        return self.explain(model, query)[1]

    def explain(self, model: nn.Module, query: Translate) -> tuple[Translation, Trace]:
        """The answer together with its trace."""
        translator, subwords = cast(Translator, model), self.known(model)
        made = self.predict(model, query)
        target = DIRECTIONS[query.direction].target
        memory, encoder = read_source(translator, subwords, made.source, target)
        trace = read_target(translator, subwords, memory, encoder, made.said, target, query.pinned)
        return made, trace

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """BLEU and chrF in every direction that the network knows; see `evaluation.compare`."""
        return evaluation.metrics(
            cast(Translator, model),
            self.known(model),
            data.read_split(self.data, split),
            self.directions(model),
        )

    def examples(self, network: str) -> Mapping[str, Translate]:
        """The translation a visitor finds, by the network that looks."""
        return {examples.TRACE: examples.EXAMPLE} if network == self.networks[0] else {}

    def rehearse(self, model: nn.Module) -> None:
        """Translate the sentence of a first visit."""
        self.explain(model, examples.EXAMPLE)

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """The pieces, quality on the test sentences; of the first network also known words."""
        subwords = self.known(model)
        found = {
            PIECES_FILE: subwords.file,
            measured.FILE: measured.measured_bytes(self._measured(cast(Translator, model))),
        }
        if network == self.networks[0]:
            texts = data.read_split(self.data, "train")
            known = known_words.count_words(texts, subwords.pieces)
            found[known_words.FILE] = known_words.words_bytes(known)
            search = self.predict(model, examples.EXAMPLE).search
            found[examples.SEARCH] = examples.search_bytes(search)
        return found

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        course = recipes.course(network, len(self.subwords))
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "later_parts": [asdict(part) for part in course.later()],
            "directions": {each.name: share for each, share in course.directions.items()},
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": "Multi30k (Elliott et al., 2016 and 2017), 29,000 captions of photos in "
            "English, German and French.",
            "licence": "Sentences: non-commercial research and education; cite the papers.",
            "split": "train (29,000 sentences) to train; val (1,014) only to measure and to choose "
            f"beam width {BEST_WIDTH} and what finished translations are ranked by.",
            "limits": LIMITS,
            "beam_width": BEST_WIDTH,
            "ranking": asdict(BEST_RANKING),
        } | ({"pieces": list(self.subwords.pieces)} if network == self.networks[0] else {})

    def _measured(self, model: Translator) -> measured.Measured:
        """Quality on the test sentences, in every direction and by length."""
        texts, subwords = data.read_split(self.data, "test"), self.known(model)
        ways = self.directions(model)
        found = {way.name: evaluation.quality(model, subwords, texts, way, ways) for way in ways}
        figures = {name: one[0] for name, one in found.items()}
        lengths = {name: one[1] for name, one in found.items()}
        stem = data.file_stem(self.data, "test")
        return measured.Measured(stem, len(next(iter(texts.values()))), figures, lengths)

    def _batches(
        self, network: str, split: str, seed: int, *, usual: bool = False
    ) -> TrainingBatches:
        return TrainingBatches(
            data.read_split(self.data, split),
            self.subwords,
            recipes.course(network, 0).directions,
            pieces=recipes.USUAL_PIECES if usual else recipes.PIECES,
            passes=PASSES,
            seed=seed,
            usual=usual,
        )

    def _made(
        self, config: TranslatorConfig, subwords: Subwords, directions: Iterable[Direction]
    ) -> Translator:
        translator = Translator(config)
        self._subwords[translator] = subwords
        self._directions[translator] = tuple(directions)
        return translator

    def _shipped_subwords(self, network: str) -> Subwords:
        return Subwords((self.folder(network) / PIECES_FILE).read_bytes())


TASK = TranslatorTask()
