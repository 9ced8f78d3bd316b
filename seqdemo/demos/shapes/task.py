"""Small writers of one, two and three layers, and a wide one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

import torch
from torch import nn

from seqdemo.core.trace import Trace
from seqdemo.demos.shapes.query import EXAMPLE_TEXT, Read
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.task import Split
from seqdemo.tasks.text_nats import metrics
from seqdemo.tasks.writer_task import WriterTask
from seqdemo.training.recipe import Recipe

UNITS = 64
SIZES = {"one": (1, UNITS), "two": (2, UNITS), "three": (3, UNITS), "wide": (1, 130)}
"""Layers and units of each; the wide one has about as many weights as the one of three layers."""


class StackTask(WriterTask[Read, str]):
    """Say what character comes next, with stacks of different depth."""

    name = "shapes"
    networks = tuple(SIZES)
    dataset_name = "shakespeare"
    max_weight_bytes = 250_000
    window = 96

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

    def predict(self, model: nn.Module, query: Read) -> str:
        """The likeliest next character."""
        trace = self.trace(model, query)
        assert trace.logits is not None
        return trace.classes[int(trace.logits[-1].argmax())]

    def trace(self, model: nn.Module, query: Read) -> Trace:
        """Every step of every layer; logits of the next character."""
        writer = cast(TextWriter, model)
        numbers = self.known(model).encode(query.text)
        layers, logits = writer.trace(torch.from_numpy(numbers))
        return Trace(
            inputs=tuple(query.text),
            layers=layers,
            logits=logits.numpy(),
            classes=writer.symbols,
        )

    def evaluate(self, model: nn.Module, split: Split = "valid") -> dict[str, Any]:
        """Nats and bits a character on a tenth of the text that was not trained on."""
        return metrics(cast(TextWriter, model), self.known(model), self.part(split))

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


TASK = StackTask()
