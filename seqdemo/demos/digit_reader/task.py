"""Reading a drawn digit as a demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.digit_reader import evaluation
from seqdemo.demos.digit_reader.data import TrainingDigits
from seqdemo.demos.digit_reader.examples import EXAMPLE, FIRST, NETWORK
from seqdemo.demos.digit_reader.network import DigitReader, DigitReaderConfig
from seqdemo.demos.digit_reader.query import ReadDigit
from seqdemo.handwriting.script import DIGITS
from seqdemo.tasks.task import Split, Task
from seqdemo.training.batches import ready_made
from seqdemo.training.fit import Batch
from seqdemo.training.recipe import Recipe


class DigitTask(Task[ReadDigit, tuple[float, ...]]):
    """Say which digit a drawing is."""

    name = "digit_reader"
    networks = (NETWORK,)
    max_weight_bytes = 60_000
    hands, shades, steady = 2_500, 60_000, 200_000

    def dataset(self, split: Split) -> TrainingDigits:
        """Digits to learn from.

        Raises:
            ValueError: If another split than "train" is asked for.
        """
        if split != "train":
            raise ValueError(f"there is nothing to learn from in {split}; training takes train")
        return TrainingDigits(self.hands, self.shades, self.steady)

    def recipe(self, network: str) -> Recipe:
        """A quarter of an hour on one core."""
        return Recipe(
            max_steps=60_000,
            batch_size=1_024,
            learning_rate=6e-3,
            warmup_steps=1_800,
            weight_decay=1e-2,
        )

    def collate(self, examples: Any) -> Batch:
        """The data set has made the batch already."""
        return ready_made(examples)

    def model(self, network: str) -> DigitReader:
        """An untrained network."""
        return DigitReader(DigitReaderConfig())

    def rebuild(self, network: str, card: Mapping[str, Any]) -> DigitReader:
        """A network of the sizes on its card."""
        return DigitReader(DigitReaderConfig(**card["config"]))

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Cross-entropy of the digit, nats a drawing, (B,) drawings."""
        grids, digits = batch
        return cross_entropy(model(grids), digits)

    @torch.inference_mode()
    def predict(self, model: nn.Module, query: ReadDigit) -> tuple[float, ...]:
        """Probability of each digit, ten of them."""
        logits = model(torch.from_numpy(query.grid())[None])[0]
        return tuple(float(p) for p in logits.softmax(0))

    @torch.inference_mode()
    def trace(self, model: nn.Module, query: ReadDigit) -> Trace:
        """The one step: a hidden layer that starts from nothing, as every reading does.

        Extras hold the cells, `grids` (1, 7, 7), and what was learned: `weights_in`, (1, H, 49),
        and `weights_out`, (1, 10, H).
        """
        reader = cast(DigitReader, model)
        grids = torch.from_numpy(query.grid())[None]
        units = reader.units(grids)
        return Trace(
            inputs=("drawing",),
            layers=(LayerTrace("rnn", units.numpy()),),
            logits=reader.output(units).numpy().astype(np.float32),
            classes=tuple(DIGITS.symbols),
            extras={
                "grids": query.grid()[None],
                "weights_in": reader.hidden.weight.detach().numpy()[None],
                "weights_out": reader.output.weight.detach().numpy()[None],
            },
        )

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """Shares read right; see `evaluation.metrics`."""
        return evaluation.metrics(model, split)

    def summary(self, results: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        """The one network's shares, without its name."""
        return dict(results[NETWORK])

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": "Digits drawn by the handwriting generator of this package, as cells and as "
            "shades of a pen. The 1,797 scanned digits of scikit-learn (UCI, Alpaydin and Kaynak, "
            "CC BY 4.0) are brought to 7x7 and only measured with; ways of writing were added to "
            "the generator after looking at scans that were misread.",
            "licence": "The generator is part of this package.",
            "limits": [
                "Anything drawn gets one of ten answers: it has no word for “no digit”.",
                "It reads one grid of 7x7 cells; two digits in it are one to this network.",
                "A faint or small digit in a corner is read less surely than one that fills it.",
            ],
        }

    def examples(self, network: str) -> Mapping[str, ReadDigit]:
        """The digit that greets a visitor."""
        return {EXAMPLE: ReadDigit(FIRST)}

    def rehearse(self, model: nn.Module) -> None:
        """Read the digit of a first visit."""
        self.trace(model, ReadDigit(FIRST))


TASK = DigitTask()
