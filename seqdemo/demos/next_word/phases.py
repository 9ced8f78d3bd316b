"""Phases of a training run: stories at once, then the course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from torch import Tensor

from seqdemo.demos.next_word.courses import Course
from seqdemo.demos.next_word.training_data import TrainingData, first_batches
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase, shortened
from seqdemo.training.recipe import Recipe


def phases(
    course: Course,
    data: TrainingData,
    recipe: Recipe,
    loss: Callable[..., Tensor],
    collate: Callable[[Any], Batch],
) -> tuple[Phase, ...]:
    """The parts of a run of `recipe.max_steps` updates; `loss` takes the share that is scored."""
    begin = Phase(
        "first",
        replace(recipe, max_steps=course.first, warmup_steps=20),
        lambda model: first_batches(data, course.first),
        partial(loss, scored=0.0),
        collate,
    )
    main = Phase(
        "main",
        replace(recipe, max_steps=course.updates),
        lambda model: course.batches(data, course.updates),
        partial(loss, scored=course.scored),
        collate,
    )
    return shortened((begin, main) if course.first else (main,), recipe.max_steps)
