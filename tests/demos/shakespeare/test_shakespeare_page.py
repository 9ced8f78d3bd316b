"""The page "Write Shakespeare", run as Streamlit runs it, without a browser.

No test knows what the networks write: each compares what the page shows with what was asked.
"""

from __future__ import annotations

import base64
import gc
import json
import math
import re
import shutil
import weakref
from pathlib import Path

import numpy as np
import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.analysis.guesses import Named
from seqdemo.app.budget import BUDGET
from seqdemo.core import card_file
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.shakespeare.examples import EXAMPLE, example
from seqdemo.demos.shakespeare.page.controls import INTRO, INTROS
from seqdemo.demos.shakespeare.page.state import MODES, STATE
from seqdemo.demos.shakespeare.query import MAX_PROMPT

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/shakespeare.py"
PATIENCE = 60
SHORT = {"n": "40", "seed": "5"}
"""Link to a text that is soon written, and is not the shipped one."""


def open_page(*, settle=True, state=None, **query):
    """Open the page by a link; `state` names choices as the page's table does."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in (state or {}).items():
        choice = STATE.choices[name]
        if choice.link:
            query[choice.link] = choice.write(value)
        else:
            app.session_state[STATE.key(name)] = value
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(PAGE)
    return run(app, settle=settle)


def run(app, *, settle=True):
    """Run the page, and again when its texts are finished: a browser would look by itself."""
    app.run()
    assert not app.exception
    if settle:
        for slot in "ab":
            name = f"shakespeare.slot.{slot}"
            if name in app.session_state:
                generation = app.session_state[name]
                generation.join(PATIENCE)
                assert not generation.running
        app.run()
        assert not app.exception
    return app


def views(app):
    """What the texts on the page were given, from left to right."""
    return [data for data in _mounted(app) if "text" in data]


def link(app):
    """What the page writes into the address."""
    (data,) = (data for data in _mounted(app) if "link" in data)
    return {name: text for name, text in data["link"].items() if name != "inside"}


def _mounted(app):
    return [json.loads(element.proto.json)[0] for element in components(app)]


def shown(app):
    (view,) = views(app)
    return view


def text(app):
    return shown(app)["text"]


def written(app):
    view = shown(app)
    return view["text"][view["promptLength"] :]


def find(elements, label):
    return next(element for element in elements if element.label == label)


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def set_state(app, **state):
    for name, value in state.items():
        app.session_state[f"shakespeare.{name}"] = value
    return run(app)


@pytest.fixture
def short():
    return open_page(**SHORT)


# ---- opening -----------------------------------------------------------------------------------


def test_the_first_visit_shows_the_example_that_ships():
    app = open_page()
    trace = load_trace(card_file.ASSETS / "shakespeare" / "lstm" / EXAMPLE)
    view = shown(app)
    assert app.title[0].value == "Write Shakespeare"
    assert view["text"] == "".join(trace.inputs)
    assert view["text"].startswith(example("lstm").prompt) and len(written(app)) == 240
    assert not view["running"] and view["layer"]["cell"] == "lstm"
    assert view["layer"]["steps"] == view["choices"]["steps"] == len(trace)


def test_each_run_of_the_page_names_the_whole_that_it_sends():
    app = open_page()
    before = shown(app)
    after = shown(run(app))
    assert before["first"] == after["first"] == 0 and before["whole"] != after["whole"]


def test_the_example_is_what_the_controls_ask_for():
    asked = example("lstm")
    first = {name: choice.default for name, choice in STATE.choices.items()}
    assert (first["prompt"], first["length"]) == (asked.prompt, asked.length)
    assert (first["temperature"], first["seed"]) == (
        asked.sampling.temperature,
        asked.sampling.seed,
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_every_mode_opens_for_every_network(mode, cell):
    app = open_page(state={"mode": mode, "cell": cell}, **SHORT)
    assert len(views(app)) == {"compare": 2, "learn": 0}.get(mode, 1)
    assert any(cell.upper() in expander.label for expander in app.expander)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_each_network_shows_its_own_states_and_gates(cell):
    layer = shown(open_page(cell=cell, **SHORT))["layer"]
    gates = {
        "rnn": set(),
        "gru": {"reset", "update", "candidate"},
        "lstm": {"input", "forget", "candidate", "output", "cell_state"},
    }
    assert layer["cell"] == cell and set(layer["arrays"]) == {"hidden"} | gates[cell]


# ---- controls ----------------------------------------------------------------------------------


def test_another_seed_writes_another_text_and_the_same_seed_the_same(short):
    before = written(short)
    seed = find(short.number_input, "Seed")
    seed.set_value(6)
    other = written(run(short))
    find(short.number_input, "Seed").set_value(5)
    assert written(run(short)) == before != other


def test_a_new_seed_is_drawn_by_a_button(short):
    before = find(short.number_input, "Seed").value
    find(short.button, "new").click()
    run(short)
    assert find(short.number_input, "Seed").value != before
    assert len(written(short)) == 40


def test_the_temperature_changes_the_text(short):
    before = written(short)
    find(short.slider, "Temperature").set_value(2.0)
    assert written(run(short)) != before
    assert "temperature 2" in shown(short)["sampling"]


def test_at_temperature_0_the_seed_does_not_matter():
    cold = [written(open_page(t="0", n="30", seed=seed)) for seed in ("1", "2")]
    assert cold[0] == cold[1]


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_another_network_writes_another_text(short, cell):
    before = written(short)
    set_state(short, cell=cell)
    assert written(short) != before
    assert cell.upper() in shown(short)["title"]


def test_a_longer_text_goes_on_from_the_shorter_one():
    short = open_page(state={"more": True}, **SHORT)
    before, rev = written(short), shown(short)["rev"]
    find(short.number_input, "Length, characters").set_value(70)
    after = written(run(short))
    assert len(before) == 40 and len(after) == 70 and after.startswith(before)
    assert shown(short)["rev"] == rev, "the browser would forget what is selected"


def test_a_shorter_text_is_the_beginning_of_the_longer_one():
    short = open_page(state={"more": True}, **SHORT)
    before = written(short)
    find(short.number_input, "Length, characters").set_value(10)
    assert written(run(short)) == before[:10]


def test_controls_that_are_hidden_keep_their_values(short):
    find(short.toggle, "More").set_value(True)
    run(short)
    find(short.number_input, "Length, characters").set_value(70)
    find(short.number_input, "Top-k").set_value(3)
    after = written(run(short))
    find(short.toggle, "More").set_value(False)
    assert written(run(short)) == after and not list(short.selectbox)
    find(short.toggle, "More").set_value(True)
    run(short)
    assert find(short.number_input, "Length, characters").value == 70
    assert find(short.number_input, "Top-k").value == 3 and written(short) == after


def test_the_words_on_each_mode_are_one_line_or_the_modes_below_would_move():
    lines = [len((INTRO + words).replace("**", "")) for words in INTROS.values()]
    assert max(lines) <= 120, lines  # in a window of 1280 pixels


def test_another_mode_forgets_nothing(short):
    find(short.text_area, "Opening words").set_value("JULIET:\n")
    find(short.slider, "Temperature").set_value(0.5)
    before = text(run(short))
    mode = find(short.segmented_control, "What to do")
    mode.set_value("score")
    run(short)
    find(short.text_area, "Your text").set_value("A horse!")
    run(short)
    find(short.segmented_control, "What to do").set_value("write")
    assert text(run(short)) == before
    assert find(short.text_area, "Opening words").value == "JULIET:\n"
    assert find(short.slider, "Temperature").value == 0.5
    find(short.segmented_control, "What to do").set_value("score")
    run(short)
    assert find(short.text_area, "Your text").value == "A horse!"


def test_other_opening_words_are_read(short):
    find(short.text_area, "Opening words").set_value("JULIET:\nO ")
    assert text(run(short)).startswith("JULIET:\nO ")
    assert shown(short)["promptLength"] == 10


@pytest.mark.parametrize(("name", "value"), [("k", "1"), ("top", "0.05")])
def test_drawing_from_fewer_is_said_and_cuts_the_rest(name, value):
    view = shown(open_page(**SHORT, **{name: value}))
    assert {"k": "top-k 1", "top": "top-p 0.05"}[name] in view["sampling"]


def test_the_second_text_of_a_comparison_is_by_its_own_network():
    app = open_page(state={"mode": "compare", "other_cell": "gru"}, **SHORT)
    left, right = views(app)
    assert left["layer"]["cell"] == "lstm" and right["layer"]["cell"] == "gru"
    assert len(left["text"]) == len(right["text"]) and left["owner"] and not right["owner"]


def test_the_second_text_is_the_first_if_nothing_differs():
    state = {"mode": "compare", "other_cell": "gru", "other_temperature": 0.5}
    left, right = views(open_page(cell="gru", t="0.5", **SHORT, state=state))
    assert left["text"] == right["text"]


def test_what_is_compared_can_have_another_temperature():
    state = {"mode": "compare", "other_cell": "lstm", "other_temperature": 2.0}
    left, right = views(open_page(**SHORT, state=state))
    assert left["text"] != right["text"] and "temperature 2" in right["sampling"]


def test_choices_survive_a_visit_to_another_page(short):
    before = text(short)
    short.switch_page("pages/word_reader.py")
    short.run()
    assert not short.exception
    short.switch_page(PAGE)
    assert text(run(short)) == before


def test_two_visitors_do_not_disturb_each_other():
    one, two = open_page(**SHORT), open_page(**SHORT)
    before = text(two)
    find(one.number_input, "Seed").set_value(77)
    run(one)
    assert text(run(two)) == before != text(one)


# ---- links -------------------------------------------------------------------------------------

FULL = {"p": "JULIET:\n", "cell": "gru", "t": "0.5", "k": "10", "top": "0.9", "seed": "42"}


def test_a_link_fills_the_controls():
    app = open_page(n="30", **FULL)
    assert find(app.text_area, "Opening words").value == "JULIET:\n"
    assert find(app.slider, "Temperature").value == 0.5
    assert find(app.slider, "Top-p").value == 0.9
    assert find(app.number_input, "Top-k").value == 10
    assert find(app.number_input, "Seed").value == 42
    assert find(app.number_input, "Length, characters").value == 30
    view = shown(app)
    assert view["layer"]["cell"] == "gru" and view["text"].startswith("JULIET:\n")
    assert len(written(app)) == 30
    assert view["sampling"] == "temperature 0.5, top-k 10, top-p 0.9"


def test_the_link_of_a_text_brings_it_back():
    app = open_page(n="30", ch="4-81.20-10", **FULL)
    assert link(app) == {"n": "30", "ch": "4-81.20-10", **FULL}
    assert text(open_page(**link(app))) == text(app)


def test_a_link_brings_back_what_was_looked_at():
    view = shown(open_page(at="12", unit="17", layer="1", colour="unit", **SHORT))
    assert (view["at"], view["unit"], view["depth"], view["colour"]) == (12, 17, 0, "unit")


def test_a_link_brings_back_how_the_sliders_under_the_bars_were_set(short):
    app = open_page(**{"try": "0.5_3_0.9"}, **SHORT)
    assert shown(app)["tried"] == {"temperature": 0.5, "topK": 3, "topP": 0.9}
    assert shown(app)["text"] == text(short) and shown(short)["tried"] is None
    assert link(app)["try"] == "0.5_3_0.9"


def test_every_row_of_logits_that_the_sliders_need_is_sent_as_it_is():
    view = shown(open_page())
    trace = load_trace(card_file.ASSETS / "shakespeare" / "lstm" / EXAMPLE)
    sent = np.frombuffer(base64.b64decode(view["layer"]["logits"]), "<f4")
    assert (sent.reshape(trace.logits.shape) == trace.logits).all()


def test_a_link_in_which_nothing_makes_sense_changes_nothing():
    bad = dict.fromkeys(set(STATE.names) - {"p", "s", "stage"}, "\x00<script>.-")
    bad |= {"t": "nan", "t2": "-1", "k": "66", "top": "0", "seed": "1e3", "n": "9" * 5_000}
    bad |= {"try": "9_0_1"}
    bad |= {"ch": "5-.-5-65.3-55296.3-9999999.2000-65", "p": "\x00", "layer": "0", "at": "-3"}
    app = open_page(settle=False, **bad)
    view, first = shown(app), shown(open_page(settle=False))
    assert view["rev"] == first["rev"] and view["text"] == first["text"] and link(app) == {}
    assert not view["running"], "this is not the shipped example"
    names = ("at", "unit", "depth", "colour")
    assert [view[name] for name in names] == [first[name] for name in names]


def test_a_teachers_link_hides_and_locks_controls_whose_values_count():
    hidden = "temperature.seed.more.opened.guess"
    app = open_page(**SHORT, t="0.2", top="0.9", hide=hidden, lock="cell.top_p")
    shown_toggles = [toggle.label for toggle in app.toggle]
    assert "More" not in shown_toggles and len(shown_toggles) == 2, "of the switch and the tree"
    assert [slider.label for slider in app.slider] == ["Top-p"] and app.slider[0].disabled
    assert find(app.segmented_control, "Network").disabled
    assert "new" not in [button.label for button in app.button], "there is no seed to draw"
    assert "temperature 0.2" in shown(app)["sampling"] and "top-p 0.9" in shown(app)["sampling"]
    assert link(app)["hide"] == ".".join(sorted(hidden.split(".")))
    assert link(app)["lock"] == "cell.top_p"


# ---- branches ----------------------------------------------------------------------------------


def test_a_branch_keeps_what_is_before_it_and_puts_its_character(short):
    before = written(short)
    other = "Q" if before[12] != "Q" else "Z"
    app = open_page(ch=f"12-{ord(other)}", **SHORT)
    after = written(app)
    assert after[:12] == before[:12] and after[12] == other and len(after) == 40
    assert shown(app)["changed"] == [12]


def test_a_branch_beyond_the_end_makes_the_text_longer(short):
    app = open_page(ch="60-81", **SHORT)
    assert len(written(app)) == 61 and written(app)[60] == "Q"
    assert written(app)[:40] == written(short)


def test_a_second_branch_keeps_the_first(short):
    app = open_page(ch="5-81.12-90", **SHORT)
    assert written(app)[:5] == written(short)[:5]
    assert written(app)[5] == "Q" and written(app)[12] == "Z"
    assert shown(app)["changed"] == [5, 12]


def test_branching_is_the_same_as_its_link(short):
    """What the click does, by the function the click calls."""
    set_state(short, changes=((12, "Q"),))
    assert text(short) == text(open_page(ch="12-81", **SHORT))
    assert link(short)["ch"] == "12-81"


def test_other_opening_words_end_the_branches():
    app = open_page(ch="12-81", **SHORT)
    find(app.text_area, "Opening words").set_value("KING:\n")
    run(app)
    assert shown(app)["changed"] == [] and "ch" not in link(app)


def tree(app):
    """The tree of ways to go on."""
    (found,) = (data for data in _mounted(app) if "branches" in data)
    return found


def test_twenty_ways_begin_at_the_selected_character_and_follow_the_sliders():
    app = open_page(ways="1", at="30", **{"try": "0_0_1"}, **SHORT)
    stands = text(app)
    assert tree(app)["root"].endswith(stands[20:30].replace("\n", "⏎"))
    after = "The opening words are yours, so it begins after them."
    assert after not in captions(app)
    assert after in captions(open_page(ways="1", at="2", **SHORT))
    (only,) = tree(app)["branches"]
    assert len(only["names"]) == 20 and only["p"] == 1, "temperature 0 has no luck"
    app = open_page(ways="1", at="30", **{"try": "2_0_1"}, **SHORT)
    branches = tree(app)["branches"]
    assert len(branches) > 3 and sum(len(one["names"]) for one in branches) == 20
    assert link(app) | {"n": "40"} == {"ways": "1", "at": "30", "try": "2_0_1", **SHORT}


# ---- opening words of all kinds ----------------------------------------------------------------


def prompted(words, **more):
    app = open_page(**SHORT, **more)
    find(app.text_area, "Opening words").set_value(words)
    return run(app)


@pytest.mark.parametrize(
    ("words", "read", "named"),
    [
        ("Hé “quoted”", "He 'quoted'", "Made plain: é → e · “ ” → '."),
        ("one 1 two", "one  two", "Left out, as the network never saw them: 1."),
        ("hi 🙂!", "hi !", "🙂"),
        ("שלום Romeo", " Romeo", "ש ל ו ם"),
        ("a\u202eb\u200bc", "abc", "an unseen sign of direction, an unseen gap"),
        ("👨\u200d👩 O", " O", "👨 👩, an unseen joiner"),
        ("a\x00b", "ab", "an unseen sign"),
        ("10" * 3 + "abc", "abc", "1 0"),
    ],
)
def test_what_the_network_never_saw_is_named(words, read, named):
    app = prompted(words)
    view = shown(app)
    assert view["text"][: view["promptLength"]] == read
    assert named in captions(app)


def test_known_words_need_no_note(short):
    before = captions(short)
    assert "Left out" not in before and "Made plain" not in before


@pytest.mark.parametrize("words", ["", "🙂", "1245"])
def test_no_opening_words_start_after_a_newline(words):
    app = prompted(words)
    view = shown(app)
    assert view["text"].startswith("\n") and view["promptLength"] == 1
    assert len(written(app)) == 40
    assert written(app) == written(prompted("\n"))


def test_of_a_hundred_thousand_characters_the_last_are_read():
    words = "To be or not to be.\n" * 5_000
    app = prompted(words)
    view = shown(app)
    assert view["promptLength"] == MAX_PROMPT == 2_000
    assert view["text"][:MAX_PROMPT] == words[-MAX_PROMPT:]
    assert "Only the last 2,000 characters are read." in captions(app)
    assert len(written(app)) == 40


def test_the_link_of_long_opening_words_brings_the_same_text_back():
    app = prompted("".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} " for n in range(4_000)))
    brought_back = text(open_page(**link(app)))
    assert brought_back[:40] == text(app)[:40]
    assert brought_back == text(app)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<b>x</b> & **y** _z_ `q` $x^2$"])
def test_markup_is_text_like_any_other(words):
    app = prompted(words)
    view = shown(app)
    known = set(view["names"])
    plain = words.replace("`", "'").replace("(", ",").replace(")", ",")
    assert view["text"][: view["promptLength"]] == "".join(c for c in plain if c in known)
    assert "Left out, as the network never saw them: <" in captions(app)
    assert not any("<script>" in element.value for element in app.markdown)


# ---- score my text -----------------------------------------------------------------------------


def scoring(words):
    return open_page(state={"mode": "score", "scored": words})


def test_a_given_text_is_scored_as_it_stands():
    app = scoring("To be, or not to be")
    view = shown(app)
    assert view["text"] == "To be, or not to be" and view["scoring"] and not view["running"]
    mean, power = re.findall(r"^(.*?) bits a .* average, perplexity (.*?);", view["summary"])[0]
    assert f"{2 ** float(mean):.1f}" == power
    unseen = card_file.read_card(card_file.ASSETS / "shakespeare" / "lstm")["metrics"]
    assert view["summary"].endswith(f"unseen Shakespeare: {unseen['bits_per_char']:.2f}")


def test_the_mean_of_the_surprise_is_what_the_summary_says():
    view = shown(scoring("Speak, speak.\n\nAll:"))
    bits = np.frombuffer(base64.b64decode(view["bits"]), "<f4")
    assert len(bits) == len(view["text"]) and bits[0] == 0 and (bits[1:] > 0).all()
    assert view["summary"].startswith(f"{bits[1:].mean():.2f} bits")


@pytest.mark.parametrize("words", ["", "🙂", "124"])
def test_nothing_to_score_is_said(words):
    app = scoring(words)
    assert views(app) == []
    assert any("nothing to read yet" in info.value for info in app.info)


def test_one_character_can_be_scored():
    view = shown(scoring("O"))
    assert view["text"] == "O" and view["choices"] is None and view["summary"] == ""


def test_of_a_pasted_book_the_last_part_is_scored():
    app = scoring("Who's there?")
    find(app.text_area, "Your text").set_value("Who's there?\n" * 8_000)
    run(app)
    assert len(text(app)) == 2_000
    assert "Only the last 2,000 characters are read." in captions(app)


def test_what_is_scored_may_hold_markup():
    app = scoring("<script>alert(1)</script>")
    assert text(app) == "scriptalert,1,script".replace("1", "")
    assert "Left out" in captions(app)


# ---- links to every mode ------------------------------------------------------------------------


def test_a_link_brings_back_both_texts():
    state = {"mode": "compare", "other_cell": "gru", "other_temperature": 1.5}
    app = open_page(**SHORT, state=state)
    before, after = views(app), views(open_page(**link(app)))
    assert [view["text"] for view in after] == [view["text"] for view in before]


def test_a_link_brings_back_a_scored_text():
    app = open_page(state={"mode": "score", "scored": "A horse!", "cell": "gru"})
    before, after = shown(app), shown(open_page(**link(app), at="3"))
    assert after["text"] == "A horse!" and after["bits"] == before["bits"] and after["at"] == 3


def test_a_link_brings_back_a_stage_of_the_training():
    app = open_page(settle=False, state={"mode": "learn", "cell": "gru"})
    (slider,) = app.select_slider
    slider.set_value(slider.options[-1])
    run(app, settle=False)
    assert link(app)["do"] == "learn" and link(app)["cell"] == "gru"
    again = open_page(settle=False, **link(app))
    assert again.select_slider[0].value == slider.options[-1]


def test_the_most_surprising_character_is_opened_first():
    view = shown(open_page(**SHORT))
    bits = np.frombuffer(base64.b64decode(view["bits"]), "<f4")
    assert view["at"] == int(bits.argmax())


# ---- watch it learn ----------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_every_stage_on_the_card_can_be_looked_at(cell):
    stages = card_file.read_card(card_file.ASSETS / "shakespeare" / cell)["stages"]
    app = open_page(settle=False, state={"mode": "learn", "cell": cell})
    slider = app.select_slider[0]
    assert len(slider.options) == len(stages) == len(set(slider.options))
    for name, stage in zip(slider.options, stages, strict=True):
        app.select_slider[0].set_value(name)
        app.run()
        assert not app.exception
        assert app.text[0].value == stage["sample"].strip()
        bits = stage["windows_nats"] / math.log(2)
        assert app.metric[0].value == f"{bits:.2f} bits"


# ---- damaged files -----------------------------------------------------------------------------


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """The shipped files, copied, with the weights of the LSTM cut short."""
    import streamlit as st

    from seqdemo.app import networks
    from seqdemo.demos.shakespeare.page import slot
    from seqdemo.tasks import task as base

    assets = tmp_path / "assets"
    shutil.copytree(card_file.ASSETS, assets)
    weights = assets / "shakespeare" / "lstm" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    for module in (card_file, networks, base, slot):
        monkeypatch.setattr(module, "ASSETS", assets)
    st.cache_resource.clear()
    yield assets
    st.cache_resource.clear()


def test_a_damaged_network_is_named_and_the_others_go_on(damaged):
    app = open_page(settle=False, **SHORT)
    assert "lstm/weights.safetensors is damaged" in app.error[0].value
    assert "other demos" in app.error[0].value and views(app) == []
    app.session_state["shakespeare.cell"] = "gru"
    run(app)
    assert not app.error
    assert shown(app)["layer"]["cell"] == "gru" and len(written(app)) == 40


def test_the_example_is_shown_even_if_its_network_is_damaged(damaged):
    app = open_page()
    assert not app.error and len(written(app)) == 240


def test_a_damaged_example_is_named(damaged):
    path = damaged / "shakespeare" / "lstm" / EXAMPLE
    path.write_bytes(path.read_bytes()[:1_000])
    app = open_page(settle=False)
    assert "example.npz" in app.error[0].value


def test_a_text_is_guessed_letter_by_letter():
    app = open_page(guess="1")
    whole = text(open_page())
    assert not views(app) and app.code[0].value == "ROMEO:\n▁"
    kept = app.session_state["shakespeare.#veil"]
    kept["guessed"]["text"] = kept["asked"]["text"], Named("space", 0.5)
    run(app)
    (box,) = (data["revealed"] for data in _mounted(app) if "revealed" in data)
    assert app.code[0].value == f"ROMEO:\n{whole[7]}▁" and box["truth"] == whole[7]
    assert box["rows"][0][:2] == ["␣", 0.5] and len(dict(box["scores"])) == 3
    next(button for button in app.button if button.label == "Show it all").click()
    assert text(run(app)) == whole and link(app) == {"guess": "1"}


def test_states_of_a_text_go_when_the_server_needs_room_although_its_page_is_open():
    app = open_page(**SHORT, state={"ways": True, "opened": True})
    generation = app.session_state["shakespeare.slot.a"]
    states, text = weakref.ref(generation.trace().layers[0].hidden.base), generation.text
    assert app._fragment_storage._fragments and states() is not None
    BUDGET.hold("another", BUDGET.most, lambda: None)
    BUDGET.forget("another")
    gc.collect()
    assert states() is None
    assert generation.text == text, "they come again when they are asked for"


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_guide_speaks_of_the_network_that_writes(cell):
    app = open_page(cell=cell, n="3")
    guide = next(one.value for one in app.markdown if "the strips are its memory" in one.value)
    units = card_file.read_card(card_file.ASSETS / "shakespeare" / cell)["config"]["hidden_size"]
    assert f"two layers of {units} units" in guide
    assert ("*cell state*" in guide) == (cell == "lstm")
