"""What a user can mend is answered with one sentence and exit code 2, never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result

from seqdemo.cli.options import sentences

Seqdemo = Callable[..., Result]


def seqdemo_process(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "seqdemo", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"COLUMNS": "40"},  # a narrow terminal must not break the sentence
    )


@pytest.mark.parametrize(
    ("words", "sentence", "name"),
    [
        (["train", "wrod"], "no demo is called 'wrod'; there are: ", "word_reader"),
        (["evaluate", "wrod", "--json"], "no demo is called 'wrod'; there are: ", "word_reader"),
        (["fetch", "shakespear"], "no data set is called 'shakespear'; there are: ", "shakespeare"),
        (["bench", "rocket"], "no benchmark is called 'rocket'; there are: ", "see_through"),
        (["bench", ""], "no benchmark is called ''; there are: ", "see_through"),
        (["train", "game"], "the page 'game' ships no networks of its own; these do: ", "films"),
    ],
    ids=["train", "evaluate", "fetch", "bench", "no name", "page"],
)
def test_an_unknown_name_is_answered_with_the_names_there_are(
    words: list[str], sentence: str, name: str
) -> None:
    done = seqdemo_process(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    start, there_are = line[: len("seqdemo: " + sentence)], line[len("seqdemo: " + sentence) :]
    assert start == f"seqdemo: {sentence}"
    assert name in there_are.split(", ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["train", "tiny", "--network", "tin"],
            "no network is called tin; there are: small, large",
        ),
        (["train", "tiny", "--device", "gpu"], "--device='gpu' is no device: use cpu, cuda,"),
        (["evaluate", "tiny", "--device", "cpu:7"], "--device='cpu:7', but this machine has no"),
        (
            ["evaluate", "tiny", "--device", "cuda:99"],
            "--device='cuda:99', but this machine has no",
        ),
        (
            ["evaluate", "tiny", "--split", "tset"],
            "no split is called 'tset'; there are: train, val",
        ),
        (["evaluate", "tiny"], "assets/tiny/small/card.json is missing"),
    ],
    ids=["network", "device", "second CPU", "missing device", "split", "no weights"],
)
@pytest.mark.usefixtures("tiny")
def test_a_wrong_choice_is_answered_with_what_can_be_chosen(
    seqdemo: Seqdemo, words: list[str], sentence: str, tmp_path: Path
) -> None:
    out = ["--out", tmp_path / "runs"] if words[0] == "train" else []
    result = seqdemo(*words, *out)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert sentence in line


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["visitors", "--soak", "1"], "--soak is for a school's server: give --processes 2 or"),
        (["room", "--soak", "1"], "--processes and --soak are options of the benchmark visitors"),
    ],
    ids=["one process", "another benchmark"],
)
def test_an_option_of_a_benchmark_that_does_not_fit_is_a_sentence(
    seqdemo: Seqdemo, words: list[str], sentence: str
) -> None:
    result = seqdemo("bench", *words)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_data_folder_that_does_not_exist_is_named(seqdemo: Seqdemo, tmp_path: Path) -> None:
    result = seqdemo("train", "word_reader", "--dry-run", "--data", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr.strip() == f"seqdemo: --data {tmp_path / 'nowhere'} is not a folder"


@pytest.mark.usefixtures("tiny")
def test_a_run_with_another_recipe_is_not_overwritten(seqdemo: Seqdemo, tmp_path: Path) -> None:
    words = ["train", "tiny", "--network", "small", "--out", tmp_path]
    assert seqdemo(*words, "--max-steps", 2).exit_code == 0
    before = (tmp_path / "tiny" / "small" / "training.safetensors").read_bytes()
    result = seqdemo(*words, "--max-steps", 3)
    assert result.exit_code == 2
    assert (
        "is of a run with another recipe or other data; delete it or choose another folder"
        in result.stderr
    )
    assert (tmp_path / "tiny" / "small" / "training.safetensors").read_bytes() == before


@pytest.mark.usefixtures("tiny")
def test_a_folder_that_cannot_be_written_is_a_sentence(seqdemo: Seqdemo, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    result = seqdemo("train", "tiny", "--max-steps", 1, "--out", tmp_path / "runs")
    assert result.exit_code == 2
    assert f"{tmp_path / 'runs'}" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (KeyError("no [bold]such[/] demo"), "no [bold]such[/] demo"),
        (ValueError("use [some/runs]"), "use [some/runs]"),
        (RuntimeError("long " * 100), ("long " * 100).strip()),
        (PermissionError(13, "Permission denied", "/runs"), "Permission denied: '/runs'"),
    ],
)
def test_a_sentence_is_printed_as_it_is_on_one_line(
    capsys: pytest.CaptureFixture[str], error: Exception, sentence: str
) -> None:
    """Brackets are not markup, and a long line is for the terminal to wrap."""
    with pytest.raises(typer.Exit) as caught, sentences():
        raise error
    assert caught.value.exit_code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("seqdemo: ")
    assert line.rstrip().endswith(sentence)


def test_a_bug_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), sentences():
        raise ZeroDivisionError
