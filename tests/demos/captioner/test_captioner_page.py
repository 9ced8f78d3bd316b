"""The page "Caption a photo", run as Streamlit runs it, without a browser.

No test knows what the networks say: each compares what the page shows with what was asked.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from page_components import components
from PIL import Image
from streamlit.testing.v1 import AppTest

from seqdemo.analysis.guesses import Named
from seqdemo.core import card_file
from seqdemo.core.percent import percent
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.captioner.closeness import FAR
from seqdemo.demos.captioner.examples import PHOTO, TRACE
from seqdemo.demos.captioner.page import answers, below, looking, shelf, state
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.page.verdicts import kinship
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import REGIONS, TRAINED_REGIONS, region_now
from seqdemo.demos.captioner.samples import SAMPLES

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/captioner.py"


def open_page(*, session=None, **query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    for name, value in (session or {}).items():
        app.session_state[f"captioner.{name}"] = value
    app.switch_page(PAGE)
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def parts(app):
    """What the components on the page were given: the strip first."""
    return [data for data in _mounted(app) if "names" not in data]


def link(app):
    """What the page writes into the address."""
    (data,) = (data for data in _mounted(app) if "names" in data)
    return {name: text for name, text in data["link"].items() if name != "inside"}


def _mounted(app):
    return [json.loads(element.proto.json)[0] for element in components(app)]


def strip(app):
    return parts(app)[0]


def shown(app):
    (view,) = parts(app)[1:]
    return view


def act(app, **sent):
    """Do in the picture what a visitor would: AppTest fires no triggers of components."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", app.session_state)
        state.act(sent)
    return run(app)


def picture(seed=0, width=64, height=48, kind="PNG"):
    noise = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    file = BytesIO()
    Image.fromarray(noise).resize((width, height)).save(file, kind)
    return file.getvalue()


def upload(app, *files):
    app.file_uploader[0].set_value([(name, content, "image/png") for name, content in files])
    return run(app)


def pick_photo(app, key):
    """Choose a photo in the strip."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", app.session_state)
        shelf.choose(key)
    return run(app)


def control(elements, label):
    return next(element for element in elements if element.label == label)


def words_of(app):
    return shown(app)["said"]


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module", autouse=True)
def _a_photo_is_made_ready_once():
    """Samples are, again and again, where a test has all that is kept forgotten."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "prepare", cache(answers.prepare))
        yield


# ---- opening -----------------------------------------------------------------------------------


def test_the_first_visit_shows_the_example_that_ships():
    app = open_page()
    trace = load_trace(card_file.ASSETS / "captioner" / "attention" / TRACE)
    view = shown(app)
    assert app.title[0].value == "Caption a photo"
    assert ("<start>", *view["said"]) == trace.inputs
    assert view["attention"] and view["tree"] and view["ms"] is None
    assert strip(app)["chosen"] == PHOTO
    assert [photo["key"] for photo in strip(app)["photos"]] == [
        photo.key for photo in answers.samples()
    ]


@pytest.mark.parametrize(
    ("hidden", "kept"), [("upload.photos.view.choosing.guess", False), ("photos", True)]
)
def test_where_all_controls_are_hidden_no_row_is_kept_for_them(hidden, kept):
    blocks = [
        str(getattr(one, "proto", "")) for one in open_page(hide=hidden).main.children.values()
    ]
    assert any("seqdemo-controls" in block for block in blocks) == kept


def test_the_example_is_what_the_controls_ask_for():
    asked, first = Describe(b""), {name: choice.default for name, choice in STATE.choices.items()}
    assert (first["width"], first["penalty"]) == (asked.beam_width, asked.length_penalty)
    assert first["method"] == asked.method and first["view"] == asked.network


def test_the_network_still_says_what_the_example_says():
    """The shipped files belong to the shipped weights."""
    network, card = answers.LOOKING, answers
    (photo,) = (each for each in card.samples() if each.key == PHOTO)
    shipped = answers.answer(photo, Describe(photo.seen))
    fresh = answers._computed(network, "fresh", Describe(photo.seen), None)
    assert shipped.milliseconds is None and fresh.milliseconds is not None
    assert fresh.words == shipped.words and fresh.trace.inputs == shipped.trace.inputs
    np.testing.assert_allclose(fresh.trace.attention, shipped.trace.attention, atol=2e-3)
    np.testing.assert_allclose(
        fresh.trace.layers[0].hidden, shipped.trace.layers[0].hidden, atol=2e-2
    )
    assert len(fresh.search.tree) == len(shipped.search.tree)
    for ours, theirs in zip(fresh.search.sentences, shipped.search.sentences, strict=True):
        assert ours.words == theirs.words
        assert ours.score == pytest.approx(theirs.score, abs=0.01)


# ---- photos ------------------------------------------------------------------------------------


def test_samples_begin_with_those_most_like_the_training_photos():
    near = answers.closeness_of("attention")
    distances = [near.samples[photo.key] for photo in answers.samples()]
    assert distances == sorted(distances) and len(distances) == len(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_described(name):
    app = open_page(photo=name)
    assert strip(app)["chosen"] == name and words_of(app)
    assert link(app).get("photo", PHOTO) == name


def test_uploads_are_described_and_wrong_files_are_named():
    app = upload(
        open_page(),
        ("one.png", picture(1)),
        ("text.png", b"hello"),
        ("two.png", picture(2, 200, 80)),
        ("empty.png", b""),
    )
    names = [photo["name"] for photo in strip(app)["photos"] if photo["own"]]
    assert names == ["one.png", "two.png"]
    assert strip(app)["notes"][0].startswith("text.png: This file is no picture")
    assert strip(app)["notes"][1] == "empty.png: This file is empty."
    assert shown(app)["alt"] == "one.png", "the first that can be opened"
    assert link(app)["photo"] == "own"
    app = upload(app, ("bad.png", b""), ("wide.png", picture(3, 200, 80)))
    assert shown(app)["alt"] == "wide.png" and shown(app)["size"] == [200, 80]


def test_what_was_said_about_a_file_is_gone_after_a_visit_elsewhere():
    app = upload(open_page(), ("a.png", b"no"))
    assert strip(app)["notes"]
    app.switch_page("pages/word_reader.py")
    run(app)
    app.switch_page(PAGE)
    assert strip(run(app))["notes"] == []


def test_the_upload_box_is_emptied_so_that_the_server_forgets_the_files():
    app = upload(open_page(), ("one.png", picture(1)))
    assert not app.file_uploader[0].value
    assert "one.png" in [photo["name"] for photo in strip(app)["photos"]]


def test_only_the_latest_photos_are_kept_and_that_is_said():
    app = upload(open_page(), *((f"{n}.png", picture(n)) for n in range(14)))
    own = [photo["name"] for photo in strip(app)["photos"] if photo["own"]]
    assert own == [f"{n}.png" for n in range(12)]
    assert "At most 12 photos" in strip(app)["notes"][-1]
    app = upload(app, ("late.png", picture(99)))
    own = [photo["name"] for photo in strip(app)["photos"] if photo["own"]]
    assert own == [*(f"{n}.png" for n in range(1, 12)), "late.png"]
    assert strip(app)["notes"] == ["12 photos are kept: the oldest of yours left for the new."]


def test_nothing_but_wrong_files_changes_no_photo():
    before = open_page()
    said = words_of(before)
    app = upload(before, ("a.png", b"no"))
    assert words_of(app) == said and strip(app)["chosen"] == PHOTO and strip(app)["notes"]


def test_another_photo_forgets_what_was_done_to_the_sentence():
    app = act(open_page(), do="branch", words=["a", "dog"])
    assert words_of(app)[:2] == ["a", "dog"]
    app = upload(app, ("one.png", picture(1)))
    assert shown(app)["prefix"] == 0


# ---- choosing words ----------------------------------------------------------------------------


def test_a_sentence_goes_on_from_another_word():
    app = act(open_page(photo="cat"), do="branch", words=["two", "dogs"])
    view = shown(app)
    assert view["said"][:2] == ["two", "dogs"] and len(view["said"]) > 2
    assert view["prefix"] == 2 and view["at"] == 1 and link(app)["pre"] == "two.dogs"
    assert words_of(open_page(**link(app))) == view["said"]


def test_a_considered_sentence_can_be_looked_at_and_the_tree_stays():
    before = shown(open_page(photo="coffee"))
    other = before["sentences"][-1]["words"]
    app = act(open_page(photo="coffee"), do="say", words=other)
    view = shown(app)
    assert view["said"] == other and view["own"] == before["said"]
    assert view["tree"] == before["tree"] and view["rev"] != before["rev"]
    assert words_of(open_page(**link(app))) == other


def test_greedy_beam_and_chance_are_what_they_say():
    greedy = shown(open_page(photo="rocket", m="greedy"))
    assert all(len(step) <= 2 for step in greedy["tree"]) and not greedy["drawn"]
    for step, word in zip(greedy["choices"], greedy["said"], strict=False):
        sayable = next(choice for choice in step if choice["kind"] != "never")
        assert sayable["word"] == word
    assert "greedy" in greedy["title"]
    wide = shown(open_page(photo="rocket", k="10", lp="1"))
    assert "beam 10" in wide["title"]
    assert max(len(step) for step in wide["tree"]) == 20 and len(wide["sentences"]) >= 10
    best = wide["sentences"][0]
    assert best["words"] == wide["said"]
    assert best["score"] == pytest.approx(best["p"] / (len(best["words"]) + 1))
    chance = shown(open_page(photo="rocket", m="chance", t="0", seed="3"))
    assert chance["drawn"] and chance["tree"] is None and chance["said"] == greedy["said"]
    assert "by chance, temperature 0" in chance["title"]


def test_the_same_seed_says_the_same_and_another_does_not_always():
    said = [
        shown(open_page(photo="cat", m="chance", t="1.5", seed=seed))["said"]
        for seed in ("5", "5", "6", "7")
    ]
    assert said[0] == said[1] and len({tuple(words) for words in said}) > 1


def test_the_score_of_the_best_sentence_is_what_its_words_say():
    view = shown(open_page(photo="cat"))
    total = np.log(view["chosen"]).sum()
    assert view["sentences"][0]["p"] == pytest.approx(total, abs=0.02)


def test_a_link_in_which_nothing_makes_sense_changes_nothing():
    bad = dict.fromkeys(STATE.names, "\x00<script>.")
    bad |= {"k": "99", "lp": "-1", "t": "nan", "seed": "inf", "at": "²", "unit": "9" * 5_000}
    app = open_page(**bad)
    view, first = shown(app), shown(open_page())
    assert view["rev"] == first["rev"] and link(app) == {}
    assert [view[name] for name in ("at", "unit", "gate", "over")] == [
        first[name] for name in ("at", "unit", "gate", "over")
    ]


def test_a_link_to_somebodys_own_photo_says_that_it_cannot_carry_it():
    app = open_page(photo="own", pre="a.dog")
    assert "cannot carry" in strip(app)["notes"][0]
    assert strip(app)["chosen"] == PHOTO


def test_a_new_server_restores_photo_and_word_and_says_that_own_photos_are_gone():
    app = restored(open_page(), photo="coffee", at="3")
    assert (strip(app)["chosen"], shown(app)["at"]) == ("coffee", 2)
    app = restored(open_page(), photo="own", at="3")
    assert (strip(app)["chosen"], shown(app)["at"]) == (PHOTO, shown(open_page())["at"])
    assert "cannot carry" in strip(app)["notes"][0]


def restored(app, **address):
    """The page after a browser told a server that has never seen it what its address says."""
    kept = {name: app.session_state[name] for name in app.session_state}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", kept)
        shelf.restore(address, [])
    for name in [*app.session_state]:
        if name not in kept:
            del app.session_state[name]
    for name, value in kept.items():
        app.session_state[name] = value
    return run(app)


def test_a_link_brings_back_place_unit_gate_and_what_lies_over_the_photo():
    view = shown(open_page(photo="cat", at="3", unit="17", gate="output", over="grid"))
    assert (view["at"], view["unit"], view["gate"], view["over"]) == (2, 17, "output", "grid")


def test_two_visitors_do_not_disturb_each_other():
    one, two = open_page(), open_page(photo="cat")
    upload(one, ("mine.png", picture(1)))
    run(two)
    assert [photo for photo in strip(two)["photos"] if photo["own"]] == []
    assert strip(two)["chosen"] == "cat"


# ---- words around the picture ------------------------------------------------------------------


def test_what_the_network_cannot_do_is_said():
    app = open_page()
    text = " ".join(element.value for element in app.markdown)
    limits = answers.card("attention")["limits"]
    for limit in limits:
        assert limit in text
    assert any(limits[0] in caption.value for caption in app.caption), "also where all see it"


def test_an_unsure_sentence_is_called_unsure():
    view = shown(open_page(photo="cat"))
    confidence = np.exp(np.log(view["chosen"]).mean())
    scale = answers.scale("attention")
    assert view["unsure"] == (confidence <= scale.edges[0])
    assert f"{100 * confidence:.0f}\xa0%" in view["verdict"]


def test_caption_trace_and_picture_can_be_downloaded():
    labels = [button.proto.label for button in open_page().get("download_button")]
    assert labels == ["caption (.txt)", "trace (.npz)", "trace (.csv)", "picture (.png)"]


def test_how_near_a_photo_is_to_the_training_photos_is_said():
    view, near = shown(open_page(photo="cat")), answers.closeness_of("attention")
    assert view["kind"] == kinship(near.samples["cat"], near)
    assert percent(near.auc, 1) in view["kind_meaning"]
    assert view["odd"] == (near.rank(near.samples["cat"]) >= FAR)


def test_a_blank_page_is_not_called_sure_without_a_warning():
    sheet = BytesIO()
    Image.new("RGB", (300, 200), "white").save(sheet, "PNG")
    app = upload(open_page(), ("blank.png", sheet.getvalue()))
    view = shown(app)
    assert view["kind"].startswith("Unlike anything I know") and view["odd"]
    assert "photos of the kind it was trained on" in view["verdict"]
    assert any(below.ODD in caption.value for caption in app.caption)


def test_did_it_look_reads_the_sentence_with_the_photo_painted_over():
    app = open_page(photo="cat", paint="8x16.17.24")
    view, painted = parts(app)[1:]
    assert painted["painted"] == [16, 17, 24] and painted["says"]
    assert len(painted["columns"]) == 4
    assert painted["columns"][0]["p"] == pytest.approx(view["chosen"], abs=2e-3)
    assert link(app)["paint"] == "8x16.17.24"
    app = pick_photo(app, "coffee")
    assert "paint" not in link(app), "it was painted on another photo"


def test_what_is_painted_comes_from_the_picture_and_only_regions_count():
    app = open_page(photo="cat", paint="8x16.17.24")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", app.session_state)
        looking.act({"do": "paint", "regions": [REGIONS - 1, 1, 1, REGIONS, -1, "5", None, True]})
        looking.act({"do": "nothing", "regions": [9]})
    app = run(app)
    assert parts(app)[2]["painted"] == [1, REGIONS - 1]
    assert link(app)["paint"] == f"8x1.{REGIONS - 1}"


def test_paint_of_links_from_before_covers_the_same_part_of_the_photo():
    every = [region for old in range(TRAINED_REGIONS) for region in region_now(old)]
    assert sorted(every) == list(range(REGIONS))
    app = open_page(photo="cat", paint="0.24")  # of 7x7: the first and the one in the middle
    assert link(app)["paint"] == "8x0.27.28.35.36"


@pytest.mark.parametrize(
    "nonsense", [f"8x{REGIONS}", str(TRAINED_REGIONS), "8x", "x", "", "1..2", "9" * 4400]
)
def test_paint_that_makes_no_sense_is_left_out(nonsense):
    assert "paint" not in link(open_page(paint=nonsense))


def test_a_link_can_leave_did_it_look_out():
    assert not any("look?" in box.label for box in open_page(hide="looked").expander)


# ---- networks ----------------------------------------------------------------------------------


@pytest.fixture
def assets(tmp_path, monkeypatch):
    """A copy of the captioner's files that a test may change."""
    from seqdemo.app import networks
    from seqdemo.tasks import task as base

    copy = tmp_path / "assets"
    shutil.copytree(card_file.ASSETS / "captioner", copy / "captioner")
    for module in (card_file, networks, base, answers):
        monkeypatch.setattr(module, "ASSETS", copy)
    st.cache_resource.clear()
    yield copy / "captioner"
    st.cache_resource.clear()


def test_with_and_without_attention_stand_side_by_side():
    app = open_page(net="both", photo="cat")
    left, right = parts(app)[1:]
    assert (left["network"], right["network"]) == ("attention", "plain")
    assert left["attention"] and right["attention"] is None
    assert link(app)["net"] == "both" and left["owner"] and not right["owner"]
    assert left["layer"]["initial"] and right["layer"]["initial"]
    assert left["at"] == min(right["at"], len(left["said"])), "both begin at the same word"
    assert len(app.expander) == 5, "two ask whether it looked, two are cards"


def test_without_attention_alone():
    view = shown(open_page(net="plain", photo="cat"))
    assert view["network"] == "plain" and view["attention"] is None and view["tree"]


def test_damaged_weights_are_named_and_the_example_still_shows(assets):
    weights = assets / "attention" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    assert not open_page().error
    app = open_page(photo="cat")
    assert "attention/weights.safetensors is damaged" in app.error[0].value
    assert "other demos" in app.error[0].value


@pytest.mark.parametrize("file", ["card.json", "example.npz", "example.json"])
def test_a_damaged_file_is_named(assets, file):
    (assets / "attention" / file).write_bytes(b"{")
    app = open_page()
    assert f"{file}" in app.error[0].value


def test_a_network_without_a_scale_says_how_sure_it_was_and_no_more(assets):
    (assets / "attention" / "confidence.json").unlink()
    view = shown(open_page())
    assert view["verdict"].endswith("a word on average.") and not view["unsure"]


def test_without_sample_photos_the_page_asks_for_one(monkeypatch):
    st.cache_resource.clear()
    monkeypatch.setattr(answers, "sample", lambda name: None)
    app = open_page()
    assert len(parts(app)) == 1 and "upload a photo" in app.info[0].value
    app = upload(app, ("one.png", picture(1)))
    assert shown(app)["alt"] == "one.png"
    st.cache_resource.clear()


def test_a_photo_that_was_taken_is_not_covered_by_the_camera(monkeypatch):
    session = {"captioner.camera": BytesIO(b"shot"), "captioner.uploads": ()}
    session["captioner.camera_open"] = True
    taken = []
    monkeypatch.setattr(shelf.st, "session_state", session)
    monkeypatch.setattr(shelf, "add", taken.extend)
    shelf._develop_shot()
    assert taken == [("photo 1", b"shot")] and session["captioner.camera_open"] is False


def test_a_sentence_is_guessed_word_by_word():
    app = open_page(guess="1", photo="cat")
    whole = words_of(open_page(photo="cat"))

    def guessed(word):
        kept = app.session_state["captioner.#veil"]
        kept["guessed"]["sentence"] = kept["asked"]["sentence"], Named(word, 0.5)
        return run(app)

    def box():
        return next(data for data in parts(app) if "revealed" in data)["revealed"]

    def told():
        return next(one.value for one in app.markdown if one.value.startswith("## "))

    assert box() is None and len(parts(app)) == 2, "strip and question, no picture"
    assert not set(whole) & set(told().split())
    guessed("qwerty")
    assert box()["truth"] == whole[0] and not box()["verdict"].startswith("Right")
    assert told() == f"## {whole[0]} …"
    control(app.button, "Next word").click()
    run(app)
    assert box() is None and told() == f"## {whole[0]} …"
    guessed(whole[1].upper())
    assert box()["verdict"] == f"Right: {whole[1]}."
    control(app.button, "Show it all").click()
    assert words_of(run(app)) == whole
