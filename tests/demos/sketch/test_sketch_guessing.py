"""Guess first on "Draw together": the visitor's lines beside the network's."""

from __future__ import annotations

import numpy as np
import pytest
from test_sketch_page import link, open_page, sheet

from seqdemo.demos.sketch.examples import BODY, first_query
from seqdemo.demos.sketch.going_on import go_on
from seqdemo.demos.sketch.page import guessing
from seqdemo.demos.sketch.strokes import Line, line_of, write_line
from seqdemo.demos.sketch.surprise import compare_lines
from seqdemo.demos.sketch.task import TASK

LEG = Line("m", ((200, 330), (196, 380), (192, 420)))
SCRAWL = Line("m", ((20, 20), (490, 30), (30, 490), (480, 480), (25, 250)))


def draw(app, *lines):
    """Add lines to the drawing, as the browser would."""
    now = tuple(app.session_state["sketch.drawing"])
    app.session_state["sketch.drawing"] = now + tuple(map(write_line, lines))
    app.run()


def press(app, label):
    """Click a button; the whole page is run, where a server runs two fragments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guessing, "rerun", lambda keys: None)
        next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def said(app):
    return " ".join(one.value for one in app.markdown)


def test_the_network_s_own_line_is_as_surprising_as_itself_and_lies_on_itself():
    asked = first_query()
    model = TASK.load(asked.network)
    own = tuple(line_of("m", line) for line in go_on(model, asked).lines[0][:1])
    found = compare_lines(model, asked, own)
    assert found.apart < 0.01 and abs(found.bits) < 2  # rounded to whole units of the sheet


def test_a_scrawl_surprises_the_network_more_than_a_leg_does():
    asked = first_query()
    model = TASK.load(asked.network)
    leg, scrawl = (compare_lines(model, asked, (line,)) for line in (LEG, SCRAWL))
    assert scrawl.bits > leg.bits > 0 and scrawl.apart > 0.1
    assert np.isfinite([leg.apart, scrawl.bits]).all()


def test_nothing_of_the_network_is_sent_before_the_visitor_has_drawn_and_compared():
    app = open_page(guess="1")
    assert sheet(app)["ahead"] is None and sheet(app)["waits"] and sheet(app)["others"] is None
    (compare,) = (button for button in app.button if button.label == "Compare with the network")
    assert compare.disabled
    draw(app, LEG)
    assert sheet(app)["ahead"] is None
    press(app, "Compare with the network")
    assert "a point more surprising than its own line" in said(app)
    from_body = sheet(open_page(settle=False))["ahead"]
    assert sheet(app)["ahead"]["start"] == from_body["start"]  # it has not seen the leg
    assert sheet(app)["drawing"] == [*map(write_line, BODY), write_line(LEG)]
    press(app, "Go on from here")
    assert sheet(app)["ahead"] is None and "Draw how it goes on" in said(app)
    assert link(app)["guess"] == "1"


def test_a_link_may_veil_what_comes_and_other_ways_to_draw_have_no_guess():
    assert sheet(open_page(veil="ahead"))["ahead"] is None
    app = open_page(guess="1", mode="beside")
    assert sheet(app)["ahead"] is not None or sheet(app)["waits"]
    assert "Compare with the network" not in [button.label for button in app.button]


@pytest.mark.parametrize(("bits", "word"), [(1.2, "more"), (-0.4, "less")])
def test_the_words_say_which_way_the_surprise_goes(bits, word):
    from seqdemo.demos.sketch.surprise import Compared

    assert f"bits** a point {word} surprising" in guessing.in_words(Compared(bits, 0.1), 1)
