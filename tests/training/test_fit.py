"""One training loop: what it reports, which schedule it follows, what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import mean

import pytest
import torch
from accelerate import Accelerator
from tiny_regression import RECIPE, Forgetful, Net, Points, make_fit, squared_error
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector

from seqdemo.training.fit import Batch, Fit, accelerator_on
from seqdemo.training.recipe import Recipe


def batch_of(fit: Fit, indices: range) -> tuple[Tensor, Tensor]:
    x, y = zip(*(fit.dataset[n] for n in indices), strict=True)
    return torch.stack(x), torch.stack(y)


def flat(model: nn.Module) -> Tensor:
    return parameters_to_vector(model.parameters()).detach().clone()


def test_the_loss_falls() -> None:
    losses = [step.loss for step in make_fit(replace(RECIPE, max_steps=200))]
    assert len(losses) == 200
    assert mean(losses[-20:]) < 0.02 * mean(losses[:3])


def test_a_run_is_the_same_every_time() -> None:
    def run() -> tuple[list[float], Tensor]:
        fit = make_fit()
        return [step.loss for step in fit], flat(fit.model)

    (losses, weights), (again, same) = run(), run()
    assert losses == again
    assert torch.equal(weights, same)


def test_nothing_happens_until_the_first_step_is_asked_for() -> None:
    fit = make_fit()
    before = flat(fit.model)
    steps = iter(fit)
    assert torch.equal(flat(fit.model), before)
    assert next(steps).step == 1
    assert not torch.equal(flat(fit.model), before)


def test_steps_count_from_1_and_time_passes() -> None:
    steps = list(make_fit())
    assert [step.step for step in steps] == list(range(1, RECIPE.max_steps + 1))
    assert all(a.seconds < b.seconds for a, b in pairwise(steps))


def test_the_loss_reported_is_that_of_the_weights_before_the_update() -> None:
    fit = make_fit(replace(RECIPE, shuffle=False))
    with torch.no_grad():
        expected = squared_error(fit.model, batch_of(fit, range(4))).item()
    assert next(iter(fit)).loss == pytest.approx(expected)


def test_processes_that_prepare_batches_change_nothing() -> None:
    assert [s.loss for s in make_fit(workers=1)] == [s.loss for s in make_fit()]


def test_examples_become_a_batch_in_the_way_asked_for() -> None:
    sizes: list[int] = []

    def collate(examples: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
        sizes.append(len(examples))
        x, y = zip(*examples, strict=True)
        return torch.stack(x), torch.stack(y)

    list(make_fit(collate=collate))
    assert set(sizes) == {RECIPE.batch_size}


# The schedule


def test_the_learning_rate_climbs_to_its_peak_and_falls_along_half_a_cosine_to_zero() -> None:
    recipe = Recipe(max_steps=110, warmup_steps=10, learning_rate=1.0)
    rates = [recipe.learning_rate_at(step) for step in (1, 5, 10, 35, 60, 85, 110)]
    down = (1 + 2**-0.5) / 2
    assert rates == pytest.approx([0.1, 0.5, 1.0, down, 0.5, 1 - down, 0.0])


@pytest.mark.parametrize(("warmup", "max_steps"), [(0, 1), (0, 5), (5, 5), (9, 5)])
def test_a_schedule_without_warm_up_or_without_an_end_never_leaves_its_bounds(
    warmup: int, max_steps: int
) -> None:
    recipe = Recipe(max_steps=max_steps, warmup_steps=warmup, learning_rate=1.0)
    assert all(0.0 <= recipe.learning_rate_at(n) <= 1.0 for n in range(1, max_steps + 3))


def test_the_optimizer_follows_the_schedule() -> None:
    """Adam's first update moves each weight by the learning rate, whatever its gradient."""
    fit = make_fit(replace(RECIPE, weight_decay=0.0))
    before = flat(fit.model.get_submodule("head"))
    step = next(iter(fit))
    moved = (flat(fit.model.get_submodule("head")) - before).abs()
    assert step.learning_rate == pytest.approx(RECIPE.learning_rate / RECIPE.warmup_steps)
    torch.testing.assert_close(moved, torch.full_like(moved, step.learning_rate), rtol=1e-3, atol=0)


def test_every_step_says_its_learning_rate() -> None:
    expected = [RECIPE.learning_rate_at(n) for n in range(1, RECIPE.max_steps + 1)]
    assert [step.learning_rate for step in make_fit()] == expected


# Clipping and averaging


def test_gradients_are_clipped_and_the_norm_before_is_told() -> None:
    fit = make_fit(replace(RECIPE, shuffle=False, max_grad_norm=1e-3))
    used = [p for name, p in fit.model.named_parameters() if "probe" not in name]
    gradients = torch.autograd.grad(squared_error(fit.model, batch_of(fit, range(4))), used)
    expected = torch.cat([g.flatten() for g in gradients]).norm().item()
    assert expected > 1e-2

    step = next(iter(fit))
    assert step.grad_norm == pytest.approx(expected, rel=1e-5)
    left = torch.cat([p.grad.flatten() for p in used if p.grad is not None])
    assert left.norm().item() == pytest.approx(1e-3, rel=1e-3)


def test_the_last_weights_are_the_running_average() -> None:
    fit = make_fit(replace(RECIPE, averaging=0.4))
    expected = flat(fit.model)
    for step in fit:
        keep = min(0.4, (1 + step.step) / (10 + step.step))
        expected = keep * expected + (1 - keep) * flat(fit.model)
    torch.testing.assert_close(flat(fit.model), expected)


def test_without_averaging_the_last_weights_are_those_of_the_last_update() -> None:
    fit = make_fit(replace(RECIPE, averaging=0.0))
    after = [flat(fit.model) for _ in fit]
    assert torch.equal(flat(fit.model), after[-1])


def test_a_counter_is_not_averaged() -> None:
    fit = make_fit(replace(RECIPE, averaging=0.9))
    list(fit)
    assert fit.model.calls.item() == RECIPE.max_steps


def test_dropout_differs_from_step_to_step_and_from_process_to_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def dropped() -> list[tuple[bool, ...]]:
        masks: list[tuple[bool, ...]] = []

        def loss(model: nn.Module, batch: Batch) -> Tensor:
            hidden = model(torch.ones(1, 2))
            masks.append(tuple((hidden[0] == 0).tolist()))
            return squared_error(model, batch)

        list(replace(make_fit(net=Forgetful), loss=loss))
        return masks

    first = dropped()
    assert len(set(first)) > RECIPE.max_steps / 2
    assert dropped() == first
    monkeypatch.setattr(Accelerator, "process_index", 1)
    assert dropped() != first


# Where it trains


@pytest.mark.parametrize(("name", "chosen"), [("cuda:1", "cuda:1"), ("cuda", None), ("cpu", None)])
def test_the_graphics_card_asked_for_is_the_one_that_trains(
    monkeypatch: pytest.MonkeyPatch, name: str, chosen: str | None
) -> None:
    cards: list[torch.device] = []
    asked: list[bool] = []
    monkeypatch.setattr(torch.cuda, "set_device", cards.append)
    monkeypatch.setattr("accelerate.Accelerator", lambda cpu: asked.append(cpu))
    accelerator_on(torch.device(name))
    assert cards == ([torch.device(chosen)] if chosen else [])
    assert asked == [name == "cpu"]


def test_a_run_on_the_cpu_stays_on_the_cpu() -> None:
    assert accelerator_on(torch.device("cpu")).device == torch.device("cpu")


def test_the_network_trains_in_training_mode() -> None:
    class Modest(Net):
        def forward(self, x: Tensor) -> Tensor:
            assert self.training
            return super().forward(x)

    fit = Fit(Modest().eval(), Points(), squared_error, RECIPE, accelerator=Accelerator(cpu=True))
    assert len(list(fit)) == RECIPE.max_steps
