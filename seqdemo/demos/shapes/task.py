"""Small writers of one, two and three layers, and a wide one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shapes.query import EXAMPLE_TEXT, Read
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.task import Split, Task
from seqdemo.tasks.text_nats import metrics
from seqdemo.tasks.text_windows import Part, TextWindows, check_length, part_of, read_text
from seqdemo.training.fit import Batch
from seqdemo.training.recipe import Recipe

UNITS = 64
SIZES = {"one": (1, UNITS), "two": (2, UNITS), "three": (3, UNITS), "wide": (1, 130)}
"""Layers and units of each; the wide one has about as many weights as the one of three layers."""

WINDOW = 96


class StackTask(Task[Read, str]):
    """Say what character comes next, with stacks of different depth."""

    name = "shapes"
    networks = tuple(SIZES)
    dataset_name = "shakespeare"
    max_weight_bytes = 250_000

    @property
    def vocabulary(self) -> Vocabulary:
        """The known characters: those of the text if it is at hand, else those on the card."""
        if self.data is not None:
            return Vocabulary.of(read_text(self.data))
        return Vocabulary(tuple(self.card()["vocabulary"]))

    def dataset(self, split: Split) -> TextWindows:
        """Windows of 96 characters; the split "test" does not exist.

        Raises:
            FileNotFoundError: If the text is not at hand.
            ValueError: If it is too short, or there is no such split.
        """
        return TextWindows(self._part(split), self.vocabulary, window=WINDOW)

    @property
    def data_version(self) -> str:
        """Hash of the text: a run goes on with the one it began with."""
        return sha256(read_text(self.data).encode()).hexdigest()

    def recipe(self, network: str) -> Recipe:
        """The same for all of them: a minute or two on one core."""
        return Recipe(
            max_steps=700,
            batch_size=32,
            learning_rate=8e-3,
            warmup_steps=50,
            averaging=0.99,
            shuffle=False,
        )

    def model(self, network: str) -> TextWriter:
        """An untrained writer."""
        layers, units = SIZES[network]
        symbols = self.vocabulary.symbols
        config = TextWriterConfig(
            "gru",
            len(symbols),
            embed_size=32,
            hidden_size=units,
            num_layers=layers,
            dropout=0.0,
            embed_dropout=0.0,
            weight_dropout=0.0,
        )
        return TextWriter(config, symbols)

    def rebuild(self, network: str, card: Mapping[str, Any]) -> TextWriter:
        """A writer of the sizes on its card."""
        return TextWriter(TextWriterConfig(**card["config"]), tuple(card["vocabulary"]))

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Mean cross-entropy of the next character, nats."""
        symbols, following = batch
        logits, _ = model(symbols)
        return cross_entropy(logits.flatten(0, 1), following.flatten())

    def predict(self, model: nn.Module, query: Read) -> str:
        """The likeliest next character."""
        trace = self.trace(model, query)
        assert trace.logits is not None
        return trace.classes[int(trace.logits[-1].argmax())]

    def trace(self, model: nn.Module, query: Read) -> Trace:
        """Every step of every layer; logits of the next character."""
        writer = cast(TextWriter, model)
        numbers = Vocabulary(writer.symbols).encode(query.text)
        layers, logits = writer.trace(torch.from_numpy(numbers))
        return Trace(
            inputs=tuple(query.text),
            layers=layers,
            logits=logits.numpy(),
            classes=writer.symbols,
        )

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """Nats and bits a character on a tenth of the text that was not trained on."""
        return metrics(cast(TextWriter, model), self.vocabulary, self._part(split))

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "vocabulary": list(model.symbols),
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": "Tiny Shakespeare, nine tenths of its 1,115,394 characters.",
            "licence": "The plays are in the public domain.",
            "limits": [
                "Small and trained for minutes, to be compared with each other: all saw the same "
                "text as often. The writers of “Write Shakespeare” are far better.",
            ],
        }

    def examples(self, network: str) -> Mapping[str, Read]:
        """The text that greets a visitor."""
        return {"example.npz": Read(EXAMPLE_TEXT)}

    def rehearse(self, model: nn.Module) -> None:
        """Read the text of a first visit."""
        self.trace(model, Read(EXAMPLE_TEXT))

    def _part(self, split: str) -> str:
        if split not in ("train", "valid"):
            raise ValueError(f"there are the splits train and valid, not {split}")
        text = read_text(self.data)
        check_length(text)
        return part_of(text, cast(Part, split))


TASK = StackTask()
