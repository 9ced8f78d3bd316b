"""Recipes of the training phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from seqdemo.core.trace import CellKind, Direction
from seqdemo.training.recipe import Recipe

Kind = Literal["language", "teacher", "student"]

UPDATES: Mapping[Kind, int] = {"language": 2_160, "teacher": 2_600, "student": 8_000}

LANGUAGE_UPDATES: Mapping[tuple[CellKind, Direction], int] = {
    ("lstm", "forward"): 2_160,
    ("lstm", "backward"): 3_871,
    ("gru", "forward"): 2_495,
    ("rnn", "forward"): 4_386,
}
"""What each language model got in its share of a GPU's time, 8 to 16 passes through the reviews."""


RECIPES: Mapping[Kind, Recipe] = {
    "language": Recipe(0, learning_rate=3e-3, warmup_steps=200, weight_decay=0.02, averaging=0.99),
    "teacher": Recipe(
        0,
        learning_rate=1.5e-3,
        warmup_steps=100,
        weight_decay=0.05,
        averaging=0.998,
        rates={"language": 0.0, "learned": 0.5},
    ),
    "student": Recipe(
        0,
        learning_rate=2e-3,
        warmup_steps=100,
        weight_decay=0.03,
        averaging=0.998,
        rates={"language": 0.0, "learned": 0.5},
    ),
}
"""In what the phases differ; `recipe` adds how long they last."""

BATCH = 256

NOISE: Mapping[CellKind, Mapping[str, float]] = {
    "lstm": {},
    "gru": {},
    "rnn": {"weight_dropout": 0.0, "dropout": 0.3, "embed_dropout": 0.15},
}
"""An RNN learns less, and noise keeps it from learning even that."""

STUDENT_NOISE: Mapping[str, float] = {
    "weight_dropout": 0.2,
    "dropout": 0.4,
    "embed_dropout": 0.2,
}
"""What teachers say is smoother than labels: less noise is needed."""


def recipe(kind: Kind, cell: CellKind, seed: int = 0) -> Recipe:
    """How a network is trained in a phase."""
    one = RECIPES[kind]
    return replace(
        one,
        learning_rate=one.learning_rate * (0.5 if cell == "rnn" else 1),
        max_steps=UPDATES[kind],
        batch_size=BATCH,
        shuffle=False,
        seed=seed,
    )


def language_recipe(cell: CellKind, direction: Direction, seed: int = 0) -> Recipe:
    """How the language model of this cell and direction is trained."""
    updates = LANGUAGE_UPDATES.get((cell, direction), UPDATES["language"])
    return replace(recipe("language", cell, seed), max_steps=updates)
