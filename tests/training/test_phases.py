"""Phases: each goes on from the one before, and parts of a network learn at rates of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import pytest
import torch
from accelerate import Accelerator
from tiny_regression import RECIPE, make_fit, squared_error
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector
from torch.utils.data import Dataset

from seqdemo.training.fit import Fit
from seqdemo.training.phases import Phase, PhasedFit, shortened

FIRST = replace(RECIPE, max_steps=6, rates={"head": 0.0})
SECOND = replace(RECIPE, max_steps=4, learning_rate=1e-3, averaging=0.5, rates={"head": 0.1})


def flat(model: nn.Module) -> Tensor:
    return parameters_to_vector(model.parameters()).detach().clone()


def points(model: nn.Module) -> Dataset[tuple[Tensor, ...]]:
    return make_fit().dataset


PHASES = (
    Phase("first", FIRST, points, squared_error),
    Phase("second", SECOND, points, squared_error),
)


def phased(phases: Sequence[Phase] = PHASES, run: Path | None = None) -> PhasedFit:
    model = make_fit().model
    return PhasedFit(model, phases, Accelerator(cpu=True), run)


def test_a_part_with_rate_zero_stays_and_the_others_learn() -> None:
    fit = make_fit(FIRST)
    before = {name: p.detach().clone() for name, p in fit.model.named_parameters()}
    list(fit)
    for name, parameter in fit.model.named_parameters():
        if not name.startswith("probe"):  # learns later
            assert torch.equal(parameter, before[name]) == name.startswith("head"), name


def test_a_part_learns_at_its_share_of_the_rate() -> None:
    """Adam's first update moves each weight by the learning rate, whatever its gradient."""
    fit = make_fit(replace(RECIPE, weight_decay=0.0, rates={"head": 0.25}))
    before = {name: p.detach().clone() for name, p in fit.model.named_parameters()}
    step = next(iter(fit))
    for name, parameter in fit.model.named_parameters():
        if name.startswith("probe"):  # learns later
            continue
        share = 0.25 if name.startswith("head") else 1.0
        moved = (parameter - before[name]).abs().max().item()
        assert moved == pytest.approx(share * step.learning_rate, rel=1e-2), name


def test_the_longest_name_that_fits_says_the_rate() -> None:
    recipe = replace(RECIPE, rates={"encoder.": 0.1, "encoder.features.1.": 0.0})
    rates = {n: recipe.rate_of(n) for n in ("encoder.features.1.w", "encoder.features.11.w", "d")}
    assert list(rates.values()) == [0.0, 0.1, 1.0]


def test_updates_and_seconds_count_on_from_phase_to_phase() -> None:
    fit = phased()
    assert fit.recipe.max_steps == 10
    steps = list(fit)
    assert [step.step for step in steps] == list(range(1, 11))
    assert all(a.seconds < b.seconds for a, b in pairwise(steps))


def test_a_phase_begins_with_what_the_one_before_left() -> None:
    model = make_fit().model
    for recipe in (FIRST, SECOND):
        list(Fit(model, points(model), squared_error, recipe, Accelerator(cpu=True)))
    fit = phased()
    list(fit)
    assert torch.equal(flat(fit.model), flat(model))


def test_a_phase_makes_its_examples_from_the_network_as_it_is_then() -> None:
    seen: list[Tensor] = []

    def dataset(model: nn.Module) -> Dataset[tuple[Tensor, ...]]:
        seen.append(flat(model))
        return points(model)

    fit = phased([replace(phase, dataset=dataset) for phase in PHASES])
    start = flat(fit.model)
    list(islice(fit, 7))
    assert torch.equal(seen[0], start)
    assert not torch.equal(seen[1], start)


@pytest.mark.parametrize("killed_after", [3, 6, 8, 10])
def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path: Path, killed_after: int) -> None:
    whole = phased()
    losses = [step.loss for step in whole]
    killed = iter(phased(run=tmp_path))
    list(islice(killed, killed_after))
    again = phased(run=tmp_path)
    rest = list(again)
    assert torch.equal(flat(again.model), flat(whole.model))
    # A phase is kept when it ends; in between only every half minute.
    expected = {3: 10, 6: 4, 8: 4, 10: 0}[killed_after]
    assert [step.loss for step in rest] == losses[len(losses) - expected :]
    assert (again.seconds_before > 0) == (killed_after >= 6)


def test_fewer_updates_are_the_first_phases() -> None:
    lengths = {n: [p.recipe.max_steps for p in shortened(PHASES, n)] for n in (3, 6, 8, 99)}
    assert lengths == {3: [3], 6: [6], 8: [6, 2], 99: [6, 4]}


def test_a_phase_can_train_another_network_and_leaves_the_runs_own_alone() -> None:
    teacher = make_fit().model
    fit = phased([replace(PHASES[0], network=teacher), PHASES[1]])
    before, untaught = flat(fit.model), flat(teacher)
    list(islice(fit, 7))  # the second phase has begun
    assert not torch.equal(flat(teacher), untaught)
    assert not torch.equal(flat(fit.model), before)
    alone = phased(PHASES[1:])
    list(alone)
    list(fit_rest := phased([replace(PHASES[0], network=make_fit().model), PHASES[1]]))
    assert torch.equal(flat(fit_rest.model), flat(alone.model))


def test_runs_share_a_phase_that_stands_beside_their_folders(tmp_path: Path) -> None:
    def shared(name: str) -> PhasedFit:
        taught = replace(PHASES[0], name="../taught", network=make_fit().model)
        return phased([taught, PHASES[1]], tmp_path / name)

    assert len(list(shared("a"))) == 10
    assert len(list(shared("b"))) == 4  # what both share is there already
