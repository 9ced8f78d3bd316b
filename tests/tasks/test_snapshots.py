"""Samples kept while a network trains: each once, in order, and all of them after a kill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from torch import nn

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.query import Write
from seqdemo.demos.shakespeare.stages import SAMPLE_LENGTH, stage
from seqdemo.demos.shakespeare.task import ShakespeareTask
from seqdemo.demos.shakespeare.writing import Writing, finish
from seqdemo.models.pen.sampler import rounded_steps
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.snapshots import Stages
from seqdemo.tasks.task import Task
from seqdemo.tasks.text_nats import windows_nats
from seqdemo.training.recipe import Recipe

RECIPE = Recipe(max_steps=20)


class Watched:
    """Due after 0, 2, 10 and 15 updates; notes when it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def stage_steps(self, recipe: Recipe) -> frozenset[int]:
        assert recipe is RECIPE
        return frozenset({0, 2, 10, 15})

    def stage(self, model: nn.Module, step: int, recipe: Recipe) -> dict[str, Any]:
        self.asked.append(step)
        return {"step": step, "sample": f"“é” at ask {len(self.asked)}\n"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a run" / "stages.json"


def stages_of(task: Watched, path: Path) -> Stages:
    return Stages(cast("Task[Any, Any]", task), RECIPE, path)


def visit(stages: Stages, steps: range) -> None:
    for step in steps:
        stages.visit(nn.Identity(), step)


def test_a_stage_is_kept_when_it_is_due_and_at_no_other_time(path: Path) -> None:
    task = Watched()
    stages = stages_of(task, path)
    visit(stages, range(21))
    assert task.asked == [0, 2, 10, 15]
    assert [kept["step"] for kept in stages.all()] == [0, 2, 10, 15]


def test_a_stage_comes_back_as_it_was_given(path: Path) -> None:
    stages = stages_of(Watched(), path)
    visit(stages, range(1))
    assert stages.all() == [{"step": 0, "sample": "“é” at ask 1\n"}]
    assert "“é”" in path.read_text("utf-8")


def test_a_stage_is_kept_once(path: Path) -> None:
    task = Watched()
    stages = stages_of(task, path)
    visit(stages, range(3))
    before = stages.all()
    visit(stages, range(3))
    assert task.asked == [0, 2] and stages.all() == before


def test_stages_are_in_order_of_updates_not_of_letters_or_visits(path: Path) -> None:
    stages = stages_of(Watched(), path)
    for step in (15, 2, 10, 0):
        stages.visit(nn.Identity(), step)
    assert [kept["step"] for kept in stages.all()] == [0, 2, 10, 15]


def test_a_run_that_goes_on_keeps_what_it_had_and_adds_the_rest(path: Path) -> None:
    first, second = Watched(), Watched()
    visit(stages_of(first, path), range(11))
    before = stages_of(first, path).all()
    # The weights were saved a while before the kill: some updates are done again.
    resumed = stages_of(second, path)
    visit(resumed, range(8, 21))
    assert first.asked == [0, 2, 10] and second.asked == [15]
    assert resumed.all()[:3] == before and resumed.all()[3]["step"] == 15


@pytest.mark.parametrize("text", ['{"0": {"samp', "null", "[1]", '{"zero": {}}', '{"0": 1}'])
def test_a_damaged_file_of_stages_is_named(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"stages\.json is damaged .* delete it to go on"):
        stages_of(Watched(), path).all()


def test_a_run_without_stages_writes_no_file(path: Path) -> None:
    stages = stages_of(Watched(), path)
    visit(stages, range(3, 9))
    assert stages.all() == [] and not path.parent.exists()


def test_a_kill_while_a_stage_is_written_does_not_end_the_run(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(stages_of(Watched(), path), range(3))
    whole = Path.write_text

    def killed(self: Path, data: str, *options: Any, **more: Any) -> int:
        whole(self, data[: len(data) // 2], *options, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", killed)
        with pytest.raises(KeyboardInterrupt):
            visit(stages_of(Watched(), path), range(10, 11))
    resumed = stages_of(Watched(), path)
    visit(resumed, range(10, 21))
    assert [kept["step"] for kept in resumed.all()] == [0, 2, 10, 15]


# What the Shakespeare writer keeps

VOCABULARY = Vocabulary.of("\n abcdef")
TEXT = "abc def\n" * 70

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


def writer_of(cell: CellKind) -> TextWriter:
    torch.manual_seed(0)
    return TextWriter(TextWriterConfig(cell, len(VOCABULARY), 8, 12, 2))


@every_cell
def test_a_stage_is_a_sample_and_a_measure_of_the_network_without_noise(cell: CellKind) -> None:
    writer = writer_of(cell)
    got = stage(writer, VOCABULARY, TEXT, epochs=1 / 3)
    writer.eval()
    how = Sampling(temperature=0.8, seed=7)
    query = Write(length=SAMPLE_LENGTH, sampling=how)
    expected = finish(Writing(rounded_steps(writer), VOCABULARY, query)).text(1)
    assert got["sample"] == expected and len(expected) == 400
    nats = windows_nats(writer, torch.from_numpy(VOCABULARY.encode(TEXT)))
    assert got["windows_nats"] == pytest.approx(nats, abs=5e-4)
    assert got["epochs"] == 0.33
    assert json.loads(json.dumps(got)) == got


@every_cell
@pytest.mark.parametrize("training", [True, False])
def test_looking_leaves_the_network_and_the_luck_of_the_run_alone(
    cell: CellKind, training: bool
) -> None:
    writer = writer_of(cell).train(training)
    weights = {name: t.clone() for name, t in writer.state_dict().items()}
    luck = torch.get_rng_state()
    assert stage(writer, VOCABULARY, TEXT, 1.0) == stage(writer, VOCABULARY, TEXT, 1.0)
    assert all(module.training == training for module in writer.modules())
    assert torch.equal(torch.get_rng_state(), luck)
    assert all(torch.equal(weights[name], t) for name, t in writer.state_dict().items())


def test_stages_begin_before_the_first_update_and_end_before_the_last(tmp_path: Path) -> None:
    (tmp_path / "input.txt").write_bytes((TEXT * 130).encode())
    task = ShakespeareTask(tmp_path)
    recipe = Recipe(max_steps=50, batch_size=4)
    per_epoch = task.dataset("train").per_epoch / 4
    steps = task.stage_steps(recipe)
    assert 0 in steps and max(steps) < 50
    assert {round(0.1 * per_epoch), round(0.3 * per_epoch)} <= steps
    assert len(steps) < len(task.stage_steps(Recipe(max_steps=10**6, batch_size=4)))
