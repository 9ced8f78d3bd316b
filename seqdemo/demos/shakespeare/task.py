"""The Shakespeare writer as a demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

import numpy as np
import torch
from torch import nn

from seqdemo.analysis.feature_file import FILE as FEATURES
from seqdemo.analysis.similarity import order_by_likeness
from seqdemo.analysis.unit_numbers import FILE, numbers_bytes
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.shakespeare import stages
from seqdemo.demos.shakespeare.about import about_text
from seqdemo.demos.shakespeare.dataset import DATASET
from seqdemo.demos.shakespeare.examples import EXAMPLE, example_of, opening_of
from seqdemo.demos.shakespeare.features import LEAST, sparse_features
from seqdemo.demos.shakespeare.many import WORDS, words_bytes
from seqdemo.demos.shakespeare.query import MAX_LENGTH, Score, Write
from seqdemo.demos.shakespeare.units import measured_units
from seqdemo.demos.shakespeare.writing import Writing, finish
from seqdemo.models.pen.eight_bits import Steps
from seqdemo.models.pen.sampler import rounded_steps
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.models.until_changed import until_changed
from seqdemo.tasks import text_nats
from seqdemo.tasks.task import Split
from seqdemo.tasks.text_windows import read_text
from seqdemo.tasks.writer_task import WriterTask
from seqdemo.training.recipe import Recipe

SIZES: Mapping[str, Mapping[str, Any]] = {
    "lstm": {"hidden_size": 512},
    "gru": {"hidden_size": 576},
    "rnn": {
        "hidden_size": 1024,
        "dropout": 0.2,
        "embed_dropout": 0.05,
        "weight_dropout": 0.0,
    },
}
"""About the same number of parameters each, 3.3 to 3.5 million. The noise that keeps the LSTM from
learning by heart slows the RNN down so much that it gets less."""

UPDATES: Mapping[str, int] = {"lstm": 3_700, "gru": 1_830, "rnn": 700}
"""The GRU and the RNN have no fast kernel on a CPU: an update takes twice the time of an LSTM's."""


@dataclass(frozen=True)
class Text:
    """What the network wrote.

    Attributes:
        prompt: The opening words it read.
        text: What it wrote after them.
    """

    prompt: str
    text: str


class ShakespeareTask(WriterTask[Write, Text]):
    """Go on with a play, character by character."""

    name = "shakespeare"
    networks = ("lstm", "gru", "rnn")
    dataset_name = DATASET.name
    half_examples = True

    def recipe(self, network: str) -> Recipe:
        """60, 30 and 11 passes (LSTM, GRU, RNN) through the training text, 64 windows an update."""
        return Recipe(
            max_steps=UPDATES[network],
            batch_size=64,
            learning_rate=4e-3,
            warmup_steps=100,
            weight_decay=0.02,
            averaging=0.998,
            shuffle=False,
            precision="bf16",
        )

    def model(self, network: str) -> TextWriter:
        """An untrained writer."""
        symbols = self.vocabulary.symbols
        return TextWriter(_config(network, len(symbols)), symbols)

    def predict(self, model: nn.Module, query: Write) -> Text:
        """The text, written at once."""
        writing = finish(self.writing(cast(TextWriter, model), query))
        return Text(query.prompt, writing.text(writing.opening))

    def writing(self, model: TextWriter, query: Write, before: Writing | None = None) -> Writing:
        """The text in the making, by the network in 8 bits; see `Generates`."""
        return Writing(network_steps(model), self.known(model), query, before)

    def trace(self, model: nn.Module, query: Write | Score) -> Trace:
        """Every step of a text: opening words and what was written, or the text to be scored.

        Row t of `logits` says what may follow inputs[t]; an empty opening counts as one newline.
        Of a text that was written it is what the network in 8 bits did while it wrote; a text to be
        scored is read in float32.
        """
        if isinstance(query, Score):
            return self.read(cast(TextWriter, model), query.text)
        return finish(self.writing(cast(TextWriter, model), query)).trace()

    def read(self, writer: TextWriter, text: str) -> Trace:
        """Every step of reading a given text of at least one known character, in float32."""
        vocabulary = self.known(writer)
        device = next(writer.parameters()).device
        layers, logits = writer.trace(torch.from_numpy(vocabulary.encode(text)).to(device))
        return Trace(
            inputs=tuple(text),
            layers=layers,
            logits=logits.cpu().numpy().astype(np.float32),
            classes=vocabulary.symbols,
        )

    def examples(self, network: str) -> Mapping[str, Write]:
        """The finished text that greets a visitor, by the first network only: it is large."""
        return {EXAMPLE: example_of(self.vocabulary)} if network == "lstm" else {}

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """What each unit does on the text of the last 10 %, in numbers: the text does not ship.

        Beside the first network also sparse features, and what tells words it learned from others.
        """
        writer, text = cast(TextWriter, model), self.part("valid")
        known, files = self.known(model), dict[str, bytes]()
        files[FILE] = numbers_bytes(measured_units(writer, known, text))
        if network == self.networks[0]:
            train = self.part("train")
            if len(train) >= LEAST:
                files[FEATURES] = sparse_features(writer, known, train, text)
            files[WORDS] = words_bytes(train)
        return files

    def finish(self, model: nn.Module) -> dict[str, Any]:
        """Which units of each layer are alike, over a text the network writes itself."""
        writer = cast(TextWriter, model)
        query = Write(opening_of(self.vocabulary), MAX_LENGTH, sampling=Sampling(seed=5))
        layers = finish(Writing(rounded_steps(writer), self.vocabulary, query)).trace().layers
        return {"unit_orders": [order_by_likeness(layer.hidden) for layer in layers]}

    def stage_steps(self, recipe: Recipe) -> frozenset[int]:
        """Updates after which a sample is kept; 0 is before the first."""
        per_epoch = self.dataset("train").per_epoch / recipe.batch_size
        steps = {round(epochs * per_epoch) for epochs in stages.EPOCHS}
        return frozenset(step for step in steps if step < recipe.max_steps)

    def stage(self, model: nn.Module, step: int, recipe: Recipe) -> dict[str, Any]:
        """What the network writes by now."""
        epochs = step * recipe.batch_size / self.dataset("train").per_epoch
        return stages.stage(cast(TextWriter, model), self.vocabulary, self.part("valid"), epochs)

    def rehearse(self, model: nn.Module) -> None:
        """Round the weights to 8 bits and write one character: the first time, C is compiled."""
        self.predict(model, Write(length=1))

    def evaluate(self, model: nn.Module, split: Split = "valid") -> dict[str, Any]:
        """Nats per character; see `text_nats.metrics`."""
        return text_nats.metrics(cast(TextWriter, model), self.known(model), self.part(split))

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            **about_text(read_text(self.data)),
            "split": "The first nine tenths of the text to train, the last tenth to measure.",
            "vocabulary": list(self.vocabulary.symbols),
        }


def _config(network: str, vocab_size: int) -> TextWriterConfig:
    return TextWriterConfig(cast(CellKind, network), vocab_size, **SIZES[network])


@until_changed
def network_steps(writer: TextWriter) -> Steps:
    """The writer in 8 bits, which texts are written with; rounded anew when it has changed."""
    return rounded_steps(writer)


TASK = ShakespeareTask()
