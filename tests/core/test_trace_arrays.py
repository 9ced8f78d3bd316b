"""Traces of states that were computed elsewhere."""

from __future__ import annotations

import io

import numpy as np
import pytest
import torch

import seqdemo
from seqdemo.core.trace_arrays import LOSS, properties_in, with_outputs

HIDDEN = np.tanh(np.linspace(-2, 2, 12)).reshape(4, 3)  # float64, as other packages give


def test_one_array_is_a_layer_and_three_axes_are_several():
    one = seqdemo.Trace.from_arrays(HIDDEN)
    assert one.inputs == ("1", "2", "3", "4") and one.layers[0].hidden.dtype == np.float32
    assert len(seqdemo.Trace.from_arrays(np.stack([HIDDEN, HIDDEN])).layers) == 2
    sizes = seqdemo.Trace.from_arrays([HIDDEN, HIDDEN[:, :2]], inputs="then").layers
    assert [layer.hidden_size for layer in sizes] == [3, 2]


def test_gates_cell_state_and_logits_are_kept_and_tensors_are_taken():
    trace = seqdemo.Trace.from_arrays(
        torch.tensor(HIDDEN, requires_grad=True),
        cell="lstm",
        cell_state=3 * HIDDEN,
        gates={"forget": np.abs(HIDDEN)},
        logits=np.zeros((4, 2)),
        classes=("a", "b"),
    )
    np.testing.assert_allclose(trace.layers[0].gates["forget"], np.abs(HIDDEN), atol=1e-7)
    assert trace.layers[0].cell_state is not None and trace.logits is not None


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"gates": {"z": HIDDEN}, "cell": "gru"}, "no gate called 'z'"),
        ({"cell_state": np.stack([HIDDEN, HIDDEN]), "cell": "lstm"}, "2 layers, hidden has 1"),
        ({"inputs": "abc"}, "3 inputs"),
        ({"properties": {"mood": np.zeros((4, 2))}}, "a number a step"),
        ({"properties": {"mood": np.zeros(3)}}, "for 4 inputs"),
        ({"logits": np.zeros(4)}, r"logits has shape \(4,\): it must be \(T, V\)"),
        ({"cell_state": np.zeros(4), "cell": "lstm"}, r"cell_state has shape \(4,\): it must be"),
    ],
)
def test_what_does_not_fit_is_said(parts, sentence):
    with pytest.raises(ValueError, match=sentence):
        seqdemo.Trace.from_arrays(HIDDEN, **parts)


@pytest.mark.parametrize("hidden", [np.zeros(4), np.zeros(()), np.zeros((1, 2, 3, 4)), []])
def test_states_of_another_shape_are_said(hidden):
    with pytest.raises(ValueError, match=r"^hidden has shape .* must be \(T, H\), or \(L, T, H\)"):
        seqdemo.Trace.from_arrays(hidden)


def test_tensors_of_bfloat16_are_taken():
    """NumPy has no such numbers, and models are trained in them."""
    half = torch.tensor(HIDDEN).bfloat16()
    trace = seqdemo.Trace.from_arrays(half, properties={"mood": half[:, 0]})
    trace = with_outputs(trace, half, loss=half[:, 1])
    np.testing.assert_array_equal(trace.layers[0].hidden, half.float())
    np.testing.assert_array_equal(trace.logits, half.float())


def test_classes_may_be_numbers_or_left_out():
    classes = seqdemo.Trace.from_arrays(HIDDEN, logits=HIDDEN, classes=range(3)).classes
    assert classes == seqdemo.Trace.from_arrays(HIDDEN, logits=HIDDEN).classes == ("0", "1", "2")


def test_logits_and_loss_travel_in_the_file():
    file = io.BytesIO()
    scores, loss = np.arange(8.0).reshape(4, 2), [0.5, 0.25, 2, 0]
    trace = seqdemo.Trace.from_arrays(HIDDEN)
    seqdemo.save_trace(trace, file, logits=scores, classes=["no", "yes"], loss=loss)
    file.seek(0)
    again = seqdemo.load_trace(file)
    assert again.classes == ("no", "yes") and again.logits.tolist() == scores.tolist()
    assert properties_in(again)[LOSS].tolist() == loss
    assert with_outputs(trace, scores).classes == ("0", "1")
    assert trace.logits is None and with_outputs(trace) is trace


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"classes": ["no"]}, "without logits"),
        ({"logits": np.zeros((3, 2))}, "for 4 inputs"),
        ({"logits": np.zeros((4, 2)), "classes": ["no"]}, "classes has 1"),
        ({"loss": np.zeros(3)}, "for 4 inputs"),
        ({"loss": np.zeros((4, 2))}, "a number a step"),
    ],
)
def test_logits_and_loss_that_do_not_fit_the_steps_are_refused(given, why):
    with pytest.raises(ValueError, match=why):
        seqdemo.save_trace(seqdemo.Trace.from_arrays(HIDDEN), io.BytesIO(), **given)


def test_properties_travel_in_the_file():
    file = io.BytesIO()
    trace = seqdemo.Trace.from_arrays(HIDDEN, properties={"mood": [0.1, 0.2, -1, 2]})
    seqdemo.save_trace(trace, file, properties={"negation": np.array([0, 1, 1, 0])})
    file.seek(0)
    found = properties_in(seqdemo.load_trace(file))
    assert list(found) == ["mood", "negation"]
    assert found["negation"].tolist() == [0, 1, 1, 0]
    assert len(seqdemo.load_trace(file)[:2].extras["property.mood"]) == 2
