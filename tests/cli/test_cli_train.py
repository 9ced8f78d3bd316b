"""`seqdemo train` leaves weights that explain themselves, and goes on where it was killed."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from click.testing import Result
from safetensors.torch import load_file
from torch import Tensor, nn

from seqdemo.cli import train
from seqdemo.cli.options import find_task
from seqdemo.core.card_file import read_card
from seqdemo.core.trace_file import load_trace
from seqdemo.tasks.task import Task
from seqdemo.training.checkpoint import load_into
from seqdemo.training.fit import Batch

Seqdemo = Callable[..., Result]
Tiny = Task[int, float]


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    seqdemo: Seqdemo, tmp_path: Path
) -> None:
    result = seqdemo("train", "word_reader", "--dry-run", "--out", tmp_path / "runs")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    networks = find_task("word_reader", None).networks
    assert [line.split(":")[0] for line in lines] == [f"word_reader {name}" for name in networks]
    assert lines[0].endswith(f"kept in {tmp_path / 'runs' / 'word_reader' / networks[0]}")
    assert "updates of" in lines[0]
    assert not (tmp_path / "runs").exists()


def test_a_dry_run_speaks_of_the_networks_and_steps_asked_for(seqdemo: Seqdemo, tiny: Tiny) -> None:
    result = seqdemo("train", "tiny", "--dry-run", "--network", "large", "--max-steps", 1234)
    assert result.stdout == (
        "tiny large: 13 parameters, 1,234 updates of 4 examples, kept in runs/tiny/large\n"
    )


@pytest.mark.usefixtures("tiny")
def test_a_network_that_is_named_twice_is_trained_once(seqdemo: Seqdemo) -> None:
    result = seqdemo("train", "tiny", "--dry-run", "--network", "large", "--network", "large")
    assert len(result.stdout.splitlines()) == 1


def test_training_leaves_weights_a_card_and_an_example(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["train", "tiny", "--network", "small", "--max-steps", "2", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["seqdemo", *words])
    result = seqdemo(*words)
    assert result.exit_code == 0, result.stderr
    folder = tmp_path / "tiny" / "small"
    files = {path.name for path in folder.iterdir()}
    assert files == {"weights.safetensors", "card.json", "example.npz", "training.safetensors"}
    assert len(load_trace(folder / "example.npz")) == 3

    card = read_card(folder)
    assert card["recipe"]["max_steps"] == 2
    assert card["command"] == "seqdemo train tiny --network small --max-steps 2"
    assert card["device"].startswith("cpu, ")
    assert card["finished"] is True
    assert card["metrics_command"] == "seqdemo evaluate tiny --split valid --json"
    assert not (tmp_path / "assets").exists()


def test_the_metrics_on_the_card_are_those_of_the_stored_weights(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path
) -> None:
    seqdemo("train", "tiny", "--network", "small", "--max-steps", 2, "--out", tmp_path)
    folder = tmp_path / "tiny" / "small"
    stored = load_into(tiny.model("small"), folder, torch.device("cpu"))
    assert read_card(folder)["metrics"] == tiny.evaluate(stored, "valid")


def test_published_weights_are_the_ones_the_demo_loads(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path
) -> None:
    result = seqdemo("train", "tiny", "--max-steps", 2, "--out", tmp_path / "runs", "--publish")
    assert result.exit_code == 0, result.stderr
    for network in tiny.networks:
        assert tiny.card(network)["network"] == network
        assert not tiny.load(network, torch.device("cpu")).training
        assert (tmp_path / "runs" / "tiny" / network / "training.safetensors").exists()


def test_a_killed_run_goes_on_and_ends_with_the_weights_of_one_that_was_not(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path
) -> None:
    def run(out: Path) -> dict[str, torch.Tensor]:
        words = ["--network", "large", "--max-steps", 6, "--out", out]
        assert seqdemo("train", "tiny", *words).exit_code == 0
        return load_file(out / "tiny" / "large" / "weights.safetensors")

    folder = tmp_path / "killed" / "tiny" / "large"
    fit = tiny.fit("large", recipe=replace(tiny.recipe("large"), max_steps=6), run=folder)
    assert fit.state is not None
    fit.state.every_seconds = 0
    list(islice(fit, 4))

    killed, straight = run(tmp_path / "killed"), run(tmp_path / "straight")
    assert killed.keys() == straight.keys()
    assert all(torch.equal(killed[name], straight[name]) for name in straight)


def test_a_run_that_is_interrupted_is_kept_and_goes_on(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses, steps = tiny.loss, count(1)

    def interrupted(model: nn.Module, batch: Batch) -> Tensor:
        if next(steps) == 3:
            signal.raise_signal(signal.SIGINT)
        return losses(model, batch)

    words = ["train", "tiny", "--network", "small", "--max-steps", 6, "--out", tmp_path]
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(tiny, "loss", interrupted)
    result = seqdemo(*words)
    assert result.exit_code != 0
    assert "stopped after update 3; the same command goes on" in result.stdout
    assert signal.getsignal(signal.SIGINT) is before
    assert seqdemo(*words).exit_code == 0
    assert next(steps) == 7  # no update was made twice


def test_a_finished_run_is_not_trained_again(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["train", "tiny", "--network", "small", "--max-steps", 2, "--out", tmp_path]
    seqdemo(*words)
    before = load_file(tmp_path / "tiny" / "small" / "weights.safetensors")
    monkeypatch.setattr(tiny, "loss", lambda *_: pytest.fail("it trains again"))
    assert seqdemo(*words).exit_code == 0
    after = load_file(tmp_path / "tiny" / "small" / "weights.safetensors")
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_the_minutes_on_the_card_are_those_of_all_the_runs_it_took(
    seqdemo: Seqdemo, tiny: Tiny, tmp_path: Path
) -> None:
    folder = tmp_path / "tiny" / "small"
    fit = tiny.fit("small", recipe=replace(tiny.recipe("small"), max_steps=2), run=folder)
    assert fit.state is not None
    optimizer = torch.optim.AdamW(fit.model.parameters())
    fit.state.save(fit.model, optimizer, fit.model.state_dict(), 2, 600.0)
    seqdemo("train", "tiny", "--network", "small", "--max-steps", 2, "--out", tmp_path)
    assert read_card(folder)["minutes"] == 10.0


@pytest.mark.parametrize(("processes", "name"), [(1, "cpu, 3 threads"), (2, "2 x cpu, 3 threads")])
def test_the_card_says_how_many_processes_shared_the_batch(
    monkeypatch: pytest.MonkeyPatch, processes: int, name: str
) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: 3)
    accelerator: Any = SimpleNamespace(device=torch.device("cpu"), num_processes=processes)
    assert train._device_name(accelerator) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("train tiny --publish", "train tiny --publish"),
        ("train tiny --data /data/words --out runs/a --publish", "train tiny --publish"),
        ("train tiny --out here --max-steps 5", "train tiny --max-steps 5"),
        ("train tiny --out=runs/a --data=words --device cuda:1", "train tiny --device cuda:1"),
        ("train tiny --out", "train tiny"),
    ],
)
def test_the_command_on_the_card_names_no_folder_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, typed: str, kept: str
) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/seqdemo", *typed.split()])
    assert train._command() == f"seqdemo {kept}"
