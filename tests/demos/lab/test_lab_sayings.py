"""What the lab's page says of networks that practise there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import torch
from sayings import Sayings, each, holds_where_it_is_said, said

from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.birth_gradient import birth_gradients, gradients_back
from seqdemo.demos.lab.exercises import lesson
from seqdemo.demos.lab.network import Memory, newborn
from seqdemo.demos.lab.page.advice import EXPERIMENTS
from seqdemo.demos.lab.racing import Race
from seqdemo.demos.lab.reading import hand, named_right, read, sequence
from seqdemo.demos.lab.settings import Settings, enough, lags
from seqdemo.demos.lab.survival import Survival


def trained(settings: Settings, updates: int) -> list[Memory]:
    """All networks of a race, each trained as if it were alone."""
    run = Race(settings, [(0, settings.learning_rate)])
    for _ in range(updates):
        run.step()
    return [racer.model.eval() for racer in run.racers]


@cache
def right(settings: Settings, updates: int) -> float:
    """Share of right answers at the practised distance, of the network that has the fewest."""
    survival, place = Survival(settings), lags(settings).index(settings.lag)
    return min(survival(model)[place] for model in trained(settings, updates))


def chosen(title: str, *cells: CellKind) -> Settings:
    """The settings of an experiment, for some of its networks."""
    (choices,) = (dict(one.choices) for one in EXPERIMENTS if one.title == title)
    choices.pop("updates", 0)
    rate = choices.pop("rate", Settings().learning_rate)
    return replace(Settings(), **{**choices, "networks": cells, "learning_rate": rate})


@cache
def learnt() -> tuple[Settings, Memory]:
    settings = replace(Settings(), networks=("lstm",), lag=20, learning_rate=0.01)
    return settings, trained(settings, 220)[0]


def a_rescued_one_learns() -> bool:
    settings = chosen("A rescued RNN", "rnn")
    return right(settings, 150) >= enough(settings)


def without_the_turn_it_does_not() -> bool:
    """With as small a rate and weights as they come."""
    return right(replace(chosen("A rescued RNN", "rnn"), birth="random"), 150) < 0.3


def rows_are_easy_for_all() -> bool:
    settings = replace(chosen("A letter by rows", "rnn", "gru", "lstm"), lag=7)
    return right(settings, 160) >= enough(settings)


def keeps_by_the_product_of_its_gates() -> bool:
    """Not by their mean: units that keep are open all the time, others shut."""
    settings, model = learnt()
    gates = read(model, *sequence(settings, "blue", 1)).layers[0].gates["forget"][1:-1]
    left = np.ones(gates.shape[1])
    for row in gates:
        left *= row
    told, of_the_mean = gates.prod(0), float(gates.mean()) ** len(gates)
    return np.allclose(told, left, rtol=1e-4) and bool(
        told.max() > 1.2 * told.mean() > 1.4 * of_the_mean
    )


def a_shut_gate_keeps_nothing() -> bool:
    """From a letter on the colour is as good as guessed, and it was not before."""
    settings, model = learnt()
    hands = [(), hand(model, "gate", 8, ())]
    counts = [sum(a == b for a, b in named_right(model, settings, 3, one).items()) for one in hands]
    return counts[0] == 8 and counts[1] <= 3


def only_the_end_is_graded() -> bool:
    """What is said before the question changes nothing of the loss."""
    exercise = lesson(Settings(lag=10))
    x, answers = exercise.batch(16, 10, False, torch.Generator().manual_seed(1))
    (model,) = trained(Settings(networks=("lstm",), lag=10), 1)
    said_then = model(x)
    return said_then.shape[:1] == answers.shape and said_then.dim() == 2


def the_way_back_of_a_plain_one_is_closed() -> bool:
    """Over 40 steps next to nothing comes back, and most of it through a wide-open gate."""
    shares = birth_gradients(Settings())
    return (
        0.5**40 < shares["rnn"][40] < 0.65**40
        and round(0.6**40, 9) == 1e-9
        and shares["lstm"][40] > 0.1
    )


def an_empty_cell_hands_on_more() -> bool:
    """The same letters twice over: what comes back over the second time began with a full cell."""
    found = []
    for seed in (1, 2, 3):
        settings = replace(Settings(), networks=("lstm",), seed=seed)
        task = lesson(settings)
        x, answers = task.batch(64, settings.lag, False, torch.Generator().manual_seed(seed))
        model = newborn(settings, "lstm", task.input_size, task.output_size)
        ask = lambda said: task.loss(said, answers)  # noqa: B023, E731
        once, twice = (gradients_back(model, torch.cat([x] * n, 1), ask) for n in (1, 2))
        steps = len(once)
        grows, goes_on = once[-1] > 2 * min(once), twice[steps - 1] < 1.5 * min(twice[:steps])
        found.append(grows and goes_on and twice[steps - 1] < once[-1] / 2)
    return all(found)


SAYINGS: Sayings = (
    ("begins by turning its state, neither growing nor shrinking it", a_rescued_one_learns),
    ("and a smaller learning rate, a plain RNN learns it too", a_rescued_one_learns),
    ("With orthogonal first weights, which turn its", without_the_turn_it_does_not),
    ("seven steps are easy for all", rows_are_easy_for_all),
    ("of what was there on average over the units", keeps_by_the_product_of_its_gates),
    ("Shut the gate: from that letter on it keeps nothing", a_shut_gate_keeps_nothing),
    ("Nothing is graded before that", only_the_end_is_graded),
    ("0.6 times itself 40 times is 0.000000001", the_way_back_of_a_plain_one_is_closed),
    ("an empty cell hands on more than a full one", an_empty_cell_hands_on_more),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/lab", words, holds)


@pytest.mark.claims
@pytest.mark.timeout(0)
@pytest.mark.skipif(not os.environ.get("SEQDEMO_CLAIMS"), reason="SEQDEMO_CLAIMS is not set")
def test_of_forty_plain_networks_five_have_begun() -> None:
    assert "of forty RNNs tried here, five named more than a quarter" in said("demos/lab")
    plain = Settings(networks=("rnn",), gate="0")
    found = [right(replace(plain, seed=seed), 300) for seed in range(1, 41)]
    assert sum(share > 0.25 for share in found) == 5 and max(found) <= 0.5
