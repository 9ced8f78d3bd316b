"""What the page "Draw together" says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.sketch.examples import READY, first_query
from seqdemo.demos.sketch.going_on import between, condition_of, latent_of, trace_of
from seqdemo.demos.sketch.mixture import mixture_of
from seqdemo.demos.sketch.offsets import offsets_of
from seqdemo.demos.sketch.query import Draw
from seqdemo.demos.sketch.sampling import Ending, endings
from seqdemo.demos.sketch.task import TASK

NOTHING = np.zeros((0, 3), np.float32)


def drawer(kind: str) -> Any:
    return network("sketch", kind)


def ten(kind: str, temperature: float, pen: float | None = None, steps: int = 160) -> list[Ending]:
    """Ten drawings on an empty sheet."""
    model = drawer(kind)
    told = condition_of(model, Draw((), kind, category=7), NOTHING)
    luck = {"rows": range(10), "steps": steps, "seed": 5}
    return endings(
        model, NOTHING, temperature=temperature, condition=told, pen_temperature=pen, **luck
    )


def the_likeliest_is_always_one_drawing() -> bool:
    """At 0 all ten are one; at any other temperature they are ten."""
    for kind in ("aaron_sheep", "quickdraw_mini", "omniglot"):
        counts = [len({one.points.tobytes() for one in ten(kind, t, steps=40)}) for t in (0.0, 0.3)]
        if counts != [1, 10]:
            return False
    return True


def more_drawings_end_by_the_square_root() -> bool:
    ended = {
        pen: sum(one.finished for kind in TASK.networks for one in ten(kind, 0.45, pen))
        for pen in (None, 0.45)
    }
    return ended[None] > 1.2 * ended[0.45]


def code_of(name: str) -> Any:
    model = drawer("sheep_blend")
    config = model.config
    return latent_of(model, offsets_of(READY[name], config.source, config.scale), 1)


def numbers_decide_the_drawing() -> bool:
    """With one luck, another code is another drawing; one halfway lies between the two."""
    model = drawer("sheep_blend")
    first, second = latent_of(model, NOTHING, 1), latent_of(model, NOTHING, 2)
    codes = torch.cat([between(first, second, share) for share in (0.0, 0.5, 1.0)])
    with torch.inference_mode():
        said = [mixture_of(model(five(), code[None])[0][:, -1]).mean for code in codes]
    ends, halves = (
        (said[0] - said[2]).norm(),
        [(said[1] - one).norm() for one in (said[0], said[2])],
    )
    return first.shape[1] == 64 and float(ends) > 0 and float(max(halves)) < float(ends)


def five() -> Any:
    from seqdemo.demos.sketch.sampling import five_numbers

    return five_numbers(NOTHING)


def never_one_place() -> bool:
    """A mixture of twenty, of which more than one has a weight worth the name at most points."""
    given = first_query()
    (one,) = endings(
        drawer("aaron_sheep"), NOTHING, rows=[0], steps=60, temperature=0.45, seed=given.seed
    )
    weights = mixture_of(torch.from_numpy(one.mixtures)).log_weight.exp()
    return weights.shape[1] == 20 and float((weights.max(1).values < 0.9).float().mean()) > 0.5


def never_told_of_an_alphabet() -> bool:
    sizes = {kind: drawer(kind).config.condition_size for kind in TASK.networks}
    return sizes["omniglot"] == 0 < sizes["quickdraw_mini"]


def some_units_swing_around_a_body() -> bool:
    """With the way the pen goes, right and left, up and down; and some fall where it is lifted."""
    traces = [trace_of(drawer("aaron_sheep"), Draw(READY["body"]), goes_on=False)]
    traces += [trace_of(drawer("aaron_sheep"), Draw((), seed=seed)) for seed in (1, 2, 3)]
    moves = np.diff(traces[0].extras["place"], axis=0)
    angles = np.arctan2(moves[:, 1], moves[:, 0])
    around = traces[0].layers[0].hidden[1:]
    swings = [
        max(abs(np.corrcoef(unit, told)[0, 1]) for unit in around.T)
        for told in (np.cos(angles), np.sin(angles))
    ]
    drawn = np.concatenate([one.layers[0].hidden for one in traces[1:]])
    lifted = np.concatenate([one.extras["lifted"] for one in traces[1:]])
    falls = min(np.corrcoef(unit, lifted)[0, 1] for unit in drawn.T)
    return min(swings) > 0.9 and bool(falls < -0.8)


SAYINGS: Sayings = (
    ("follow the way a line goes: they swing once around a body", some_units_swing_around_a_body),
    ("0 always takes the likeliest", the_likeliest_is_always_one_drawing),
    ("careful drawings come to an end more often so", more_drawings_end_by_the_square_root),
    ("A decoder draws from them. Numbers halfway", numbers_decide_the_drawing),
    ("It never says one place.** It says a *mixture* of twenty Gaussians", never_one_place),
    ("it was never told of which alphabet", never_told_of_an_alphabet),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/sketch", words, holds)
