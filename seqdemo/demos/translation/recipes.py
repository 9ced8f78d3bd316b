"""Recipes: directions a network learns, its sizes, its training."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seqdemo.demos.translation.languages import DIRECTIONS, Direction
from seqdemo.demos.translation.network import TranslatorConfig
from seqdemo.training.recipe import Recipe

PIECES, USUAL_PIECES = 8_192, 6_144
"""Of all targets of an update, about: of those cut at random, and of those cut as in use."""

LABEL_SMOOTHING = 0.1

ALL = {each: 1.0 if "en" in each else 0.25 for each in DIRECTIONS.values()}
"""Share of the sentences that a pass holds of every direction."""

ONE = {DIRECTIONS["de-en"]: 1.0}


@dataclass(frozen=True)
class Later:
    """A part of a training in which targets are cut as in use.

    Attributes:
        updates: How many it takes.
        rate: Its learning rate, as a share of the first part's.
    """

    updates: int
    rate: float = 0.3


@dataclass(frozen=True)
class Course:
    """How a network comes about.

    Attributes:
        directions: What it learns, with the share of the sentences in a pass.
        config: Its sizes.
        updates: Of the training with words cut at random.
        usual: The parts after it.
    """

    directions: dict[Direction, float]
    config: TranslatorConfig
    updates: int
    usual: tuple[Later, ...] = ()

    @property
    def recipe(self) -> Recipe:
        """Its first part, with the updates of all; an example is a batch."""
        return Recipe(
            max_steps=self.updates + sum(part.updates for part in self.usual),
            batch_size=1,
            learning_rate=2e-3,
            warmup_steps=400,
            weight_decay=0.01,
            averaging=0.999,
            shuffle=False,  # the data set draws its own order
            precision="bf16",
        )

    def later(self) -> tuple[Recipe, ...]:
        """Its parts after the first, as they are on the card."""
        return tuple(self.part(1 + place, self.recipe) for place in range(len(self.usual)))

    def part(self, number: int, recipe: Recipe) -> Recipe:
        """A part of a training: 0 has all words cut at random, the others targets as in use."""
        if not number:
            return replace(recipe, max_steps=self.updates)
        later = self.usual[number - 1]
        return replace(
            recipe,
            max_steps=later.updates,
            learning_rate=later.rate * recipe.learning_rate,
            warmup_steps=50,
            averaging=0.99,
            seed=recipe.seed + number,
        )


def course(network: str, vocab_size: int) -> Course:
    """How a network comes about, by its name.

    Raises:
        KeyError: If there is none of that name.
    """
    courses = {
        "attention": Course(
            ALL,
            TranslatorConfig("attention", vocab_size, dropout=0.2),
            11_105,
            (Later(1_000), Later(800, rate=0.15), Later(1_600, rate=0.25)),
        ),
        "plain": Course(
            ONE, TranslatorConfig("plain", vocab_size, dropout=0.3), 4_000, (Later(400),)
        ),
    }
    return courses[network]
