"""Training phases: language models, teachers, one student.

1. `language`: a language model of reviews, in each direction and for each kind of cell.
2. `teacher`: eight networks learn moods from labels, each from a language model and with other
   random numbers; two of them read from right to left, which a student may not.
3. `student`: the network that ships learns what its teachers say after every word, of labelled
   texts and of reviews (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network",
   2015), and the labels themselves.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import torch
from torch import nn
from torch.utils.data import Dataset

from seqdemo.core.trace import CellKind, Direction
from seqdemo.demos.sentiment import judging, language
from seqdemo.demos.sentiment.course import TEACHERS, Course, Teacher, continue_from
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.recipes import UPDATES, Kind, language_recipe, recipe
from seqdemo.training.batches import ready_made
from seqdemo.training.phases import Phase


def phases(course: Course, student: MoodReader, seed: int = 0) -> tuple[Phase, ...]:
    """All phases of one student, in order; what students share stands above their folders."""
    cell = student.config.cell
    bases = {way: _seeded(course, way[0], seed) for way in _ways(cell)}
    teachers = {
        teacher: _seeded(course, teacher.cell, teacher.seed, pooled=True) for teacher in TEACHERS
    }
    learned = [_language_phase(course, way, base, seed) for way, base in bases.items()]
    taught = [
        _teacher_phase(course, teacher, network, bases[teacher.cell, teacher.direction])
        for teacher, network in teachers.items()
    ]

    def data(network: nn.Module) -> Dataset[Any]:
        continue_from(student, bases[cell, "forward"])
        opinions = {teacher: course.opinion(teacher, one) for teacher, one in teachers.items()}
        return course.student_data(*course.agreed(opinions), seed)

    told = Phase("student", recipe("student", cell, seed), data, judging.mood_loss, ready_made)
    return (*learned, *taught, told)


Way = tuple[CellKind, Direction]


def _ways(cell: CellKind) -> list[Way]:
    """The language models that teachers and a student of this cell begin with."""
    needed = [*((teacher.cell, teacher.direction) for teacher in TEACHERS), (cell, "forward")]
    return list(dict.fromkeys(needed))


def _seeded(course: Course, cell: CellKind, seed: int, **changes: Any) -> MoodReader:
    torch.manual_seed(seed)
    return course.reader(cell, **changes)


def _language_phase(course: Course, way: Way, base: MoodReader, seed: int) -> Phase:
    cell, direction = way
    language.with_language(base)
    return Phase(
        f"../language-{cell}-{direction}",
        language_recipe(cell, direction, seed),
        lambda _: course.language_data(direction, seed),
        language.language_loss,
        ready_made,
        base,
    )


def _teacher_phase(
    course: Course, teacher: Teacher, network: MoodReader, base: MoodReader
) -> Phase:
    def data(_: nn.Module) -> Dataset[Any]:
        continue_from(network, base)
        return course.teacher_data(teacher.direction, teacher.seed)

    return Phase(
        f"../teacher-{teacher.name}",
        recipe("teacher", teacher.cell, teacher.seed),
        data,
        judging.mood_loss,
        ready_made,
        network,
    )


def all_updates(cell: CellKind) -> int:
    """Updates of all phases of a student of this cell."""
    learned = sum(language_recipe(*way).max_steps for way in _ways(cell))
    return learned + len(TEACHERS) * UPDATES["teacher"] + UPDATES["student"]


def described(cell: CellKind) -> dict[str, Any]:
    """What the card says of the phases."""
    kinds: tuple[Kind, ...] = ("teacher", "student")
    return {
        **{f"language {way[0]} {way[1]}": asdict(language_recipe(*way)) for way in _ways(cell)},
        **{kind: asdict(recipe(kind, cell)) for kind in kinds},
        "teachers": [teacher.name for teacher in TEACHERS],
    }
