"""The page "The next word", run as Streamlit runs it, without a browser.

No test knows what the networks say: each compares what the page shows with what was asked.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.analysis.guesses import Named
from seqdemo.demos.next_word.page import below
from seqdemo.demos.next_word.page.remembering import BLANK
from seqdemo.demos.next_word.page.state import LONGEST, STATE, VIEWS
from seqdemo.demos.next_word.seed_sentence import AFTER, BEFORE
from seqdemo.demos.next_word.task import TASK

ROOT = Path(__file__).resolve().parents[3]


def open_page(**link):
    """Open the page by a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/next_word.py")
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def mounted(app, name):
    """Data of the components that have something of that name."""
    found = [json.loads(element.proto.json)[0] for element in components(app)]
    return [data for data in found if name in data]


def link(app):
    (data,) = mounted(app, "link")
    return {name: text for name, text in data["link"].items() if name != "inside"}


def html(app):
    return " ".join(element.proto.body for element in app.get("html"))


def story_on(app):
    return next(one.value for one in app.markdown if one.value.endswith(BLANK + "**"))


def captions(app):
    return " ".join(caption.value for caption in app.caption)


@pytest.fixture(scope="module")
def first():
    return open_page()


def test_a_first_visit_has_a_text_with_three_suggestions_and_those_of_the_4_gram_model(first):
    (box,) = mounted(first, "answered")
    assert box["text"] == box["answered"] == STATE.choices["text"].default
    assert [row["name"] for row in box["rows"]] == ["LSTM", "4-gram"]
    assert [len(row["words"]) for row in box["rows"]] == [3, 3]
    assert first.title[0].value == "The next word"


def test_every_word_has_its_surprise_and_its_column(first):
    words = STATE.choices["text"].default.split()
    (surprise,) = mounted(first, "most")
    assert surprise["rows"][0]["symbols"] == words and len(surprise["rows"][0]["values"]) == 8
    (picture,) = mounted(first, "columns")
    assert [column["input"]["words"] for column in picture["columns"]] == ["start", *words]
    told = re.compile(r"Mean \*\*(.*?) bits\*\*, a perplexity of \*\*(.*?)\*\*")
    mean, power = told.findall(captions(first))[0]
    assert f"{2 ** float(mean):.1f}" == power and "saves" in captions(first)
    link = parse_qs(urlsplit(picture["hold"]).query)
    assert link == {"from": ["next_word"], "cell": ["keyboard"], "text": [" ".join(words)]}
    assert picture["began"] == 0


def test_a_unit_of_a_long_text_is_held_at_the_step_that_it_has_in_the_explorer():
    words = [("the", "old", "man")[n % 3] for n in range(40)]
    (picture,) = mounted(open_page(text=" ".join(words) + " "), "columns")
    read = ["start", *words]  # the explorer's steps
    assert read[picture["began"] :] == [one["input"]["words"] for one in picture["columns"]]


def test_a_column_says_which_word_came(first):
    (picture,) = mounted(first, "columns")
    for column, came in zip(picture["columns"], picture["labels"][1:], strict=False):
        offered = [word for word, _ in column["output"]["choices"]]
        assert column["output"]["chosen"] == (came if came in offered else None)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_and_its_link_brings_it_back(view):
    app = open_page(view=view)
    assert not app.error
    assert link(app).get("view", "keyboard") == view


def test_a_word_begun_is_finished_by_suggestions_and_the_4_gram_model_waits():
    (box,) = mounted(open_page(text="I like cof"), "answered")
    assert all(word.startswith("cof") for word, _ in box["rows"][0]["words"])
    (told,) = open_page(text="12345").info
    assert told.value.startswith("End the word with a space")
    assert box["rows"][1]["words"] == []


def test_unknown_words_are_said():
    (box,) = mounted(open_page(text="I like xyzzy and Plugh "), "answered")
    assert box["note"] == "Unknown to the network: xyzzy, Plugh."


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\U0001f600 \U0001f600",
        "<script>alert(1)</script> ",
        "Ich hätte gern Kaffee ",
        "a " * 999,
    ],
    ids=["empty", "space", "emoji", "markup", "German", "long"],
)
def test_any_text_is_read_or_said_to_be_empty(text):
    app = open_page(text=text)
    (box,) = mounted(app, "answered")
    assert len(box["rows"][0]["words"]) == 3 and box["text"] == text
    assert not app.error


def test_a_text_that_is_too_long_for_a_link_is_not_taken_over():
    (box,) = mounted(open_page(text="a" * (LONGEST + 1)), "answered")
    assert box["text"] == STATE.choices["text"].default


def test_an_example_goes_into_the_box():
    app = open_page()
    next(button for button in app.button if button.label == "travel").click()
    (box,) = mounted(run(app), "answered")
    assert box["text"] == "Last year we went to " and box["rev"] == 1


def test_a_blank_is_filled_from_both_sides():
    app = open_page(view="blank")
    assert [app.text_input[n].value for n in (0, 1)] == [BEFORE, AFTER]
    assert html(app).count("<tr>") == 15
    before = html(app)
    app.text_input[1].set_value("for the dog")
    assert html(run(app)) != before


@pytest.mark.parametrize("texts", [("", ""), ("<b>x</b>", "\U0001f600"), ("word " * 70, "")])
def test_any_blank_is_filled(texts):
    app = open_page(view="blank", before=texts[0], after=texts[1])
    assert not app.error and html(app).count("<tr>") == 15
    assert "<b>x" not in html(app)


def test_a_story_is_asked_of_three_networks_with_its_gradients():
    app = open_page(view="memory", country="Japan", words="5")
    story = story_on(app)
    assert story.startswith("I grew up in Japan")
    (rows,) = mounted(app, "most")
    assert [row["title"] for row in rows["rows"]] == ["RNN", "GRU", "LSTM"]
    assert all(row["symbols"][row["now"]] == "Japan" for row in rows["rows"])
    assert len(app.get("plotly_chart")) == 2


def test_one_answer_for_all_countries_is_not_called_remembering():
    """The RNN says Spanish of every country."""
    for country, rnn, lstm in (
        ("Spain", "says so of Italy, too", "remembers"),
        ("Japan", "does not know", "remembers"),
    ):
        said = [one.value for one in open_page(view="memory", country=country).markdown]
        assert f"**RNN** {rnn}" in said and f"**LSTM** {lstm}" in said


def test_the_visitors_own_words_stand_between():
    app = open_page(view="memory", between="It was a <b>long</b> winter in Norway")
    (rows,) = mounted(app, "most")
    assert "winter" in rows["rows"][0]["symbols"] and "Norway" in rows["rows"][0]["symbols"]
    assert app.slider[0].disabled


def test_another_question_is_asked_of_the_same_story():
    app = open_page(view="memory")
    before = story_on(app)
    next(button for button in app.button if button.label == "other question").click()
    after = story_on(run(app))
    assert before != after and before[:60] == after[:60]


def test_curves_say_that_the_networks_were_trained_alike_and_how_much_is_chance():
    cards = [TASK.card(network) for network in ("rnn", "gru", "lstm")]
    (updates,) = {card["recipe"]["max_steps"] for card in cards}
    said = f"one course of {updates:,} updates, three times each"
    assert captions(open_page(view="agreement")).count(said) == 1
    assert said in captions(open_page(view="memory", words="0"))
    shares, spread = below.curves("country_by_distance")
    for network, found in shares.items():
        assert all(low <= found[far] <= high for far, (low, high) in spread[network].items())


def test_both_forms_of_a_verb_share_all(first):
    app = open_page(view="agreement", subject="The dogs near the house")
    assert html(app).count("<tr>") == 18
    assert not open_page(view="agreement", subject="\U0001f600").error


@pytest.mark.parametrize(
    "typed",
    [
        {"view": "agreement", "subject": "the xyzzy"},
        {"view": "blank", "before": "The", "after": "xyzzy barked"},
        {"view": "memory", "between": "I know xyzzy"},
    ],
)
def test_every_view_says_which_words_no_network_knows(typed):
    assert "Unknown to the network: xyzzy." in captions(open_page(**typed))


def test_links_that_make_no_sense_change_nothing():
    app = open_page(view="nonsense", country="Atlantis", words="-3", seed="x", at="0")
    assert link(app) == {}


def test_a_teachers_link_hides_parts_and_veils_guesses():
    app = open_page(view="memory", hide="curve.kind", veil="guesses")
    assert not app.get("plotly_chart") and len(app.selectbox) == 1
    next(button for button in app.button if button.label == "show the answer").click()
    assert len(run(app).get("plotly_chart")) == 1
    bare = open_page(hide="ngram.surprise.unroll.downloads")
    assert [row["name"] for row in mounted(bare, "answered")[0]["rows"]] == ["LSTM"]
    assert not mounted(bare, "columns") and not mounted(bare, "most")


def test_who_guesses_first_is_suggested_nothing_before():
    app = open_page(guess="1")
    keyboard = mounted(app, "answered")[0]
    assert not any(row["words"] for row in keyboard["rows"])
    picture = next(one for one in mounted(app, "columns") if "veil" in one)
    assert picture["columns"][-1]["output"] is None and picture["columns"][0]["output"]
    box = mounted(app, "revealed")[0]
    assert box["revealed"] is None and not box["options"]
    kept = app.session_state["next_word.#veil"]
    kept["guessed"]["guesses"] = kept["asked"]["guesses"], Named("TEA", 0.5)
    run(app)
    keyboard = mounted(app, "answered")[0]
    revealed = mounted(app, "revealed")[0]["revealed"]
    assert keyboard["rows"][0]["words"][0][0] == revealed["truth"]
    assert revealed["rows"][0][:2] == ["tea", 0.5]


def test_long_memory_is_guessed_against_what_the_story_says():
    app = open_page(view="memory", guess="1")
    assert "does not know" not in " ".join(one.value for one in app.markdown)
    kept = app.session_state["next_word.#veil"]
    kept["guessed"]["guesses"] = kept["asked"]["guesses"], Named("italian", 0.8)
    run(app)
    revealed = mounted(app, "revealed")[0]["revealed"]
    assert revealed["truth"] == "Italian" and revealed["verdict"].startswith("Right")


def test_singular_or_plural_is_guessed_with_two_bars():
    app = open_page(view="agreement", guess="1")
    box = mounted(app, "revealed")[0]
    assert box["options"] == ["is", "are"] and "share of each" not in captions(app)
