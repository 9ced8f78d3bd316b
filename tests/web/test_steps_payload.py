"""What `steps` sends: every slot, small, and nothing twice."""

import base64
import dataclasses
import json

import numpy as np
import pytest
import steps_app
from numpy.testing import assert_allclose

from seqdemo.core.trace import Trace
from seqdemo.web.steps import Balance, Band, Bars, Column, Grid, Number, Picture, Stroke, Text
from seqdemo.web.steps.payload import StepsView, names, payload

PNG = steps_app.picture()


def trace_of(*cells, t=3, h=9):
    layers = tuple(steps_app.layer_of(cell, t, h, n) for n, cell in enumerate(cells))
    return Trace(tuple("abcdefgh"[:t]), layers)


def sent(*inputs, outputs=None, cells=("gru",), **view):
    columns = [
        Column(given, outputs[n] if outputs else None, f"n{n}") for n, given in enumerate(inputs)
    ]
    return payload(StepsView(trace_of(*cells, t=len(inputs)), columns, **view))


def unpacked(values):
    levels = np.frombuffer(base64.b64decode(values["q"]), f"<i{values['width']}")
    return levels * values["scale"]


def test_it_is_json():
    data = sent(Text("a"), Text("b"), strips=("hidden", "update"))
    assert json.loads(json.dumps(data)) == json.loads(json.dumps(data))
    assert data["strips"] == ["hidden", "update"] and data["labels"] == ["a", "b"]


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_all_arrays_of_a_layer_travel_to_within_their_colour(cell):
    view = StepsView(trace_of(cell), [Column(Text(x)) for x in "abc"])
    layer, data = view.trace.layers[0], payload(view)["layers"][0]
    assert list(data["arrays"]) == names(layer)
    for name, values in data["arrays"].items():
        assert_allclose(unpacked(values), layer.array(name).ravel(), atol=2e-4)


def test_large_layers_travel_in_one_byte_a_value():
    view = StepsView(trace_of("gru", t=8, h=16_000), [Column(Text(x)) for x in "abcdefgh"])
    assert payload(view)["layers"][0]["arrays"]["hidden"]["width"] == 1


def test_every_kind_of_input():
    grid = Grid(np.eye(7))
    weights = np.full((2, 2), 0.25, np.float32)
    strokes = [np.array([[0, 0], [2, 1]], np.float32)]
    data = sent(Text("x"), grid, Picture(PNG, weights), Stroke(strokes), Number(1.5))
    kinds = [column["input"]["kind"] for column in data["columns"]]
    assert kinds == ["text", "grid", "picture", "stroke", "number"]
    assert data["columns"][1]["input"]["bits"].count("1") == 7
    assert data["columns"][2]["input"]["over"]["columns"] == 2
    assert data["ranges"]["input"] == [0, 0, 2, 1]


def test_every_kind_of_output():
    outputs = [
        Bars([("a", 0.5), ("b", 0.25)], "b"),
        Text("x"),
        Band(1, 0, 2, 3),
        Stroke([np.zeros((1, 2), np.float32)]),
        Balance(-0.5, "sad", "glad"),
        None,
    ]
    data = sent(*(Text("x") for _ in outputs), outputs=outputs)
    found = [column["output"] for column in data["columns"]]
    assert [slot and slot["kind"] for slot in found] == [
        "bars",
        "text",
        "band",
        "stroke",
        "balance",
        None,
    ]
    assert found[0] == {"kind": "bars", "choices": [["a", 0.5], ["b", 0.25]], "chosen": "b"}


def test_numbers_of_a_slot_share_one_axis():
    data = sent(Number(1), Number(-2), outputs=[Band(0, -1, 1), Band(0, 0, 1, truth=4)])
    assert data["ranges"] == {"input": [-2, 1], "output": [-1, 4]}


def test_one_picture_in_many_columns_is_sent_once():
    data = sent(Picture(PNG), Picture(PNG), Picture(PNG))
    assert len(data["pictures"]) == 1
    assert [column["input"]["picture"] for column in data["columns"]] == [0, 0, 0]


def test_its_name_changes_with_what_is_shown_only():
    one, same, other = sent(Text("a")), sent(Text("a"), step=0, unit=3), sent(Text("b"))
    assert one["rev"] == same["rev"] != other["rev"]


def test_step_layer_and_unit_stay_within_the_trace():
    data = sent(Text("a"), Text("b"), cells=("gru", "lstm"), step=9, layer=7, unit=99)
    assert data["step"] == 1 and data["layer"] == 1 and 0 <= data["unit"] < 9


def test_attention_and_upstream_travel():
    encoder = trace_of("gru", t=4)
    trace = dataclasses.replace(
        trace_of("gru", t=2),
        attention=steps_app.attention(2, 4),
        source=encoder.inputs,
        upstream=encoder,
    )
    data = payload(StepsView(trace, [Column(Text("x"))] * 2, upstream="encoder"))
    assert data["before"] == 4 and data["attention"]["source"] == list("abcd")
    assert_allclose(unpacked(data["attention"]["weights"]), trace.attention.ravel(), atol=1e-4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"columns": [Column(Text("a"))]}, "1 columns for a trace of 3 steps"),
        ({"strips": ("reset",)}, "no layer has reset"),
        ({"orders": [np.arange(8)]}, "each of 9 units once"),
        ({"orders": [np.arange(9)] * 2}, "2 orders for 1 layers"),
        ({"upstream": "encoder"}, "the trace has none"),
        ({"columns": [Column(Grid(np.zeros(7)))] * 3}, "a grid is"),
        ({"columns": [Column(Picture(b"GIF89a"))] * 3}, "a PNG or a JPEG"),
    ],
)
def test_what_does_not_fit_is_named(change, message):
    given = {"columns": [Column(Text(x)) for x in "abc"]} | change
    with pytest.raises(ValueError, match=message):
        payload(StepsView(trace_of("lstm"), **given))


def test_two_hundred_steps_of_512_units_are_under_a_megabyte():
    trace = trace_of("gru", t=8, h=512)
    long = Trace(tuple("x" * 200), (steps_app.layer_of("gru", 200, 512, 0),))
    assert len(trace) == 8
    data = payload(StepsView(long, [Column(Text("x"))] * 200))
    assert len(json.dumps(data)) < 1_000_000
