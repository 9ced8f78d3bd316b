"""What the README says that can be false."""

import re
from pathlib import Path

import pytest

from seqdemo.tasks.registry import cards, get_task

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_demo_is_in_the_table():
    for card in cards():
        assert f"| {card.title} |" in README


def test_the_measured_shares_are_those_on_the_cards():
    rows = dict(re.findall(r"^\| `(\w+)` \|(.+)\|$", README, re.MULTILINE))
    assert rows
    networks = ("gru", "lstm", "rnn")
    for metric, cells in rows.items():
        values = [get_task("word_reader").card(name)["metrics"][metric] for name in networks]
        assert [float(cell) for cell in cells.split("|")] == pytest.approx(values, abs=5e-4), metric


def test_the_writers_numbers_are_those_on_the_cards():
    for network in get_task("shakespeare").networks:
        card = get_task("shakespeare").card(network)
        row = re.search(rf"^\| {network.upper()} \|(.+)\|$", README, re.MULTILINE)
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
        row = re.search(rf"^\| {name} \|(.+)\|$", README, re.MULTILINE)
        assert row, f"README has no row for the captioner {name}"
        card = task.card(network)
        parameters, bleu1, bleu4, cider = (cell.strip() for cell in row[1].split("|"))
        assert parameters == f"{card['parameters']:,}"
        assert float(bleu1) == pytest.approx(card["metrics"]["bleu1"], abs=0.05)
        assert float(bleu4) == pytest.approx(card["metrics"]["bleu4"], abs=0.05)
        assert float(cider) == pytest.approx(card["metrics"]["cider"], abs=5e-3)


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_linked_files_exist(path):
    assert (ROOT / path).exists()


def test_the_file_tree_names_files_that_exist():
    tree = re.search(r"```text\n(.+?)```", README, re.DOTALL).group(1)
    folder = ROOT
    for line in tree.splitlines():
        name = line.split()[0]
        if line.startswith("  "):
            assert (folder / name).exists(), name
        else:
            assert (ROOT / name).exists(), name
            folder = ROOT / name


def test_the_notebook_example_runs():
    code = re.search(r"```python\n(.+?)```", README, re.DOTALL).group(1)
    shown = {}
    exec(code, shown)
    assert shown["trace"].layers[0].gates["update"].shape == (5, 196)
    assert shown["TASK"].predict(shown["model"], shown["query"]).word == "music"


def test_the_record_example_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = re.findall(r"```python\n(.+?)```", README, re.DOTALL)[1]
    shown = {}
    exec(code, shown)
    assert shown["trace"].layers[0].gates["forget"].shape == (20, 32)
    assert shown["seqdemo"].load_trace(tmp_path / "my_trace.npz").layers[0].hidden.shape == (3, 16)


def test_the_commands_exist():
    from typer.testing import CliRunner

    from seqdemo.cli import app

    listed = CliRunner().invoke(app, ["--help"]).output
    for name in set(re.findall(r"^seqdemo (\w+)", README, re.MULTILINE)):
        assert name in listed
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"^make (\w+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
