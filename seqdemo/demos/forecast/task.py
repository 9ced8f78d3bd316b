"""The forecaster as a demo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from torch import Tensor, nn

from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.forecast import evaluation, rivals, tracing
from seqdemo.demos.forecast.dataset import DATASET
from seqdemo.demos.forecast.examples import BASELINES, EXAMPLE, first_ask
from seqdemo.demos.forecast.features import History
from seqdemo.demos.forecast.forecasting import Answer, answer, many_step, one_step
from seqdemo.demos.forecast.histories import one_hot
from seqdemo.demos.forecast.network import (
    LENGTH,
    WINDOW,
    Forecaster,
    ForecasterConfig,
    pinball,
)
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.rivals import BACKTESTS, RIVALS
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import rides, shipped
from seqdemo.demos.forecast.training_data import Windows, as_it_is
from seqdemo.tasks.task import Split, Task
from seqdemo.training.fit import Batch
from seqdemo.training.recipe import Recipe

STEPS_SHARE = 0.5
"""Weight of the one-step loss beside that of the many-step loss."""

LARGEST_LOSS = 20.0
"""Of one forecast, in typical errors: an outlier in a training series teaches nothing."""

UPDATES = 1_500
"""More of them learn the real series by heart: see TRIALS.md."""


class ForecastTask(Task[Ask, Answer]):
    """Say the next values of a series, with a band."""

    name = "forecast"
    networks = ("gru", "lstm", "rnn")
    dataset_name = DATASET.name
    max_weight_bytes = 2_000_000

    def dataset(self, split: Split) -> Windows:
        """Windows of the training parts and of synthetic series; there is nothing else to train on.

        Raises:
            FileNotFoundError: If the rides are not at hand.
        """
        return Windows(self.training_parts())

    def training_parts(self) -> dict[str, Series]:
        """The real series up to their test parts, by name."""
        real = dict(shipped())
        if self.data is None:
            raise FileNotFoundError("no rides: `seqdemo fetch series` downloads them")
        real["rides"] = rides(self.data)
        real["bus"] = rides(self.data, "bus")
        return {name: series.until(series.test_start) for name, series in real.items()}

    def recipe(self, network: str) -> Recipe:
        """64 windows an update."""
        return Recipe(
            max_steps=UPDATES,
            batch_size=64,
            learning_rate=2e-3,
            warmup_steps=100,
            weight_decay=0.05,
            averaging=0.99,
            shuffle=False,
        )

    def model(self, network: str) -> Forecaster:
        """An untrained network."""
        return Forecaster(ForecasterConfig(cast(CellKind, network), 64, 0.1))

    def rebuild(self, network: str, card: Mapping[str, Any]) -> Forecaster:
        """A network of the sizes on its card."""
        return Forecaster(ForecasterConfig(**card["config"]))

    def collate(self, examples: Any) -> Batch:
        """Examples come as a batch already."""
        return as_it_is(examples)

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Pinball loss of both modes, in typical errors of plain forecasts."""
        values, there, season, codes = batch
        past = History(values[:, :LENGTH], there, season, one_hot(codes))
        said = model(past)
        ahead = pinball(said.ahead, values[:, LENGTH:]) / said.scale
        following = values[:, LENGTH - WINDOW + 1 : LENGTH + 1]
        steps = pinball(said.steps, following) / said.scale
        seen = there[:, LENGTH - WINDOW :].to(steps.dtype)
        one_step = (steps.clamp(max=LARGEST_LOSS) * seen).sum() / seen.sum()
        total: Tensor = ahead.clamp(max=LARGEST_LOSS).mean() + STEPS_SHARE * one_step
        return total

    def predict(self, model: nn.Module, query: Ask) -> Answer:
        """Quantiles of the next values, in many-step mode."""
        return answer(cast(Forecaster, model), query.series, query.origin, query.horizon)

    def trace(self, model: nn.Module, query: Ask) -> Trace:
        """The encoder's steps, or the decoder's with the encoder as `upstream`; see `tracing`."""
        return tracing.trace(cast(Forecaster, model), query)

    def evaluate(self, model: nn.Module, split: Split = "valid") -> dict[str, Any]:
        """Errors on the test part of every series: series -> horizon -> measure.

        The parts that no network was trained on are the only ones there are: "valid" and "test"
        mean the same.
        """
        network = cast(Forecaster, model)
        return evaluation.measured(many_step(network), self.data, one_step(network))

    def baselines(self, split: Split) -> dict[str, dict[str, Any]]:
        """The same measures of the rivals, each fitted anew at every origin."""
        return {name: evaluation.measured(rival, self.data) for name, rival in BACKTESTS.items()}

    def attachments(self, model: nn.Module, network: str) -> Mapping[str, bytes]:
        """Measures of the rivals, beside the first network."""
        if network != self.networks[0]:
            return {}
        asked = first_ask()
        first = {
            name: rival(asked.series, asked.origin, asked.horizon).round(4).tolist()
            for name, rival in RIVALS.items()
        }
        found = {"measures": self.baselines("valid"), "first": first}
        return {BASELINES: (json.dumps(found) + "\n").encode()}

    def examples(self, network: str) -> Mapping[str, Ask]:
        """The forecast that greets a visitor."""
        return {EXAMPLE: first_ask()} if network == self.networks[0] else {}

    def rehearse(self, model: nn.Module) -> None:
        """Answer once, and load what the rivals need."""
        asked = first_ask()
        self.predict(model, asked)
        rivals.theta(asked.series, asked.origin, asked.horizon)

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": "Monthly sunspots, airline passengers, nights in Melbourne, rides in Chicago "
            "(bus and train), all without their test parts, and 12,000 synthetic series.",
            "licence": "Series: free to use with their sources named; weights: MIT.",
            "split": "Test: 24 months of airline passengers, 564 of sunspots, 730 nights, 2019.",
            "limits": [
                "Knows nothing but numbers: no news, no weather map, no plan.",
                "Reads the latest 72 values one by one; of up to 820, it is given averages, what "
                "was one and two seasons before, and an autoregression.",
                "A break that nothing in the series announces is outside its band.",
                "The season is given to it, or found by its autocorrelation: a wrong one misleads.",
            ],
        }


TASK = ForecastTask()
