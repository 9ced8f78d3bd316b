"""The page "Translate a sentence", run as Streamlit runs it, without a browser.

No test knows what the networks say: each compares what the page shows with what was asked.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from page_components import components
from streamlit.testing.v1 import AppTest
from translation_data import needs_weights

from seqdemo.analysis.guesses import Named
from seqdemo.core import card_file
from seqdemo.core.search_tree import Sentence
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.translation.examples import EXAMPLE, HARD, SENTENCES, TRACE
from seqdemo.demos.translation.page import answers, compare, encoder, state
from seqdemo.demos.translation.page.stage import distinct
from seqdemo.demos.translation.page.state import NETWORKS, STATE
from seqdemo.demos.translation.pieces import END, shown, text_of
from seqdemo.demos.translation.prompt import Prompt
from seqdemo.demos.translation.query import MOST_WORDS

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/translation.py"
GERMAN = SENTENCES["de"][1]

pytestmark = needs_weights


def open_page(opened=(), **query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    for name in opened:
        app.session_state[f"translation.{name}"] = True
    app.switch_page(PAGE)
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def _mounted(app):
    return [json.loads(element.proto.json)[0] for element in components(app)]


def link(app):
    """What the page writes into the address."""
    (data,) = (data for data in _mounted(app) if "names" in data)
    return {name: text for name, text in data["link"].items() if name != "inside"}


def table(app):
    """What the attention map was given; None without attention."""
    return next((data for data in _mounted(app) if "source" in data), None)


def pictures(app):
    """What encoder and decoder were given."""
    return [data for data in _mounted(app) if "columns" in data]


def tree(app):
    (data,) = (data for data in _mounted(app) if "sentences" in data)
    return data


def said(app):
    """The translation on the page, by its pieces."""
    _, decoder = pictures(app)
    return decoder["labels"][1:]


def words_on(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


def do(app, act, *given):
    """Do what a visitor would in a picture: AppTest fires no triggers of components."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", app.session_state)
        act(*given)
    return run(app)


def asked(app):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", app.session_state)
        return answers.answer(STATE["network"], state.query(STATE["text"]))


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# ---- opening -----------------------------------------------------------------------------------


def test_the_first_visit_shows_the_example_that_ships():
    app = open_page()
    trace = load_trace(card_file.ASSETS / "translation" / "attention" / TRACE)
    assert app.title[0].value == "Translate a sentence"
    assert app.text_input[0].value == EXAMPLE.text
    assert said(app) == [shown(piece) for piece in trace.inputs[1:]]
    encoder, decoder = pictures(app)
    assert not encoder["player"] and decoder["upstream"] == encoder["key"]
    assert decoder["before"] == len(encoder["labels"]) and decoder["picks"]
    assert table(app)["source"] == encoder["labels"] and table(app)["follows"] == decoder["key"]
    assert tree(app)["follows"] == decoder["key"]
    hold = parse_qs(urlsplit(decoder["hold"]).query)
    assert hold["from"] + hold["cell"] + hold["text"] == ["translation", "attention", EXAMPLE.text]
    assert hold["say"] == [text_of(trace.inputs[1:])] and encoder["hold"] == ""
    assert text_of(trace.inputs[1:]) in "".join(
        element.value.replace("\\", "") for element in app.markdown
    )
    assert link(app) == {}


def test_every_picture_shows_the_same_sentence_and_what_comes_next():
    app = open_page(text=GERMAN, way="de-en")
    encoder, decoder = pictures(app)
    assert encoder["labels"][0] == "→ English" and encoder["labels"][-1] == END
    assert "".join(encoder["labels"][1:-1]).replace("·", "") == GERMAN.replace(" ", "")
    assert table(app)["said"] == [*said(app), END]
    for column, label in zip(decoder["columns"], [*said(app), END], strict=True):
        assert column["output"]["chosen"] == label
        assert label in [name for name, _ in column["output"]["choices"]]
    assert tree(app)["said"] == said(app)
    assert link(app) == {"text": GERMAN, "way": "de-en"}


def test_without_attention_there_is_the_vector_and_no_table():
    app = open_page(net="plain", way="de-en", text=GERMAN)
    assert table(app) is None and len(pictures(app)) == 2
    assert "nothing else: no word of the sentence can be looked at again" in words_on(app)
    assert link(app)["net"] == "plain"


def test_a_direction_that_a_network_has_not_learned_is_told_and_another_offered():
    app = open_page(net="plain")
    assert pictures(app) == [] and "trained for German to English only" in app.info[0].value
    button(app, "Take German → English").click()
    assert len(pictures(run(app))) == 2 and app.text_input[0].value == SENTENCES["de"][0]


# ---- what the visitor does ---------------------------------------------------------------------


def test_another_piece_is_taken_and_it_goes_on_from_there():
    app = open_page()
    found, step = asked(app), 2
    column = pictures(app)[1]["columns"][step]["output"]
    other = next(
        name for name, _ in column["choices"] if name not in (column["chosen"], END) and name
    )
    names = [shown(piece) for piece in found.trace.classes]
    before = said(app)[:step]
    do(app, state.go_on_with, (*found.said[:step], names.index(other)))
    assert said(app)[: step + 1] == [*before, other]
    assert "You chose how it begins" in words_on(app)
    again = open_page(**link(app))
    assert said(again) == said(app)
    button(app, "Its own translation").click()
    run(app)
    assert "pre" not in link(app) and said(app) == said(open_page())


def test_attention_is_pinned_and_let_go():
    app = open_page()
    found, own = asked(app), said(app)
    place = (1, 3)
    do(app, state.look_elsewhere, place, found.said)
    held = asked(app)
    assert table(app)["pinned"] == list(place)
    assert held.trace.attention[1].tolist() == [
        float(n == 3) for n in range(len(held.trace.source))
    ]
    assert said(app)[:1] == own[:1] and "Made to look at" in words_on(app)
    assert link(app)["pin"] == "2-4"
    assert said(open_page(**link(app))) == said(app)
    do(app, state.look_elsewhere, None, held.said)
    assert table(app)["pinned"] is None and said(app) == own


def test_a_finished_sentence_of_the_tree_can_be_looked_at():
    app = open_page()
    found = asked(app)
    other = next(s.words for s in found.search.sentences if s.words not in ((), found.said))
    do(app, STATE.__setitem__, "said", other)
    assert said(app) == [shown(found.trace.classes[n]) for n in other]
    assert said(open_page(**link(app))) == said(app)


def test_a_sentence_that_is_cut_in_several_ways_stands_there_once():
    names = ["▁Ein", "▁Hund", "▁Hu", "nd"]
    cuts = [(0, 1), (0, 2, 3), (0,)]
    found = distinct([Sentence(words, -1.0 - n, -1.0) for n, words in enumerate(cuts)], names)
    assert [one.words for one in found] == [(0, 1), (0,)]


def test_a_ready_sentence_follows_the_direction():
    app = open_page()
    app.selectbox[0].set_value("de-en")
    run(app)
    assert app.text_input[0].value == SENTENCES["de"][0]
    app.text_input[0].set_value(HARD["de"][0])
    app.selectbox[0].set_value("en-fr")
    run(app)
    assert app.text_input[0].value == HARD["en"][0]
    app.text_input[0].set_value("Zwei Hunde.")
    app.selectbox[0].set_value("fr-en")
    run(app)
    assert app.text_input[0].value == "Zwei Hunde."


def test_there_and_back_turns_the_page_round():
    app = open_page()
    text = asked(app).text
    button(app, "⇄ and back again").click()
    run(app)
    assert app.text_input[0].value == text and link(app)["way"] == "de-en"


def test_what_changed_on_the_way_back_is_bold():
    assert compare.changes("A man runs fast.", "A man walks fast.") == "A man **walks** fast."


def test_below_the_pictures_nothing_is_computed_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(answers, "text", lambda *asked: pytest.fail("nobody asked"))
    app = open_page()
    labels = [each.label for each in app.expander]
    assert labels[:2] == ["With and without attention", "There and back again"]
    assert not app.get("plotly_chart")


def test_there_and_back_again_shows_all_three_sentences():
    app = open_page(opened=["back"])
    (shown_text,) = [m.value for m in app.markdown if m.value.startswith("English: ")]
    lines = shown_text.replace("\\", "").split("  \n")
    assert lines[0] == f"English: {EXAMPLE.text}" and lines[1].startswith("German: ")
    assert lines[2].startswith("English: ")


def test_both_networks_and_their_scores_by_length_are_compared():
    app = open_page(opened=["compare", "lengths"])
    for network in NETWORKS:
        assert compare.TITLES[network] in words_on(app)
    assert app.get("plotly_chart")


def button(app, label):
    return next(each for each in app.button if each.label == label)


# ---- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["?!...", "1 2 3", "😀"])
def test_without_a_word_nothing_is_translated(typed):
    app = open_page(text=typed)
    assert pictures(app) == [] and "There is no word in it" in words_on(app)


def test_nothing_typed_is_no_mistake():
    app = open_page(text="")
    assert pictures(app) == [] and "Type a sentence above" in words_on(app)


def test_a_long_text_is_cut_and_it_is_said_and_nothing_is_lost():
    long = " ".join(["dog"] * 200)
    app = open_page(text=long)
    assert f"Only the first {MOST_WORDS} words" in words_on(app)
    assert app.text_input[0].value == long and len(pictures(app)) == 2


def test_markup_and_strange_signs_and_unknown_words_are_named_and_read_as_text():
    app = open_page(text="A <b>zyxwvu</b> 漢字 [x](http://y) runs.")
    text = words_on(app).replace("\\", "")
    assert "Tags are read as ordinary text." in text
    assert "漢" in text and "zyxwvu" in text and "Never seen in training" in text


def test_pieces_of_a_word_that_was_never_or_seldom_seen_are_marked():
    pieces = ("<de>", "▁A", "▁zep", "pel", "in", "▁runs", ".", "</s>")
    marked = ["", "", *["never seen"] * 3, "seen 2 ×", "", ""]
    strange = Prompt("A zeppelin runs.", unseen=("zeppelin",), rare={"runs": 2})
    assert encoder.notes_on(pieces, strange) == marked
    app = open_page(text="A zyxwvu eats an apple in the snow.")
    notes = [column["note"] for column in pictures(app)[0]["columns"]]
    assert "never seen" in notes and "seen 18 ×" in notes and notes[0] == notes[-1] == ""
    assert "Seldom seen among 29,000 captions: **apple \\(18\\)**" in words_on(app)


def test_another_language_is_noticed_and_one_click_chooses_it():
    app = open_page(text=GERMAN)
    assert "This looks like German" in words_on(app)
    button(app, "Translate from German").click()
    run(app)
    assert link(app)["way"] == "de-en" and "This looks like" not in words_on(app)


def test_a_link_that_makes_no_sense_changes_nothing():
    app = open_page(way="en-it", net="transformer", k="99", pre="a.b", say="999999", pin="0-0")
    assert link(app) == {} and said(app) == said(open_page())


def test_a_teachers_link_hides_and_veils():
    app = open_page(
        opened=["compare", "lengths"],
        hide="tree.compare.back.lengths.examples.search",
        veil="translation",
    )
    assert not [data for data in _mounted(app) if "sentences" in data]
    assert "With attention" not in words_on(app) and not app.get("plotly_chart")
    (encoder,) = pictures(app)
    assert encoder["player"] and table(app) is None
    button(app, "show the answer").click()
    assert len(pictures(run(app))) == 2


def test_a_translation_is_guessed_piece_by_piece():
    app, pieces = open_page(guess="1"), said(open_page())
    (encoder_alone,) = pictures(app)
    assert encoder_alone["player"] and table(app) is None
    assert not set(pieces) & set(words_on(app).split())
    kept = app.session_state["translation.#veil"]
    kept["guessed"]["translation"] = kept["asked"]["translation"], Named(pieces[0].lower(), 0.5)
    run(app)
    (box,) = (data["revealed"] for data in _mounted(app) if "revealed" in data)
    assert box["truth"] == pieces[0] and box["verdict"].startswith("Right")
    button(app, "Show it all").click()
    assert said(run(app)) == pieces


def test_damaged_files_are_told_and_the_page_stands(tmp_path, monkeypatch):
    assets = tmp_path / "assets"
    shutil.copytree(card_file.ASSETS / "translation", assets / "translation")
    (assets / "translation" / "attention" / "words.npz").write_bytes(b"nothing")
    monkeypatch.setattr(answers, "ASSETS", assets)
    st.cache_resource.clear()
    app = open_page()
    assert "words.npz is missing or cannot be read" in app.error[0].value
    st.cache_resource.clear()
