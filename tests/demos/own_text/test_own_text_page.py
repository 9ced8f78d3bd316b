"""The page "Train a writer on your own text", run as Streamlit runs it, without a browser."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.demos.own_text.keeping import packed, unpacked
from seqdemo.demos.own_text.page.below import losses_csv
from seqdemo.demos.own_text.page.kept import keep_uploaded
from seqdemo.demos.own_text.page.run import Run
from seqdemo.demos.own_text.page.stage import act
from seqdemo.demos.own_text.page.state import LINKED_UPDATES, STATE
from seqdemo.demos.own_text.page.writing import model_of
from seqdemo.demos.own_text.text import own_text
from seqdemo.training.framing import Message
from tests.page_components import components

ROOT = Path(__file__).resolve().parents[3]
INSIDE = {"inside": "1"}
"""What a link says where it names what a first visit does not show."""

MARKED = "zebrafink quagga " * 20
"""A text that stands nowhere else."""


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/own_text.py")
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def training(app):
    asked = (app.session_state[STATE.key(name)] for name in ("text", "network", "seed"))
    return app.session_state[STATE.key("#runs")].find(tuple(asked))


def trained(app):
    """Run the page until the training has ended."""
    while training(app).running:
        training(app).job.join(0.1)
        run(app)
    return run(app)


def mounts(app):
    return [json.loads(element.proto.json)[0] for element in components(app)]


def learner(app):
    return next(data for data in mounts(app) if "guessing" in data)


def link(app):
    return next(data["link"] for data in mounts(app) if "link" in data)


def said(app):
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.info, *app.warning))


@pytest.fixture(scope="module")
def opened():
    """A page by a link that says how far one of our texts was learnt, learnt again."""
    return trained(open_page(text="song", cell="gru", n="8", t="0.5", p="The "))


def test_a_link_learns_one_of_our_texts_as_far_as_it_says(opened):
    shown = learner(opened)
    updates = [one["update"] for one in shown["frames"]]
    assert (updates[0], updates[-1]) == (0, 8) and shown["state"] == "done"
    assert shown["name"] == "GRU" and "are kept back" in shown["facts"]
    assert (
        link(opened) == {"text": "song", "cell": "gru", "n": "8", "t": "0.5", "p": "The "} | INSIDE
    )


def test_what_it_writes_is_coloured_and_unrolled(opened):
    assert "Let it write: your GRU after 8 updates" in said(opened)
    text = next(data for data in mounts(opened) if "rows" in data)["rows"][0]
    assert "".join(text["symbols"]).startswith("The ") and len(text["values"]) == 404
    columns = next(data for data in mounts(opened) if "columns" in data)
    assert len(columns["columns"]) == 60 and columns["strips"] == ["hidden", "update"]


def test_it_is_kept_brought_back_and_opened_in_the_explorer(opened):
    mine = training(opened)
    data = packed(model_of(mine), mine.frames[-1].told, mine.seed)
    back = open_page()
    assert "### Let it write" in said(back) and learner(back)["state"] == "fresh"
    back.session_state[STATE.key("#kept")] = unpacked(data)
    run(back)
    assert "the GRU you have kept" in said(back) and "after 8 updates" in said(back)
    button = next(one for one in back.button if one.label == "Open it in the explorer")
    button.click().run()
    assert not back.exception and "own_text GRU.npz" in said(back)


def test_the_writer_of_another_text_pauses_and_is_there_again_with_its_text():
    app = open_page()
    app.text_area[0].set_value(MARKED).run()
    mine = training(app)
    mine.go(100_000)
    while not mine.frames:
        mine.job.join(0.05)
        run(app)
    chooser(app).set_value("song").run()
    assert training(app) is not mine and learner(app)["state"] == "fresh"
    assert mine.job.join(60) and mine.job.end == "stopped"
    chooser(app).set_value("own").run()
    assert app.text_area[0].value == MARKED and training(app) is mine
    assert learner(app)["state"] == "paused" and learner(app)["frames"][-1]["update"] == mine.update
    app.text_area[0].set_value(MARKED + "!").run()
    assert learner(app)["state"] == "fresh"
    next(one for one in app.button if one.label == "LSTM · your own").click().run()
    assert app.text_area[0].value == MARKED and training(app) is mine
    assert not [one for one in app.button if one.label == "LSTM · your own"]


def test_who_goes_back_to_the_page_finds_the_writer_that_trains_or_has_trained_for_long():
    app = open_page(text="song", n="3")
    mine = trained(app) and training(app)
    mine.go(100_000)
    assert training(gone_back(app, text="song")) is mine
    mine.stop()
    assert mine.job.join(60)
    mine.take()
    mine.frames.append(frame(2 * LINKED_UPDATES, 1.0, mine.state))
    assert training(gone_back(app, text="song", n=str(LINKED_UPDATES))) is mine
    assert training(gone_back(app, text="song", n="2")) is not mine


def gone_back(app, **link):
    """The page, gone back to from another one by the browser's button."""
    app.switch_page("pages/lessons.py").run()
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/own_text.py")
    return run(app)


def test_nothing_of_a_text_stays_when_its_visitor_has_left():
    app = open_page()
    app.text_area[0].set_value(MARKED)
    run(app)
    mine = training(app)
    assert mine.text.learnt.startswith("zebrafink") and link(app) == {"text": "own"}
    mine.go(3)
    assert mine is training(app)
    trained(app)
    assert link(app) == {"text": "own", "n": "3"}
    assert not mine.job.order.payload
    assert holders(MARKED)
    del app, mine
    gc.unfreeze()  # a server that loads networks freezes all there is; `web.left` empties sessions
    gc.collect()
    assert holders(MARKED) == []
    gc.freeze()


def holders(text):
    """Types of what refers to a string or to bytes with words of a text; this module apart."""
    words, found = text[:30], []
    pairs = {str: words, bytes: words.encode()}
    for one in gc.get_objects():
        if one is not globals():
            found += [
                type(one)
                for inner in gc.get_referents(one)
                if type(inner) in pairs and len(inner) > 30 and pairs[type(inner)] in inner
            ]
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is no text yet"),
        ("too short", "at least 200"),
        ("b" * 300, "one symbol again and again"),
        ("ab" * 100_001, "at most 200,000"),
    ],
)
def test_what_cannot_be_learnt_gets_a_sentence(text, words):
    app = shared_page()
    app.text_area[0].set_value(text)
    run(app)
    assert words in said(app) and not any("guessing" in data for data in mounts(app))


_SHARED = []


def shared_page():
    """One page for all texts that cannot be learnt."""
    if not _SHARED:
        _SHARED.append(open_page())
    return _SHARED[0]


def test_a_text_that_is_typed_and_trained_in_one_go_is_the_one_that_is_learnt():
    app = shared_page()
    app.text_area[0].set_value("").run()
    app.text_area[0].set_value("abc " * 60)
    next(one for one in app.button if one.label == "▶ Train it").click()
    run(app)
    mine = training(app)
    assert mine.job is not None and mine.text.learnt.startswith("abc")
    mine.stop()
    mine.job.join(60)


def test_another_choice_made_before_the_browser_knows_of_a_text_does_not_bring_back_the_old_one():
    app = open_page()
    before = app.text_area[0].value
    for name in ("song", "own", "a file"):
        if name == "a file":
            app.file_uploader[0].set_value(("mine.txt", MARKED.encode(), "text/plain")).run()
        else:
            chooser(app).set_value(name).run()
        wanted = app.text_area[0].value
        app.text_area[0].set_value(before).run()  # as a message says that was under way
        assert app.text_area[0].value == wanted != before
        before = wanted
    assert before == MARKED


def test_neither_a_file_nor_typed_words_give_way_to_a_message_sent_before_they_were_known():
    for typed in (True, False):
        app = open_page()
        if typed:
            app.text_area[0].set_value(MARKED).run()
        else:
            app.file_uploader[0].set_value(("mine.txt", MARKED.encode(), "text/plain")).run()
        assert chooser(app).value == "own"
        chooser(app).set_value("villages").run()  # as a browser says that has it chosen still
        assert (chooser(app).value, app.text_area[0].value) == ("own", MARKED)


def chooser(app):
    return next(one for one in app.segmented_control if one.label == "Text")


def test_nonsense_in_a_link_changes_nothing():
    app = open_page(text="bible", cell="cnn", n="-4", updates="7", seed="1e9", t="9", draw="x")
    assert learner(app)["state"] == "fresh" and link(app) == {}


def test_files_that_are_neither_text_nor_writer_are_told_apart():
    with pytest.raises(ValueError, match="no file of a kept writer"):
        keep_uploaded(b"PK\x03\x04 but no more")
    assert not keep_uploaded(b"words")


def frame(update, kept, payload=b"x"):
    told = {"update": update, "seconds": 1.0, "learnt": 2.0, "kept": kept, "sample": "=a"}
    return Message({**told, "copied": [0, 0]}, payload)


def test_few_states_are_kept_the_best_among_them():
    mine = Run("ann", own_text(MARKED), "gru", 1)
    for update in range(0, 1000, 5):
        mine.frames.append(frame(update, abs(update - 35) / 100))
        mine.thin()
    kept = [one.told["update"] for one in mine.frames if one.payload]
    assert len(kept) == mine.most_states and {0, 35, 995} <= {*kept}
    mine.back(35)
    assert mine.update == 35 and mine.state == b"x"


def test_a_sample_cannot_act_as_a_formula_in_a_spreadsheet():
    assert "'=a" in losses_csv([frame(1, 2.0).told])


@pytest.mark.parametrize("told", [{"act": "back", "update": "x"}, {"act": "fly"}, {}])
def test_what_makes_no_sense_is_not_done(told):
    assert act(told) is None
