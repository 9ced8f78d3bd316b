"""`evaluate`, `bench`, `fetch` and `run`: what they print and what they start."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from torch import nn

from seqdemo.cli import bench, options, run
from seqdemo.core import datasets
from seqdemo.tasks import registry
from seqdemo.tasks.task import Task
from seqdemo.training import checkpoint

Seqdemo = Callable[..., Result]
Tiny = Task[int, float]


@pytest.fixture
def trained(tiny: Tiny) -> Tiny:
    """The tiny demo with weights for both of its networks."""
    for network in tiny.networks:
        checkpoint.save(tiny.folder(network), tiny.model(network), {})
    return tiny


# evaluate


def test_evaluate_prints_exactly_one_json_object(seqdemo: Seqdemo, trained: Tiny) -> None:
    result = seqdemo("evaluate", "tiny", "--split", "test", "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1
    measured = json.loads(result.stdout)
    assert list(measured) == ["small", "large"]
    assert measured["small"] == trained.evaluate(trained.load("small"), "test")
    assert measured["small"]["split"] == "test"


@pytest.mark.usefixtures("trained")
def test_evaluate_prints_a_table_with_a_column_for_each_network(seqdemo: Seqdemo) -> None:
    result = seqdemo("evaluate", "tiny")
    assert result.exit_code == 0, result.stderr
    assert all(word in result.stdout for word in ("small", "large", "squared_error", "valid"))


def test_evaluate_measures_also_what_networks_are_compared_with() -> None:
    from seqdemo.cli.evaluate import _table, measure

    task = SimpleNamespace(
        networks=("a",),
        check_split=lambda split: None,
        load=lambda name, device: name,
        evaluate=lambda model, split: {"tides": {"h=1": {"mae": 2.0}}},
        baselines=lambda split: {"naive": {"tides": {"h=1": {"mae": 3.0}}}},
    )
    found = measure(task, "valid", "cpu")
    assert found["naive"]["tides"]["h=1"]["mae"] == 3.0
    table = _table("sea", found)
    assert [column.header for column in table.columns] == ["metric", "a", "naive"]
    assert [list(column.cells) for column in table.columns] == [["tides h=1 mae"], ["2.0"], ["3.0"]]


def test_evaluate_shows_a_metric_that_only_one_network_has(
    seqdemo: Seqdemo, trained: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([{"accuracy": 0.5, "odd": 7}, {"accuracy": 0.25}])
    monkeypatch.setattr(trained, "evaluate", lambda *_: next(answers))
    result = seqdemo("evaluate", "tiny")
    assert result.exit_code == 0, result.stderr
    assert "0.25" in result.stdout


# attach


def test_attach_measures_again_what_ships_beside_the_weights(
    seqdemo: Seqdemo, trained: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    def attachments(model: nn.Module, network: str) -> dict[str, bytes]:
        return {"size.txt": f"{network} {sum(p.numel() for p in model.parameters())}".encode()}

    monkeypatch.setattr(trained, "attachments", attachments)
    weights = (trained.folder("large") / "weights.safetensors").read_bytes()
    result = seqdemo("attach", "tiny", "--network", "large")
    assert result.exit_code == 0, result.stderr
    file = trained.folder("large") / "size.txt"
    assert file.read_text() == "large 13"
    assert result.stdout.splitlines() == [f"{file}: 8 bytes"]
    assert not (trained.folder("small") / "size.txt").exists()
    assert (trained.folder("large") / "weights.safetensors").read_bytes() == weights


@pytest.mark.usefixtures("trained")
def test_attach_says_where_there_is_nothing_to_measure_and_which_networks_there_are(
    seqdemo: Seqdemo,
) -> None:
    assert "tiny small: nothing is measured" in seqdemo("attach", "tiny").stdout
    refused = seqdemo("attach", "tiny", "--network", "huge")
    assert refused.exit_code == 2
    assert "no network is called huge; there are: small, large" in refused.stderr


# bench


@pytest.fixture
def two_benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "available", lambda: ["one", "two"])
    monkeypatch.setattr(bench, "measure", lambda name: {"ratio": 1234.5678, "cell": name})


@pytest.mark.usefixtures("two_benchmarks")
def test_bench_prints_one_json_object_of_all_or_of_the_one_asked_for(seqdemo: Seqdemo) -> None:
    assert json.loads(seqdemo("bench", "--json").stdout) == {
        "one": {"ratio": 1234.5678, "cell": "one"},
        "two": {"ratio": 1234.5678, "cell": "two"},
    }
    assert json.loads(seqdemo("bench", "two", "--json").stdout)["cell"] == "two"


@pytest.mark.usefixtures("two_benchmarks")
def test_bench_prints_a_table_for_each_benchmark(seqdemo: Seqdemo) -> None:
    printed = seqdemo("bench").stdout
    assert printed.count("1.23e+03") == 2


def test_bench_prints_nested_numbers_in_rows_of_their_own(
    seqdemo: Seqdemo, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {"small": {"ratio": 2.5, "kind": None}, "curve": [{"nats": 1.25}, {"nats": 1.125}]}
    monkeypatch.setattr(bench, "available", lambda: ["one"])
    monkeypatch.setattr(bench, "measure", lambda name: numbers)
    rows = [line.split() for line in seqdemo("bench").stdout.splitlines()]
    for name, value in (
        ("small.ratio", "2.5"),
        ("small.kind", "None"),
        ("curve.1.nats", "1.25"),
        ("curve.2.nats", "1.12"),
    ):
        assert any(name in row and value in row for row in rows)
    assert json.loads(seqdemo("bench", "one", "--json").stdout) == numbers


def test_every_file_in_bench_is_a_benchmark() -> None:
    assert "see_through" in bench.available()
    assert "__init__" not in bench.available()


# fetch


def test_fetch_prints_where_the_data_are_and_their_terms(
    seqdemo: Seqdemo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / ("a [bold] folder with a long name " * 3).strip() / "shakespeare"
    monkeypatch.setattr(datasets, "fetch", lambda source, to: to / source.name)
    result = seqdemo("fetch", "shakespeare", "--to", folder.parent)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [str(folder), registry.get_dataset("shakespeare").licence]


def test_fetch_without_a_name_lists_the_data_sets(seqdemo: Seqdemo) -> None:
    listed = seqdemo("fetch").stdout.splitlines()
    assert [line.partition(":")[0] for line in listed] == list(registry.datasets())


# Which data a command reads


def text_folder(root: Path) -> Path:
    (root / "shakespeare").mkdir(parents=True)
    return root / "shakespeare"


def test_without_fetched_data_a_demo_reads_none() -> None:
    assert options.find_task("shakespeare", None).data is None


def test_fetched_data_are_found_without_being_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`seqdemo fetch shakespeare` and then `seqdemo train shakespeare` is all there is to do."""
    monkeypatch.setenv("SEQDEMO_DATA", str(tmp_path / "given"))
    fetched = text_folder(tmp_path / "given")
    assert options.find_task("shakespeare", None).data == fetched

    monkeypatch.delenv("SEQDEMO_DATA")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: tmp_path / "cache" / name)
    cached = text_folder(tmp_path / "cache" / "seqdemo")
    assert options.find_task("shakespeare", None).data == cached


def test_data_that_are_named_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SEQDEMO_DATA", str(tmp_path))
    text_folder(tmp_path)
    named = text_folder(tmp_path / "named")
    assert options.find_task("shakespeare", named).data == named


# run


def test_run_becomes_streamlit_in_the_folder_of_the_app(
    seqdemo: Seqdemo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "execv", lambda program, words: started.append([program, *words]))
    assert seqdemo("run", "--port", 8765, "--address", "0.0.0.0", "--no-browser").exit_code == 0
    ((program, *words),) = started
    assert program == words[0] == sys.executable
    assert words[1:5] == ["-m", "streamlit", "run", "app.py"]
    assert {"--server.port=8765", "--server.address=0.0.0.0", "--server.headless=true"} <= {*words}
    assert Path.cwd() == run.app_folder()
    assert Path("app.py").is_file()
    assert Path(".streamlit/config.toml").is_file()


def test_run_refuses_a_port_that_is_none(seqdemo: Seqdemo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("it was started"))
    assert seqdemo("run", "--port", 70000).exit_code == 2
