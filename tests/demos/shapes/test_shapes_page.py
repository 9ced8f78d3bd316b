"""The page "All shapes", run as Streamlit runs it, without a browser."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.app.shape import shapes
from seqdemo.demos.digit_reader.examples import READY
from seqdemo.demos.shapes.page.state import with_step
from seqdemo.demos.shapes.task import TASK
from seqdemo.handwriting.grids import encode
from seqdemo.tasks.card import KINDS

ROOT = Path(__file__).resolve().parents[3]


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/shapes.py")
    app.run()
    assert not app.exception
    return app


def mounted(app):
    return [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]


def pictures(app):
    return [data for data in mounted(app) if "columns" in data]


def text_of(app):
    return " ".join(e.value for group in (app.markdown, app.caption) for e in group)


@pytest.fixture(scope="module")
def app():
    return open_page()


def test_there_is_a_box_with_a_live_network_for_each_shape(app):
    compact = [data for data in pictures(app) if data["compact"]]
    assert len(compact) == len(KINDS) + 1  # an encoder beside its decoder
    assert [data["memory"] for data in compact].count(False) == 1
    for kind in KINDS:
        assert KINDS[kind] in text_of(app)


def test_a_box_says_what_it_does_not_know():
    app = open_page(many_to_one="zorblax film", one_to_many="日")
    assert "words it knows: zorblax" in text_of(app)
    assert any("never saw" in one.value for one in app.info)


def test_each_box_leads_to_its_page_with_its_input(app):
    sent = [e.proto for e in app.get("page_link") if e.proto.query_string]
    links = {link.page.split("/")[-1].split(".")[0]: link.query_string for link in sent}
    for demo, shape in shapes().values():
        first = next(iter(shape.link(shape.readable(shape.example))))
        assert f"{first}=" in links[demo]


def test_weights_do_not_grow_and_states_do(app):
    weights = TASK.card("one")["parameters"]
    assert f"| 10,000 | {weights:,} | 640,000 |" in text_of(app)


def test_a_new_line_that_the_networks_read_stands_in_the_line_too(app):
    for page in (app, open_page(text="ROMEO:\nO ", stack="one")):
        (line,) = (one for one in page.text_input if one.label == "A text to read")
        (stack,) = (data for data in pictures(page) if not data["compact"])
        assert line.value == "ROMEO:⏎O " and "".join(stack["labels"]) == "ROMEO:⏎O␣"
        assert "never saw them: " not in text_of(page)
    (link,) = (data["link"] for data in mounted(page) if "names" in data)
    assert "text" not in link  # it is the first visit's


def test_every_stack_is_in_the_table(app):
    for network in TASK.networks:
        card = TASK.card(network)
        assert f"{card['parameters']:,} | **{card['metrics']['bits_per_char']:.3f}**" in text_of(
            app
        )


def test_a_link_brings_inputs_back_and_nonsense_does_no_harm():
    eight = encode((READY["8"],))
    other = open_page(one_to_one=eight, many_to_one="", stack="three", many_to_many_in_step="?")
    (link,) = (data["link"] for data in mounted(other) if "names" in data)
    assert link["one_to_one"] == eight and link["stack"] == "three"
    assert any(len(data["layers"]) == 3 for data in pictures(other))
    assert [info.value for info in other.info] == ["There is nothing to read yet."]


def test_the_small_writers_say_which_letters_they_never_saw():
    app = open_page(text="<b>1,5</b>")
    said = "Left out, as the networks never saw them: "
    (caption,) = [one.value for one in app.caption if one.value.startswith(said)]
    assert all(sign in caption for sign in "<>/15") and "b" not in caption[len(said) :]


def test_a_link_brings_back_the_steps_of_all_boxes_and_a_step_beyond_the_last_is_the_last():
    asked = "many_to_many_read-2.many_to_one-2.one_to_many-99"
    app = open_page(steps=asked, step="3")
    (link,) = (data["link"] for data in mounted(app) if "names" in data)
    assert (link["steps"], link["step"]) == (asked, "3")
    shown = {data["title"]: data["step"] for data in pictures(app)}
    assert [shown[title] for title in ("GRU, 512 units, many to one", "It reads")] == [1, 1]
    assert shown["LSTM, two layers of 512 units, one to many"] == 4
    assert shown["Then it speaks"] is None
    (link,) = (data["link"] for data in mounted(open_page(steps="none-2")) if "names" in data)
    assert "steps" not in link


def test_the_last_step_of_a_box_is_in_no_link():
    steps = (("many_to_one", 1), ("one_to_many", 2))
    assert with_step(steps, "many_to_one", 0, 4) == (("many_to_one", 0), ("one_to_many", 2))
    assert with_step(steps, "many_to_one", 3, 4) == (("one_to_many", 2),)


def test_a_unit_of_any_layer_of_a_stack_can_be_opened():
    app = open_page(open="1", stack="three", layer="2", step="3", unit="7", text="The king")
    assert "**Unit 7, layer 2, at step 3**, which reads “e”" in text_of(app)


def test_the_translation_s_box_shows_the_reading_and_then_the_speaking(app):
    titles = [data["title"] for data in pictures(app) if data["compact"]]
    assert titles.index("It reads") + 1 == titles.index("Then it speaks")
