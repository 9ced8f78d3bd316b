"""What the page "Watch a film" says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.films import evaluation
from seqdemo.demos.films.data import Films
from seqdemo.demos.films.kinds import FRAMES
from seqdemo.demos.films.query import Watch
from seqdemo.demos.films.task import TASK
from seqdemo.handwriting.grids import GRID

WAYS = ("left", "right", "up", "down")


@cache
def right(kind: str, place: str) -> dict[str, float]:
    """Share of frames of which a network says rightly what happens: the first, or later ones."""
    films, hits = Films("test", 90), {name: [] for name in FRAMES}  # type: dict[str, list[bool]]
    for length in range(9):
        frames, happens, _ = films.__getitems__([9 * n + length for n in range(90)])
        with torch.inference_mode():
            said = network("films", kind)(frames)[0].argmax(-1)
        part = slice(0, 1) if place == "first" else slice(1, None)
        for number, name in enumerate(FRAMES):
            there = happens[:, part] == number
            hits[name] += (said[:, part] == happens[:, part])[there].tolist()
    return {name: float(np.mean(found)) for name, found in hits.items()}


def ways(kind: str, place: str) -> float:
    return float(np.mean([right(kind, place)[way] for way in WAYS]))


def a_first_frame_has_no_direction() -> bool:
    """Both networks are no better at it than chance; with a memory, the next frames are plain."""
    return max(ways("gru", "first"), ways("frame", "first")) < 0.3 and ways("gru", "later") > 0.9


def alone_it_guesses_the_rest() -> bool:
    return right("frame", "later")["waves"] > 0.95 and ways("frame", "later") < 0.3


def from_both_ends_it_knows() -> bool:
    return ways("both", "first") > 0.9


def ball(step: int) -> tuple[str, ...]:
    """A ball of four cells that goes to one side, by one cell a frame."""
    frames = []
    for time in range(5):
        cells = np.zeros((GRID, GRID), int)
        for row in (3, 4):
            for column in (3, 4):
                cells[row, (column + step * time) % GRID] = 1
        frames.append("".join(map(str, cells.ravel())))
    return tuple(frames)


def left_and_right_part_at_the_second_frame() -> bool:
    left, away = (
        TASK.trace(network("films", "gru"), Watch(ball(step))).layers[-1].hidden for step in (-1, 1)
    )
    apart = np.linalg.norm(left - away, axis=1)
    return bool(apart[0] < 1e-5 and apart[1] > 1)


def some_units_rise_then() -> bool:
    """More than at any later frame of a ball that keeps its way."""
    hidden = TASK.trace(network("films", "gru"), Watch(ball(1))).layers[-1].hidden
    moved = np.abs(np.diff(hidden, axis=0))
    return bool((moved[0] > 0.8).sum() >= 3 and moved[0].mean() > 1.2 * moved[1:].mean())


def the_one_with_a_memory_needs_the_order() -> bool:
    """In order nearly all, shuffled hardly more than the one that sees each frame alone."""
    shares = {}
    for kind in ("gru", "frame"):
        measured = evaluation.metrics(network("films", kind), "test", each=90)
        shares[kind] = measured["film_accuracy"], measured["shuffled_film_accuracy"]
    (whole, mixed), (alone, _) = shares["gru"], shares["frame"]
    return whole > 0.95 and mixed < 0.7 and abs(mixed - alone) < 0.15


SAYINGS: Sayings = (
    (
        "The other needs the order: of films in order it names",
        the_one_with_a_memory_needs_the_order,
    ),
    ("At the first frame nobody can", a_first_frame_has_no_direction),
    ("It can tell a hand from a ball, and it guesses the rest", alone_it_guesses_the_rest),
    ("one that reads from both ends knows", from_both_ends_it_knows),
    ("one that goes right part at the second frame", left_and_right_part_at_the_second_frame),
    ("units that rise at the second frame", some_units_rise_then),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/films", words, holds)
