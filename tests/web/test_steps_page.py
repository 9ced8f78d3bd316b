"""A page of `steps` runs for every kind of trace, and hears what the visitor does."""

from pathlib import Path

import pytest
import steps_app
from streamlit.testing.v1 import AppTest

from seqdemo.web import steps as package
from seqdemo.web.steps import Bars, Column, Text

APP = Path(steps_app.__file__)


@pytest.mark.parametrize("name", list(steps_app.SHOWN))
def test_every_example_is_shown(name):
    at = AppTest.from_file(APP)
    at.query_params["show"] = name
    at.run()
    assert not at.exception
    assert at.get("bidi_component")


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ({"step": 1, "layer": 0, "unit": 3}, [{"step": 1, "layer": 0, "unit": 3}]),
        ({"step": 4, "layer": 0, "unit": 3}, []),
        ({"step": -1, "layer": 0, "unit": 3}, []),
        ({"step": 1, "layer": 0, "unit": 36}, []),
        ({"step": 1, "layer": 9, "unit": 3}, []),
        ({"step": "1", "layer": None}, []),
        ({}, []),
    ],
)
def test_a_rest_is_heard_only_where_there_is_such_a_place(sent, heard):
    found = []
    trace = steps_app.Trace(tuple("said"), (steps_app.layer_of("rnn", 4, 36, 0),))
    package._viewed(trace, found.append, sent)
    assert found == heard


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ({"step": 0, "label": "a"}, [(0, "a")]),
        ({"step": 0, "label": "other"}, []),
        ({"step": 1, "label": "x"}, []),
        ({"step": 2, "label": "a"}, []),
        ({"step": None, "label": ["a"]}, []),
        ({}, []),
    ],
)
def test_a_pick_is_heard_only_of_a_bar_that_is_there(sent, heard):
    found = []
    columns = [Column(Text("x"), Bars([("a", 0.5)])), Column(Text("y"), Text("x"))]
    package._picked(columns, lambda step, label: found.append((step, label)), sent)
    assert found == heard
