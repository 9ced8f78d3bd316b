"""A run that was killed goes on, and ends with the weights it would have had."""

from __future__ import annotations

import json
import signal
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from forking import ForkedProcess
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from tiny_regression import DIES_AFTER, RECIPE, Forgetful, make_fit, train_and_die
from torch import Tensor

from seqdemo.training import run_state as training_state
from seqdemo.training.run_state import FILE, TrainingState


def every_step(folder: Path, **options: Any) -> TrainingState:
    return TrainingState(folder, every_seconds=0, **options)


def finish(folder: Path) -> tuple[dict[str, Tensor], dict[str, Tensor], list[int]]:
    """Train to the end; the final weights, all that was kept on disk, and the steps it took."""
    fit = make_fit(state=every_step(folder))
    steps = [step.step for step in fit]
    return fit.model.state_dict(), load_file(folder / FILE), steps


def assert_identical(a: dict[str, Tensor], b: dict[str, Tensor]) -> None:
    assert a.keys() == b.keys()
    for name, values in a.items():
        assert torch.equal(values, b[name]), name


def assert_ends_as_if_never_killed(folder: Path, uninterrupted: Path, *, first: int) -> None:
    weights, kept, steps = finish(folder)
    straight_weights, straight_kept, _ = finish(uninterrupted)
    assert steps == list(range(first, RECIPE.max_steps + 1))
    assert_identical(weights, straight_weights)
    assert_identical(kept, straight_kept)
    assert {name.split(".")[0] for name in kept} == {"model", "average", "optimizer"}
    assert any(name.endswith("exp_avg_sq") for name in kept)


# Going on


@pytest.mark.parametrize("killed_after", [1, 4, RECIPE.max_steps - 1])
def test_a_run_broken_off_and_resumed_ends_as_if_never_broken_off(
    tmp_path: Path, killed_after: int
) -> None:
    list(islice(make_fit(state=every_step(tmp_path / "a")), killed_after))
    assert_ends_as_if_never_killed(tmp_path / "a", tmp_path / "b", first=killed_after + 1)


def test_a_run_broken_off_at_every_step_ends_as_if_never_broken_off(tmp_path: Path) -> None:
    for _ in range(RECIPE.max_steps - 1):
        next(iter(make_fit(state=every_step(tmp_path / "a"))))
    assert_ends_as_if_never_killed(tmp_path / "a", tmp_path / "b", first=RECIPE.max_steps)


def test_steps_since_the_last_save_are_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        clock = count()  # a second passes each time somebody looks
        patch.setattr(training_state, "time", SimpleNamespace(monotonic=lambda: next(clock)))
        killed = iter(make_fit(state=TrainingState(tmp_path / "a", every_seconds=3)))
        list(islice(killed, 5))
    assert_ends_as_if_never_killed(tmp_path / "a", tmp_path / "b", first=4)


def test_a_run_that_is_left_keeps_its_last_step(tmp_path: Path) -> None:
    for step in make_fit(state=TrainingState(tmp_path / "a", every_seconds=1e9)):
        if step.step == 5:
            break
    assert_ends_as_if_never_killed(tmp_path / "a", tmp_path / "b", first=6)


def test_a_run_is_first_kept_after_a_few_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(training_state, "time", SimpleNamespace(monotonic=lambda: now[0]))
    killed = iter(make_fit(state=TrainingState(tmp_path)))
    next(killed)
    assert not (tmp_path / FILE).exists()
    now[0] = 3.0
    next(killed)
    assert (tmp_path / FILE).exists()


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise SafetensorError("I/O error: No space left on device (os error 28)")

    monkeypatch.setattr(training_state, "save_file", fail)
    with pytest.raises(OSError, match=r"cannot be written to .*No space left on device"):
        list(make_fit(state=every_step(tmp_path)))


def test_a_killed_process_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    assert ForkedProcess(train_and_die, tmp_path / "a").wait(240) == -signal.SIGKILL
    assert_ends_as_if_never_killed(tmp_path / "a", tmp_path / "b", first=DIES_AFTER + 1)


def test_a_kill_in_the_middle_of_a_save_leaves_the_state_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = iter(make_fit(state=every_step(tmp_path / "a")))
    next(steps), next(steps)

    def half_a_file(tensors: object, path: Path, **_: object) -> None:
        path.write_bytes(b"half a fi")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(training_state, "save_file", half_a_file)
        with pytest.raises(KeyboardInterrupt):
            next(steps)
    assert_ends_as_if_never_killed(tmp_path / "a", tmp_path / "b", first=3)


def test_dropout_falls_as_it_would_have_fallen(tmp_path: Path) -> None:
    def losses(folder: Path) -> list[float]:
        fit = make_fit(net=Forgetful, state=every_step(folder))
        return [step.loss for step in fit]

    straight = losses(tmp_path / "b")
    list(islice(make_fit(net=Forgetful, state=every_step(tmp_path / "a")), 3))
    assert losses(tmp_path / "a") == straight[3:]
    assert straight != [step.loss for step in make_fit()]


def test_a_finished_run_has_nothing_left_to_do_and_keeps_its_averaged_weights(
    tmp_path: Path,
) -> None:
    weights, _, _ = finish(tmp_path)
    again, _, steps = finish(tmp_path)
    assert steps == []
    assert_identical(again, weights)


def test_the_time_of_earlier_runs_counts(tmp_path: Path) -> None:
    fit = make_fit()
    TrainingState(tmp_path).save(fit.model, torch.optim.AdamW(fit.model.parameters()), {}, 2, 3600)
    resumed = make_fit(replace(RECIPE, averaging=0.0), state=TrainingState(tmp_path))
    assert next(iter(resumed)).seconds > 3600
    assert resumed.seconds_before == 3600


# When and how it is kept


def test_it_is_saved_no_more_often_than_asked_but_always_at_the_end(tmp_path: Path) -> None:
    seen: list[int] = []
    for step in make_fit(state=TrainingState(tmp_path, every_seconds=1e9)):
        seen.append(step.step)
        assert (tmp_path / FILE).exists() == (step.step == RECIPE.max_steps)
    assert seen[-1] == RECIPE.max_steps


def test_the_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    for _ in make_fit(state=every_step(tmp_path)):
        assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_the_file_is_tensors_and_json_and_no_pickle(tmp_path: Path) -> None:
    finish(tmp_path)
    data = (tmp_path / FILE).read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    assert json.loads(header["__metadata__"]["about"])["step"] == RECIPE.max_steps
    assert len(data) == 8 + size + max(part["data_offsets"][1] for part in tensors_of(header))


def tensors_of(header: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for name, part in header.items() if name != "__metadata__"]


# What is refused


def test_a_run_with_another_recipe_is_refused_and_left_alone(tmp_path: Path) -> None:
    next(iter(make_fit(state=every_step(tmp_path, fingerprint="batch 4"))))
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(
        ValueError, match=f"{FILE} is of a run with another recipe or other data; delete it or"
    ):
        next(iter(make_fit(state=every_step(tmp_path, fingerprint="batch 8"))))
    assert (tmp_path / FILE).read_bytes() == before
    assert next(iter(make_fit(state=every_step(tmp_path, fingerprint="batch 4")))).step == 2


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, share: float) -> None:
    next(iter(make_fit(state=every_step(tmp_path))))
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(data[: int(share * len(data))])
    with pytest.raises(ValueError, match=f"{FILE} is damaged or no training state"):
        next(iter(make_fit(state=every_step(tmp_path))))


def test_weights_of_something_else_are_no_training_state(tmp_path: Path) -> None:
    save_file({"a": torch.ones(1)}, tmp_path / FILE)
    with pytest.raises(ValueError, match=f"{FILE} is damaged or no training state"):
        next(iter(make_fit(state=every_step(tmp_path))))
