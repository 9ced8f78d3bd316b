"""What README and docs say that can be false."""

import json
import re
from pathlib import Path

import pytest

import seqdemo
from seqdemo.tasks.registry import cards, get_task
from tools import layout

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
README = (ROOT / "README.md").read_text("utf-8")
RESULTS = (ROOT / "docs" / "results.md").read_text("utf-8")
COMMANDS = (ROOT / "docs" / "command-line.md").read_text("utf-8")
API = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_every_demo_is_in_the_table():
    for card in cards():
        assert f"| {card.title} |" in README


def test_the_measured_shares_are_those_on_the_cards():
    rows = dict(re.findall(r"^\| `(\w+)` \|(.+)\|$", RESULTS, re.MULTILINE))
    assert rows
    networks = ("gru", "lstm", "rnn")
    for metric, cells in rows.items():
        values = [get_task("word_reader").card(name)["metrics"][metric] for name in networks]
        assert [float(cell) for cell in cells.split("|")] == pytest.approx(values, abs=5e-4), metric


def test_the_writers_numbers_are_those_on_the_cards():
    for network in get_task("shakespeare").networks:
        card = get_task("shakespeare").card(network)
        row = re.search(rf"^\| {network.upper()} \|(.+)\|$", RESULTS, re.MULTILINE)
        parameters, carried, windows, passes = (cell.strip() for cell in row[1].split("|"))
        metrics = card["metrics"]
        assert parameters == f"{card['parameters']:,}"
        assert float(carried) == pytest.approx(metrics["carried_nats"], abs=5e-4)
        assert float(windows) == pytest.approx(metrics["windows_nats"], abs=5e-4)
        assert float(passes) == pytest.approx(card["stages"][-1]["epochs"], abs=1)


def test_the_captioners_numbers_are_those_on_the_cards():
    names = {"attention": "with attention", "plain": "without attention"}
    task = get_task("captioner")
    for network, name in names.items():
        row = re.search(rf"^\| {name} \|(.+)\|$", RESULTS, re.MULTILINE)
        assert row, f"docs/results.md has no row for the captioner {name}"
        card = task.card(network)
        parameters, bleu1, bleu4, cider = (cell.strip() for cell in row[1].split("|"))
        assert parameters == f"{card['parameters']:,}"
        assert float(bleu1) == pytest.approx(card["metrics"]["bleu1"], abs=0.05)
        assert float(bleu4) == pytest.approx(card["metrics"]["bleu4"], abs=0.05)
        assert float(cider) == pytest.approx(card["metrics"]["cider"], abs=5e-3)


def test_the_forecasters_numbers_are_those_that_were_measured():
    task = get_task("forecast")
    tables = [task.card(name)["metrics"] for name in task.networks]
    baselines = json.loads((task.folder("gru") / "baselines.json").read_text("utf-8"))
    tables += baselines["measures"].values()
    rows = re.findall(r"^\| (\w+) (h=\d+) \|(.+)\|$", RESULTS, re.MULTILINE)
    assert len(rows) >= 6
    for series, horizon, cells in rows:
        said = [float(cell.replace(",", "").strip(" *")) for cell in cells.split("|")]
        known = [table[series][horizon]["mae"] for table in tables]
        assert said == pytest.approx(known, rel=1e-3), (series, horizon)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_linked_files_exist(document):
    for path in re.findall(r"\]\(([\w./-]+)\)", document.read_text("utf-8")):
        assert (document.parent / path).exists(), path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_follows_a_table_is_not_a_row_of_it(document):
    """Markdown ends a table at an empty line; a paragraph right below would stand in its cells."""
    swallowed = re.findall(r"^\|.*\n([^|\n<].*)", document.read_text("utf-8"), re.MULTILINE)
    assert swallowed == []


def test_the_trees_of_files_are_those_of_the_docstrings():
    for path, text in layout.documents().items():
        assert path.read_text("utf-8") == text, "run python -m tools.layout"


EXAMPLES = re.findall(r"```python\n(.+?)```", API, re.DOTALL)


@pytest.mark.parametrize(
    "code",
    EXAMPLES,
    ids=("reader", "writer", "record", "loop", "live", "head", "traces", "other"),
)
def test_an_example_runs_and_prints_what_it_says(code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    printed = capsys.readouterr().out.splitlines()
    promised = re.findall(r"print\(.*\)  # (.+)$", code, re.MULTILINE)
    printed = [line for line in printed if "/explorer?from=live" not in line]
    for line, words in zip(printed, promised, strict=True):
        assert line.startswith(words.partition("...")[0])
    if "my_trace.npz" in code:
        assert seqdemo.load_trace(tmp_path / "my_trace.npz").layers[0].hidden.shape == (3, 16)


def test_what_there_is_in_python_is_listed_and_described():
    assert set(dir(seqdemo)) - {"__version__"} == set(re.findall(r"`seqdemo\.(\w+)", API))
    for name in dir(seqdemo):
        assert getattr(seqdemo, name) is not None


def test_the_version_is_the_one_that_the_changes_begin_with():
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heading = re.search(r"^## \[(.+?)\] - \d{4}-\d\d-\d\d$", changes, re.MULTILINE)
    assert heading[1] == seqdemo.__version__


def test_the_commands_exist():
    from typer.testing import CliRunner

    from seqdemo.cli import app

    listed = CliRunner().invoke(app, ["--help"]).output
    for name in set(re.findall(r"^seqdemo (\w+)", COMMANDS, re.MULTILINE)):
        assert name in listed
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"^make (\w+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
