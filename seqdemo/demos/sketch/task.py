"""The sketch demo as a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from torch import Tensor, nn

from seqdemo.analysis.similarity import order_by_likeness
from seqdemo.core.trace import Trace
from seqdemo.demos.sketch import data, evaluation, examples, objective, phases
from seqdemo.demos.sketch.batches import LengthBatches
from seqdemo.demos.sketch.data import Drawings
from seqdemo.demos.sketch.default_configuration import DEFAULT_RUNS
from seqdemo.demos.sketch.going_on import Drawn, blend, go_on, trace_of
from seqdemo.demos.sketch.network import SketchConfig, SketchNetwork
from seqdemo.demos.sketch.phases import Refinement
from seqdemo.demos.sketch.query import Blend, Draw
from seqdemo.demos.sketch.sources import SOURCES
from seqdemo.demos.sketch.strokes import Sketch
from seqdemo.demos.sketch.things import THINGS
from seqdemo.tasks.phased import PhasedTask
from seqdemo.tasks.task import Split
from seqdemo.training.batches import ready_made
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase
from seqdemo.training.recipe import Recipe

SIZES: Mapping[str, Mapping[str, Any]] = {
    "aaron_sheep": {"dropout": 0.0, "weight_dropout": 0.3},
    "short_kanji": {"dropout": 0.0, "weight_dropout": 0.4},
    "quickdraw_mini": {
        "hidden_size": 384,
        "category_size": 64,
        "dropout": 0.1,
        "weight_dropout": 0.2,
    },
    "omniglot": {"dropout": 0.0, "weight_dropout": 0.0},
    "sheep_blend": {"latent": 64, "encoder_size": 192, "dropout": 0.2, "weight_dropout": 0.3},
}

SPLITS: Mapping[str, str] = {
    "quickdraw_mini": "Of the 25 drawings of each thing 21 to train, 2 valid, 2 test.",
    "short_kanji": "The data set's own; 7 valid and 1 test drawing also in train are left out.",
}

LIMITS: Mapping[str, list[str]] = {
    "aaron_sheep": [
        "Has seen nothing but sheep: whatever you begin, it ends as one.",
        "Most of its sheep look to one side, with four legs or none.",
    ],
    "sheep_blend": [
        "Has seen nothing but sheep: of another drawing its code keeps what is sheep-like.",
        "A drawing decoded from its own code is like it, not the same.",
    ],
    "quickdraw_mini": [
        "Few-shot: 21 drawings of each of 344 things. Simple ones come out; many do not.",
        "The drawings took people 20 seconds or less.",
    ],
    "short_kanji": [
        "Draws what looks like kanji; few of them exist.",
        "Knows strokes of a brush font, not handwriting.",
    ],
    "omniglot": [
        "Draws what could be letters; it was never told of which alphabet, and mixes them.",
        "Its people drew with a mouse, letter by letter: it writes no words.",
    ],
}


class SketchTask(PhasedTask[Draw | Blend, Drawn | list[Sketch]]):
    """Go on with a drawing, point by point."""

    name = "sketch"
    networks = ("aaron_sheep", "sheep_blend", "quickdraw_mini", "short_kanji", "omniglot")
    dataset_name = "sketch"
    half_examples = True

    def dataset(self, split: Split) -> LengthBatches:
        """Sheep in batches of about the same length."""
        drawings = data.read_split(self.data, "aaron_sheep", split)
        return batches_of(drawings, phases.drawing_recipe("aaron_sheep"))

    def recipe(self, network: str) -> Recipe:
        """That of the first phase, with the updates of all; see `phases`."""
        return phases.recipe(network)

    def phases(
        self, network: str, model: nn.Module, recipe: Recipe, run: Path | None
    ) -> Sequence[Phase]:
        """Draw, sharpen and maybe refine, on the drawings the network is for."""
        drawings = data.read_split(self.data, source_of(network), "train")
        return self._phases(network, drawings, recipe.seed)

    def _phases(self, network: str, drawings: Drawings, seed: int) -> tuple[Phase, ...]:
        first = replace(phases.drawing_recipe(network), seed=seed)
        return (
            Phase("draw", first, lambda _: batches_of(drawings, first), self.loss, ready_made),
            Phase(
                "sharpen",
                replace(phases.SHARPEN, seed=seed),
                lambda model: phases.StatesOfPoints(cast(SketchNetwork, model), drawings, seed),
                phases.sharpening_loss,
                ready_made,
            ),
            *(refining(network, one, drawings) for one in phases.refinements(network)),
        )

    def model(self, network: str) -> SketchNetwork:
        """An untrained network."""
        source = source_of(network)
        sizes = dict(SIZES[network])
        if source == "quickdraw_mini":
            sizes["categories"] = len(THINGS)
        scale = data.read_split(self.data, source, "train").offset_scale()
        return SketchNetwork(SketchConfig(source, scale, **sizes))

    def rebuild(self, network: str, card: Mapping[str, Any]) -> SketchNetwork:
        """A network of the sizes on its card."""
        return SketchNetwork(SketchConfig(**card["config"]))

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Nats for each point, ends and latent codes included; see `objective.loss`."""
        points, lengths, labels = batch
        return objective.loss(cast(SketchNetwork, model), points, lengths, labels)

    def predict(self, model: nn.Module, query: Draw | Blend) -> Drawn | list[Sketch]:
        """How it goes on, or the drawings between two."""
        network = cast(SketchNetwork, model)
        return blend(network, query) if isinstance(query, Blend) else go_on(network, query)

    def trace(self, model: nn.Module, query: Draw | Blend) -> Trace:
        """Every point of a drawing and of its first ending; see `trace_of`.

        Raises:
            ValueError: If a blend is asked for, which is many drawings.
        """
        if isinstance(query, Blend):
            raise ValueError("a blend is many drawings: ask for the trace of one of them")
        return trace_of(cast(SketchNetwork, model), query)

    def evaluate(self, model: nn.Module, split: Split = "valid") -> dict[str, Any]:
        """Nats a point, Sketch-RNN's loss and its default configuration's; see `metrics`."""
        network = cast(SketchNetwork, model)
        drawings = data.read_split(self.data, network.config.source, split)
        return evaluation.metrics(network, drawings) | compared(network, split)

    def examples(self, network: str) -> Mapping[str, Draw | Blend]:
        """What a first visitor finds."""
        return {examples.EXAMPLE: examples.first_query()} if network == examples.NETWORK else {}

    def finish(self, model: nn.Module) -> dict[str, Any]:
        """Which units are alike over drawings the network makes itself, and its losses on test."""
        network = cast(SketchNetwork, model).cpu()
        name = "sheep_blend" if network.config.latent else network.config.source
        asked = [Draw((), name, category=29 * n, temperature=0.5, seed=n) for n in range(10)]
        hidden = np.concatenate([trace_of(network, one).layers[0].hidden for one in asked])
        found = {"unit_order": order_by_likeness(hidden)}
        return found | {"test": self.evaluate(network, "test")}

    def about(self, network: str) -> dict[str, Any]:
        """Config, data and limits for the card."""
        model = self.model(network)
        source = SOURCES[model.config.source]
        return {
            "task": self.name,
            "network": network,
            "config": asdict(model.config),
            "parameters": sum(p.numel() for p in model.parameters()),
            "data": source.title + ".",
            "licence": source.licence,
            "split": SPLITS.get(model.config.source, "The data set's own train, valid and test.")
            + f" Drawings of over {source.max_points} points are left out.",
            "limits": LIMITS[network],
            "phases": {
                "draw": asdict(phases.drawing_recipe(network)),
                "sharpen": asdict(phases.SHARPEN),
                **{one.name: asdict(one.recipe(network)) for one in phases.refinements(network)},
            },
        }


def batches_of(drawings: Drawings, recipe: Recipe) -> LengthBatches:
    """Drawings in batches of about the same length, as many as a recipe wants."""
    return LengthBatches(
        drawings,
        drawings.offset_scale(),
        batch_size=recipe.batch_size,
        count=recipe.max_steps * recipe.batch_size,
        seed=recipe.seed,
    )


def refining(network: str, refinement: Refinement, drawings: Drawings) -> Phase:
    """A last phase of the whole network; see `phases.REFINEMENTS`."""
    recipe = refinement.recipe(network)
    return Phase(
        refinement.name,
        recipe,
        lambda _: batches_of(drawings, recipe),
        refinement.loss,
        ready_made,
    )


def compared(network: SketchNetwork, split: str) -> dict[str, float]:
    """Loss of the default configuration on the same drawings, where there is one to compare."""
    run = DEFAULT_RUNS.get(network.config.source)
    return {} if run is None or network.config.latent else run.metrics(split)


def source_of(network: str) -> str:
    """The data set a network is trained on."""
    return "aaron_sheep" if network == "sheep_blend" else network


TASK = SketchTask()
