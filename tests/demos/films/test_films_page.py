"""The page "Watch a film", run as Streamlit runs it, without a browser."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.core.percent import percent
from seqdemo.demos.films.examples import first, ready
from seqdemo.demos.films.kinds import FILMS
from seqdemo.demos.films.query import Watch
from seqdemo.demos.films.reading import film_guesses
from seqdemo.demos.films.task import TASK
from seqdemo.handwriting.grids import encode

ROOT = Path(__file__).resolve().parents[3]


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/films.py")
    app.run()
    assert not app.exception
    return app


def mounted(app):
    return [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]


def picture(app):
    return next(data for data in mounted(app) if "columns" in data)


def link(app):
    return next(data["link"] for data in mounted(app) if "names" in data)


def text_of(app):
    return " ".join(e.value for group in (app.markdown, app.caption) for e in group)


def best(network, frames):
    trace = TASK.trace(TASK.load(network), Watch(frames))
    kind, share = film_guesses(trace)[0]
    return f"**{kind}** {percent(share)}"


@pytest.fixture(scope="module")
def app():
    return open_page()


def test_both_networks_say_what_they_say(app):
    assert f"| with a memory | {best('gru', first())} |" in text_of(app)
    assert f"| each frame alone | {best('frame', first())} |" in text_of(app)
    assert len(picture(app)["columns"]) == len(first()) and picture(app)["memory"]


def test_a_link_brings_back_film_network_and_order(app):
    frames = ready("waves")
    other = open_page(film=encode(frames), net="frame", mix="5", step="2")
    assert not picture(other)["memory"] and picture(other)["step"] == 1
    assert "shuffled" in text_of(other)
    assert set(link(other)) == {"film", "net", "mix", "step"}
    grids = [column["input"]["bits"] for column in picture(other)["columns"]]
    assert sorted(grids) == sorted(frames) and grids != list(frames)


def test_buttons_show_another_film_and_shuffle_it(app):
    def press(label):
        next(b for b in app.button if b.label == label).click()
        app.run()
        assert not app.exception

    press("grows")
    assert link(app)["film"] == encode(ready("grows"))
    press("Shuffle the frames")
    assert "in the order" in text_of(app)
    press("In order again")
    assert "in the order" not in text_of(app)


def test_nonsense_in_a_link_does_no_harm():
    odd = open_page(film="x", net="?", mix="-3", step="99", veil="film", hide="both.presets")
    assert "And if it may look ahead?" not in [header.value for header in odd.subheader]
    assert any(b.label == "show the answer" for b in odd.button)


def test_who_guesses_first_is_not_sent_what_the_network_says():
    app = open_page(guess="1", mix="3")
    unrolled = picture(app)
    assert unrolled["veil"] and all(column["output"] is None for column in unrolled["columns"])
    (box,) = (data for data in mounted(app) if "revealed" in data)
    assert len(box["options"]) == len(FILMS) and box["revealed"] is None
    assert "| the film |" not in text_of(app) and "look ahead" not in text_of(app)


def test_the_opened_cell_names_the_frame_and_is_there_for_the_network_with_memory_alone():
    app = open_page(open="1", step="2", unit="5")
    assert "**Unit 5 at step 2**, which reads “frame 2”" in text_of(app)
    bodies = [str(element.proto) for element in app.get("html")]
    assert any(re.search(r"row \d, column \d", body) for body in bodies)
    assert "Open the cell" not in [head.value for head in open_page(open="1", net="frame").header]
