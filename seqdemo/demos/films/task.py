"""Watching films as a demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from seqdemo.core.trace import Trace
from seqdemo.demos.films import evaluation
from seqdemo.demos.films.data import Films
from seqdemo.demos.films.examples import EXAMPLE, first
from seqdemo.demos.films.kinds import FILMS
from seqdemo.demos.films.network import FilmConfig, FilmWatcher
from seqdemo.demos.films.query import Watch
from seqdemo.tasks.task import Split, Task
from seqdemo.training.batches import ready_made
from seqdemo.training.fit import Batch
from seqdemo.training.recipe import Recipe

CONFIGS = {
    "gru": FilmConfig(),
    "frame": FilmConfig(memory=False),
    "narrow": FilmConfig(hidden_size=4),
    "middling": FilmConfig(hidden_size=16),
    "both": FilmConfig(both_ways=True),
}
"""The networks: the first two are for the page, the others show what width and a second way add."""


class FilmTask(Task[Watch, str]):
    """Say what happens at every frame of a film, and in all."""

    name = "films"
    networks = tuple(CONFIGS)
    max_weight_bytes = 130_000
    each = 4_000

    def dataset(self, split: Split) -> Films:
        """Films to learn from, or to measure with."""
        return Films(split, self.each)

    def recipe(self, network: str) -> Recipe:
        """A minute or two on one core."""
        return Recipe(
            max_steps=4_000,
            batch_size=128,
            learning_rate=4e-3,
            warmup_steps=200,
            weight_decay=1e-3,
        )

    def collate(self, examples: Any) -> Batch:
        """The data set has made the batch already."""
        return ready_made(examples)

    def model(self, network: str) -> FilmWatcher:
        """An untrained network."""
        return FilmWatcher(CONFIGS[network])

    def rebuild(self, network: str, card: Mapping[str, Any]) -> FilmWatcher:
        """A network of the sizes on its card."""
        return FilmWatcher(FilmConfig(**card["config"]))

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Cross-entropy of what happens, a frame, and of the film in the end; nats, added."""
        frames, happens, kind = batch
        now, so_far = model(frames)
        frame_loss = cross_entropy(now.flatten(0, 1), happens.flatten())
        return frame_loss + cross_entropy(so_far[:, -1], kind)

    def predict(self, model: nn.Module, query: Watch) -> str:
        """What kind of film it is."""
        logits = self.trace(model, query).logits
        assert logits is not None
        return FILMS[int(logits[-1].argmax())]

    @torch.inference_mode()
    def trace(self, model: nn.Module, query: Watch) -> Trace:
        """Every frame; the logits are of the film so far.

        Extras: `grids`, the frames, (T, 7, 7), and `happens`, logits of what happens, (T, 8).
        """
        watcher = cast(FilmWatcher, model)
        frames = torch.from_numpy(query.cells())
        now, so_far = watcher(frames[None])
        return Trace(
            inputs=tuple(str(n + 1) for n in range(len(frames))),
            layers=watcher.trace_layers(frames),
            logits=so_far[0].numpy().astype(np.float32),
            classes=FILMS,
            extras={"grids": query.cells(), "happens": now[0].numpy().astype(np.float32)},
        )

    def evaluate(self, model: nn.Module, split: str = "valid") -> dict[str, Any]:
        """Shares right, in order and shuffled; see `evaluation.metrics`."""
        return evaluation.metrics(model, split)

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": "Films of 4 to 12 frames of 7x7 cells, made by a program: balls and blots that "
            "move, bounce or blink, discs that grow, a hand that waves, and things that rest.",
            "licence": "The program is part of this package.",
            "limits": [
                "It knows nine kinds of films, and calls any film one of them.",
                "Things move by one or two cells a frame; what leaves at one side comes in at the "
                "other.",
            ],
        }

    def examples(self, network: str) -> Mapping[str, Watch]:
        """The film that greets a visitor."""
        return {EXAMPLE: Watch(first())}

    def rehearse(self, model: nn.Module) -> None:
        """Watch the film of a first visit."""
        self.trace(model, Watch(first()))


TASK = FilmTask()
