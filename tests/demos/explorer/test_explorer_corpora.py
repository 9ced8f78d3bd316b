"""Which corpus the explorer searches: the network's own, or real text where there is some."""

from __future__ import annotations

import hashlib
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from explorer_app import open_page, ready, run, said, short_corpora

from seqdemo.analysis.network_corpus import corpora_folder
from seqdemo.analysis.unit_numbers import FILE, load_numbers
from seqdemo.app.memory import give_back
from seqdemo.core import datasets
from seqdemo.core.datasets import DatasetSource, RemoteFile
from seqdemo.core.percent import percent
from seqdemo.demos.explorer.page import corpora, measured_units
from seqdemo.demos.shakespeare.explore import EXPLORE
from seqdemo.demos.shakespeare.task import TASK

SPEECH = "ROMEO:\nIt is the east, and Juliet is the sun.\n\nJULIET:\nAy me!\n\n"
TEXT = SPEECH * 600
"""Its last tenth is longer than what is read of it here."""
OWN, REAL = "the network writes by itself", "of Shakespeare's own text, from the last tenth"
VIEWS = ("gates", "path", "meaning", "match")


@pytest.fixture(scope="module", autouse=True)
def patch(tmp_path_factory: pytest.TempPathFactory):
    with short_corpora(tmp_path_factory.mktemp("cache")) as patching:
        file = RemoteFile("", hashlib.sha256(TEXT.encode()).hexdigest(), "input.txt")
        about = EXPLORE.corpora["text"]
        source = DatasetSource("shakespeare", (file,), "")
        patching.setitem(EXPLORE.corpora, "text", replace(about, dataset=source))
        yield patching


@pytest.fixture
def fetched():
    """The text, where `seqdemo fetch` would put it."""
    path = datasets.data_root() / "shakespeare" / "input.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT, "utf-8", newline="")
    yield path
    path.unlink()


def choice(app):
    return [one for one in app.segmented_control if one.label == "Corpus"]


@pytest.mark.parametrize("view", VIEWS)
def test_without_the_text_the_page_says_what_it_searches_and_how_to_get_the_text(view):
    app = ready(cell="gru", view=view)
    assert OWN in said(app) and "`seqdemo fetch shakespeare`" in said(app)
    assert REAL not in said(app) and not choice(app)


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_to_the_text_falls_back_with_a_sentence_where_there_is_none(view):
    app = ready(cell="gru", view=view, corpus="text")
    assert "which is not on this machine" in app.info[0].value
    assert OWN in said(app) and REAL not in said(app)
    assert not choice(app)
    assert corpora.making("shakespeare", "gru").corpus is not None


def resident():
    """Kilobytes of files of corpora that are in this process's memory."""
    found, ours = 0, False
    for line in Path("/proc/self/smaps").read_text("utf-8").splitlines():
        if not line.split(" ", 1)[0].endswith(":"):  # another mapping begins
            ours = str(corpora_folder()) in line
        elif ours and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="what is resident is told by Linux")
def test_what_was_read_of_a_corpus_does_not_stay_in_memory():
    ready(cell="gru", view="path")
    assert resident() > 0
    give_back()
    assert resident() == 0
    ready(cell="gru", view="path")


@pytest.mark.usefixtures("fetched")
@pytest.mark.parametrize("view", VIEWS)
def test_the_measured_units_is_searched_in_every_view_that_has_a_corpus(view):
    app = ready("text", cell="gru", view=view, corpus="text")
    assert REAL in said(app) and OWN not in said(app)
    assert choice(app)[0].value == "text"
    corpus = corpora.making("shakespeare", "gru", "text").corpus
    assert len(corpus.layers) == 2 and len(corpus.layers[0]) == 3_000
    assert "".join(corpus.layers[1].labels) == TEXT[int(0.9 * len(TEXT)) :][:3_000]


@pytest.mark.usefixtures("fetched")
def test_the_choice_is_kept_in_the_link_and_both_corpora_on_disk():
    app = ready(cell="gru", view="meaning")
    assert OWN in said(app) and choice(app)[0].value == "own"
    corpora.making("shakespeare", "gru", "text").wait(120)
    choice(app)[0].set_value("text")
    run(app)
    assert REAL in said(app)
    assert open_page(view="states", corpus="text").session_state["explorer.corpus"] == "text"
    kept = sorted(path.name.split("-")[-2] for path in corpora_folder().glob("shakespeare-gru-*"))
    assert len(kept) == 2 and "text" in kept


def test_a_text_that_is_not_the_published_one_is_not_taken_for_it(fetched):
    fetched.write_text(TEXT.replace("Juliet", "Rosalind"), "utf-8", newline="")
    app = ready(cell="gru", view="match", corpus="text")
    assert "which is not on this machine" in said(app) and not choice(app)


@pytest.mark.usefixtures("fetched")
def test_the_word_reader_has_one_corpus_whatever_a_link_says():
    app = ready(from_="word_reader", cell="gru", view="meaning", corpus="text")
    assert "words drawn by the generator" in said(app) and not choice(app)


def test_a_corpus_that_there_is_not_changes_nothing():
    assert OWN in said(ready(cell="gru", view="match", corpus="__class__"))


# ---- figures measured on real text -------------------------------------------------------------


def table(app):
    return next(one.value for one in app.markdown if "best unit" in one.value)


def shipped(network):
    return load_numbers(TASK.folder(network), TASK.card(network)["sha256"]).layers


def test_figures_on_measured_units_stand_beside_those_of_the_networks_own():
    app = ready(cell="gru", view="meaning", layer="1", unit="7", property="newline")
    head, *rows = table(app).splitlines()
    assert head.count("real text") == 2
    cells = next(row for row in rows if "newline" in row).split("|")
    unit, numbers = cells[2].split("\u00a0")[0], shipped("gru")[0].meaning["newline"]
    sign = -1 if "▽" in cells[2] else 1
    assert cells[4].strip() == f"{numbers.score(int(unit), sign).score:.3f}"
    assert cells[6].strip() == f"{numbers.probe:.3f}"
    assert f"On Shakespeare's own text: unit {unit.strip()} {cells[4].strip()}" in said(app)
    assert "On Shakespeare's own text unit 7 tells best:" in said(app)


@pytest.mark.usefixtures("fetched")
def test_on_the_measured_units_itself_nothing_is_said_twice():
    app = ready("text", cell="gru", view="meaning", corpus="text")
    assert "real text" not in table(app)


def test_gates_are_told_on_both():
    app = ready(cell="gru", view="gates", layer="2", unit="5")
    gate = shipped("gru")[1].saturation["update"]
    real = f"(on Shakespeare's own text {percent(gate.left[5], 0)} and {percent(gate.right[5], 0)})"
    assert "**Unit 5**: reset gate shut" in said(app) and real in said(app)


def test_other_networks_have_no_such_figures():
    app = ready(from_="word_reader", cell="gru", view="meaning")
    assert "real text" not in table(app) and "Shakespeare" not in said(app)


def test_figures_of_other_weights_are_not_shown(monkeypatch, tmp_path):
    folder = tmp_path / "shakespeare" / "gru"
    folder.mkdir(parents=True)
    shutil.copy(TASK.folder("lstm") / FILE, folder / FILE)
    monkeypatch.setattr(measured_units, "ASSETS", tmp_path)
    measured_units._numbers.clear()
    app = ready(cell="gru", view="meaning")
    measured_units._numbers.clear()
    assert "real text" not in table(app) and "tells best" not in said(app)


def test_the_corpus_of_what_is_opened_is_made_before_another_view_asks_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(corpora, "making", lambda *of: asked.append(of))
    monkeypatch.setattr(corpora, "LOOKED_AT", 0.0)
    corpora._prepared.clear()
    open_page(cell="rnn", view="states")
    corpora._prepared("shakespeare", "rnn", "own").join()
    corpora._prepared.clear()
    assert asked == [("shakespeare", "rnn", "own")]


def test_in_a_lesson_what_units_tell_is_known_before_it_is_asked_for(monkeypatch):
    from seqdemo.app.lessons.link import RUNNING

    corpora._told_apart.clear()
    corpora._meanings.clear()
    plain = ready(cell="gru")
    assert RUNNING not in plain.session_state
    begun = []
    monkeypatch.setattr(corpora, "_told_apart", lambda *asked: begun.append(asked))
    plain.run()
    assert not begun
    plain.session_state[RUNNING] = None
    plain.run()
    assert begun == [("shakespeare", "gru", "own", 1)]
    monkeypatch.undo()
    monkeypatch.setattr(corpora, "LOOKED_AT", 0.0)
    corpora._told_apart(*begun[0]).join()
    monkeypatch.setattr(corpora, "meanings", lambda *asked: pytest.fail("asked a second time"))
    assert corpora._meanings("shakespeare", "shakespeare.gru.own.1..units", None)
