"""The page "Feel the mood", run as Streamlit runs it, without a browser.

No test knows what the networks say: each compares what the page shows with what they answer.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.analysis.guesses import Shared
from seqdemo.core.percent import percent
from seqdemo.demos.sentiment.examples import FIRST, SENTENCES
from seqdemo.demos.sentiment.page import many
from seqdemo.demos.sentiment.page.charts import word_bars
from seqdemo.demos.sentiment.query import MAX_WORDS, Judge
from seqdemo.demos.sentiment.task import TASK

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/sentiment.py"
OTHER = "What a lovely film"


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(PAGE)
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def mounted(app):
    return [json.loads(element.proto.json)[0] for element in components(app)]


def pictures(app):
    """What the unrolled networks were given."""
    return [data for data in mounted(app) if "columns" in data]


def coloured(app):
    """What the coloured sentences were given."""
    return [data["rows"][0] for data in mounted(app) if "rows" in data]


def link(app):
    (data,) = (data for data in mounted(app) if "names" in data)
    return {name: text for name, text in data["link"].items() if name != "inside"}


def text_of(app):
    return " ".join(e.value for group in (app.markdown, app.caption, app.info) for e in group)


def control(elements, label):
    return next(element for element in elements if element.label == label)


def answer(text, cell="lstm"):
    return TASK.predict(_network(cell), Judge(text))


def _network(cell, loaded={}):  # noqa: B006 - one of each for all tests
    if cell not in loaded:
        loaded[cell] = TASK.load(cell)
    return loaded[cell]


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_the_first_visit_shows_the_example_that_ships():
    app = open_page()
    (row,), (picture,) = coloured(app), pictures(app)
    moods = answer(FIRST).values
    assert picture["labels"] == row["symbols"] == list(Judge(FIRST).tokens)
    # The example ships in half precision.
    np.testing.assert_allclose(row["bars"], moods, atol=5e-3)
    np.testing.assert_allclose(np.cumsum(row["values"]), moods, atol=1e-2)
    said = [column["output"]["value"] for column in picture["columns"]]
    np.testing.assert_allclose(said, moods, atol=5e-3)
    assert link(app) == {}


def test_another_network_says_what_it_answers():
    app = open_page(cell="rnn", text=OTHER)
    (row,) = coloured(app)
    np.testing.assert_allclose(row["bars"], answer(OTHER, "rnn").values, atol=1e-3)
    assert link(app) == {"cell": "rnn", "text": OTHER}


def test_a_ready_sentence_is_read():
    app = open_page()
    name, text = list(SENTENCES.items())[-1]
    control(app.button, name).click()
    run(app)
    assert coloured(app)[0]["symbols"] == list(Judge(text).tokens)
    assert control(app.text_input, "A sentence to read").value == text


@pytest.mark.parametrize("text", [" ", "\n\t", "\u200b"])
def test_nothing_to_read_is_said_and_the_rest_of_the_page_stays(text):
    app = open_page()
    control(app.text_input, "A sentence to read").set_value(text)
    run(app)
    assert "There is no word to read yet" in text_of(app)
    assert not pictures(app)
    assert any(box.label == "One sentence a line" for box in app.text_area)


def test_five_thousand_words_stay_in_the_box_and_the_first_are_read():
    app = open_page()
    text = "good " * 5_000
    control(app.text_input, "A sentence to read").set_value(text)
    run(app)
    (picture,) = pictures(app)
    assert len(picture["columns"]) == MAX_WORDS
    assert f"Reads the first {MAX_WORDS} of 5,000 words" in text_of(app)
    assert control(app.text_input, "A sentence to read").value == text
    # Taking 200 words apart is a second's work: it is asked for.
    assert any(button.label == f"take all {MAX_WORDS} words apart" for button in app.button)


def test_unknown_words_of_the_second_sentence_are_said():
    app = open_page(other="Das Wetter zwqx")
    assert text_of(app).count("Not among the") == 1


@pytest.mark.parametrize(
    "text",
    [
        "😀 👍🏽",
        "这部电影很好",
        "Das ist ein schöner Film",
        "<script>alert(1)</script>",
        "$x$ **b**",
    ],
)
def test_strange_texts_are_read_and_what_is_unknown_is_said(text):
    app = open_page()
    control(app.text_input, "A sentence to read").set_value(text)
    run(app)
    known = TASK.known(_network("lstm"))
    unknown = [piece.text for piece in known.read(Judge(text).tokens) if not piece.number]
    assert ("Not among the" in text_of(app)) == bool(unknown)
    (picture,) = pictures(app)
    noted = [column["note"] for column in picture["columns"]]
    assert noted.count("not known") == len(
        [p for p in known.read(Judge(text).tokens) if not p.number]
    )


def test_a_word_is_taken_out_and_replaced():
    app = open_page(text="the film is good", word="4", instead="bad")
    whole, without = answer("the film is good").values[-1], answer("the film is").values[-1]
    other = answer("the film is bad").values[-1]
    shown = text_of(app).replace("−", "-")
    for mood in (whole, without, other):
        assert f"{mood:+.2f}" in shown
    assert "with “bad”" in shown
    assert link(app)["word"] == "4" and link(app)["instead"] == "bad"


def test_all_networks_and_the_bag_of_words_stand_side_by_side():
    text = text_of(open_page(text=OTHER)).replace("−", "-")
    row = next(line for line in text.splitlines() if line.startswith("| in the end"))
    said = [float(cell) for cell in row.split("|")[2:-1]]
    networks = [answer(OTHER, cell).values[-1] for cell in ("lstm", "gru", "rnn")]
    np.testing.assert_allclose(said[:3], networks, atol=0.006)
    assert len(said) == 4


def test_two_sentences_of_the_same_words_are_one_to_the_bag():
    app = open_page()
    control(app.button, "who hates it").click()
    run(app)
    assert len(pictures(app)) == 2 and len(coloured(app)) == 3
    said = [m.value for m in app.markdown if "the bag of words says" in m.value]
    assert len(said) == 2
    assert said[0].rpartition("says ")[2] == said[1].rpartition("says ")[2]
    assert "The same words in another order" in text_of(app)


def test_many_lines_become_a_table():
    app = open_page()
    control(app.text_area, "One sentence a line").set_value("good film\n\nbad film\nzzqqx")
    run(app)
    table = app.dataframe[0].value
    assert table["sentence"].tolist() == ["good film", "bad film", "zzqqx"]
    assert table["LSTM"].tolist() == pytest.approx(
        [float(answer(text).values[-1]) for text in table["sentence"]], abs=1e-3
    )
    assert table["unknown words"].tolist() == ["", "", "zzqqx"]


def test_only_so_many_lines_are_read():
    lines = many.of_text("\n".join(f"film {n}" for n in range(250)))
    assert len(lines.texts) == many.MAX_LINES and "250" in lines.note


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.txt", b"one\ntwo\n", ("one", "two")),
        ("a.csv", b"id,text\n1,good film\n2,bad film\n", ("good film", "bad film")),
        ("a.csv", b"id;Review\n1;\"good; film\"\n", ("good; film",)),
        ("a.csv", b"1,a rather long sentence\n2,another long one\n",
         ("a rather long sentence", "another long one")),
        ("a.tsv", b"sentence\tlabel\nfine\t1\n", ("fine",)),
        ("a.csv", "\ufefftext\nna\u00efve\n".encode(), ("naïve",)),
    ],
)  # fmt: skip
def test_files_are_read_as_people_have_them(name, content, texts):
    assert many.of_file(name, content).texts == texts


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("a.csv", b"", "empty"),
        ("a.txt", b"  \n", "empty"),
        ("a.csv", b"\xff\xfe\x00a", "UTF-8"),
        ("a.csv", b"x" * (many.MAX_BYTES + 1), "larger"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(name, content, note):
    lines = many.of_file(name, content)
    assert not lines.texts and note in lines.note


def test_a_teachers_link_hides_and_veils():
    app = open_page(hide="words.networks.two.many.presets.opened.downloads", veil="mood")
    assert [h.value for h in app.header] == []
    assert not coloured(app)
    assert all(column["output"] is None for column in pictures(app)[0]["columns"])
    control(app.button, "show the answer").click()
    run(app)
    assert coloured(app) and pictures(app)[0]["columns"][0]["output"] is not None


def test_links_that_make_no_sense_change_nothing():
    app = open_page(cell="transformer", step="99999", word="-3", unit="x", instead="y" * 99)
    assert link(app) == {}
    assert coloured(app)[0]["symbols"] == list(Judge(FIRST).tokens)


def test_the_card_says_what_was_measured():
    app = open_page()
    metrics = TASK.card("lstm")["metrics"]
    assert percent(metrics["accuracy"], 1) in text_of(app)
    for kind, share in metrics["contrast_by_kind"].items():
        assert f"{kind} {percent(share, 0)}" in text_of(app)


def test_who_guesses_first_is_sent_the_mood_only_after_the_guess():
    app = open_page(guess="1")
    box = next(data for data in mounted(app) if "revealed" in data)
    (picture, *others) = pictures(app)
    assert box["options"] == ["positive", "negative"] and box["revealed"] is None
    assert picture["veil"] and picture["step"] == 0 and not others and not coloured(app)
    assert all(column["output"] is None for column in picture["columns"])
    kept = app.session_state["sentiment.#veil"]
    guess = Shared((("positive", 0.25), ("negative", 0.75)))
    kept["guessed"]["mood"] = kept["asked"]["mood"], guess
    run(app)
    revealed = next(data for data in mounted(app) if "revealed" in data)["revealed"]
    shares = {label: (mine, theirs) for label, mine, theirs in revealed["rows"]}
    mood = 2 * shares["positive"][1] - 1
    assert f"{mood:+.2f}".replace("-", "−") in text_of(app)
    bits = {"positive": 2, "negative": -np.log2(0.75)}[revealed["truth"]]
    assert dict(revealed["scores"])["You"] == pytest.approx(bits)
    assert coloured(app) and not pictures(app)[0]["veil"] and link(app) == {"guess": "1"}


def test_the_last_bar_keeps_its_label_where_that_reaches_the_edge_of_the_chart():
    figure = word_bars(["to the start", "after ."], {"moved": np.zeros(2, np.float32)}, "mood")
    assert figure.layout.xaxis.ticklabeloverflow == "allow"
