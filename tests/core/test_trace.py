"""A trace is checked when it is made, and all its parts stay in step when it is cut."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from seqdemo.core.trace import GATES, Direction, FloatArray, LayerTrace, Trace

STEPS, UNITS, CLASSES, PLACES = 5, 3, 4, 2

both_directions = pytest.mark.parametrize("direction", ["forward", "backward"])
runs_of_steps = pytest.mark.parametrize(
    "steps", [slice(0, 1), slice(0, 5), slice(2, 4), slice(4, 5), slice(-2, None)], ids=str
)


def numbers(*shape: int, seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def lstm(direction: Direction = "forward", **changes: Any) -> LayerTrace:
    parts: dict[str, Any] = {
        "hidden": numbers(STEPS, UNITS, seed=1),
        "cell_state": numbers(STEPS, UNITS, seed=2),
        "gates": {name: numbers(STEPS, UNITS, seed=3) for name in GATES["lstm"]},
        "initial_hidden": numbers(UNITS, seed=4),
        "initial_cell_state": numbers(UNITS, seed=5),
        "direction": direction,
    }
    return LayerTrace("lstm", **(parts | changes))


def a_trace(**changes: Any) -> Trace:
    parts: dict[str, Any] = {
        "inputs": tuple("jazzy"),
        "layers": (lstm("forward"), lstm("backward")),
        "logits": numbers(STEPS, CLASSES),
        "classes": tuple("abcd"),
        "attention": np.full((STEPS, PLACES), 0.5, np.float32),
        "source": ("left", "right"),
        "extras": {"grids": numbers(STEPS, 7, 7)},
        "upstream": Trace(inputs=("photo",), layers=(LayerTrace("rnn", numbers(1, UNITS)),)),
    }
    return Trace(**(parts | changes))


# What is refused


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hidden": numbers(STEPS)}, r"hidden must be \(T, H\)"),
        ({"cell_state": numbers(STEPS, UNITS + 1)}, r"cell_state has shape \(5, 4\)"),
        ({"gates": {"forget": numbers(STEPS - 1, UNITS)}}, "gates.forget has shape"),
        ({"gates": {"update": numbers(STEPS, UNITS)}}, "lstm has no gate called 'update'"),
        ({"initial_hidden": numbers(STEPS, UNITS)}, "initial_hidden has shape"),
        ({"initial_cell_state": numbers(UNITS + 1)}, "initial_cell_state has shape"),
        ({"direction": "sideways"}, "direction must be forward or backward, got 'sideways'"),
    ],
)
def test_a_layer_that_does_not_fit_together_says_which_field_is_wrong(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        lstm(**changes)


def test_a_layer_of_an_unknown_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="cell must be one of rnn, gru, lstm, got 'mamba'"):
        LayerTrace("mamba", numbers(STEPS, UNITS))  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["cell_state", "initial_cell_state"])
def test_only_an_lstm_has_a_cell_state(field: str) -> None:
    values = numbers(UNITS) if field.startswith("initial") else numbers(STEPS, UNITS)
    parts: dict[str, Any] = {field: values}
    with pytest.raises(ValueError, match=f"{field} is given, but a gru has no cell state"):
        LayerTrace("gru", numbers(STEPS, UNITS), **parts)


def broken(values: FloatArray, with_value: float) -> FloatArray:
    copy = values.copy()
    copy.flat[-1] = with_value
    return copy


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"inputs": ()}, "inputs is empty"),
        ({"inputs": tuple("jazz")}, r"layers.0.hidden has shape \(5, 3\) for 4 inputs"),
        ({"logits": numbers(STEPS + 1, CLASSES)}, r"logits has shape \(6, 4\) for 5 inputs"),
        ({"logits": numbers(STEPS, CLASSES).astype(np.float64)}, "logits is float64"),
        ({"classes": tuple("abc")}, r"logits has shape \(5, 4\) but classes has 3"),
        ({"logits": None}, "classes is given without logits"),
        ({"attention": None}, "source is given without attention"),
        ({"attention": np.ones((STEPS, PLACES), np.float32)}, "attention has rows that do not sum"),
        ({"source": ("everywhere",)}, "attention has shape"),
        ({"extras": {"pens": numbers(STEPS - 1, 2)}}, "extras.pens has shape"),
        ({"extras": {"scale": np.float32(1.0).reshape(())}}, r"extras.scale has shape \(\)"),
        ({"extras": {"a.initial_guess": numbers(1)}}, "extras.a.initial_guess has shape"),
        ({"extras": {"pens": numbers(STEPS, 2).astype(int)}}, "extras.pens is int64"),
    ],
)
def test_a_trace_that_does_not_fit_together_says_which_field_is_wrong(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        a_trace(**changes)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("layers.0.hidden", lambda bad: {"layers": (lstm(hidden=bad(numbers(STEPS, UNITS))),)}),
        ("layers.0.gates.input", lambda bad: {"layers": (lstm(gates={"input": bad(grid())}),)}),
        ("initial_hidden", lambda bad: {"layers": (lstm(initial_hidden=bad(numbers(UNITS))),)}),
        ("logits", lambda bad: {"logits": bad(numbers(STEPS, CLASSES))}),
        ("extras.grids", lambda bad: {"extras": {"grids": bad(numbers(STEPS, 7, 7))}}),
    ],
)
def test_a_value_that_is_no_number_is_refused_wherever_it_stands(
    field: str, make: Callable[[Callable[[FloatArray], FloatArray]], dict[str, Any]], value: float
) -> None:
    with pytest.raises(ValueError, match=f"{field} holds a value that is not a finite number"):
        a_trace(**make(lambda values: broken(values, value)))


def grid() -> FloatArray:
    return numbers(STEPS, UNITS)


# What each step started from


def test_a_forward_step_starts_from_the_state_before_it() -> None:
    layer = lstm("forward")
    assert layer.cell_state is not None
    assert_array_equal(layer.previous_hidden()[0], layer.initial_hidden)
    assert_array_equal(layer.previous_hidden()[1:], layer.hidden[:-1])
    assert_array_equal(layer.previous_cell_state()[0], layer.initial_cell_state)
    assert_array_equal(layer.previous_cell_state()[1:], layer.cell_state[:-1])


def test_a_backward_step_starts_from_the_state_to_its_right() -> None:
    layer = lstm("backward")
    assert layer.cell_state is not None
    assert_array_equal(layer.previous_hidden()[-1], layer.initial_hidden)
    assert_array_equal(layer.previous_hidden()[:-1], layer.hidden[1:])
    assert_array_equal(layer.previous_cell_state()[-1], layer.initial_cell_state)
    assert_array_equal(layer.previous_cell_state()[:-1], layer.cell_state[1:])


def test_a_layer_without_an_initial_state_starts_from_zeros() -> None:
    layer = LayerTrace("gru", numbers(STEPS, UNITS))
    assert_array_equal(layer.previous_hidden()[0], np.zeros(UNITS))


def test_a_gru_has_no_previous_cell_state() -> None:
    with pytest.raises(ValueError, match="a gru layer has no cell state"):
        LayerTrace("gru", numbers(STEPS, UNITS)).previous_cell_state()


# Cutting


@runs_of_steps
def test_cutting_keeps_every_part_in_step(steps: slice) -> None:
    whole = a_trace()
    part = whole[steps]
    assert part.inputs == whole.inputs[steps]
    assert len(part) == len(part.inputs)
    for name, values in part.arrays():
        if ".initial_" not in name:
            assert_array_equal(values, dict(whole.arrays())[name][steps], err_msg=name)
    assert (part.classes, part.source) == (whole.classes, whole.source)
    assert part.upstream is whole.upstream


@runs_of_steps
@both_directions
def test_a_cut_layer_starts_from_the_state_the_whole_one_had_there(
    direction: Direction, steps: slice
) -> None:
    whole = lstm(direction)
    part = whole[steps]
    assert_array_equal(part.previous_hidden(), whole.previous_hidden()[steps])
    assert_array_equal(part.previous_cell_state(), whole.previous_cell_state()[steps])


@runs_of_steps
@both_directions
def test_a_cut_layer_that_started_from_zeros_says_where_it_starts_now(
    direction: Direction, steps: slice
) -> None:
    whole = LayerTrace("gru", numbers(STEPS, UNITS), direction=direction)
    assert_array_equal(whole[steps].previous_hidden(), whole.previous_hidden()[steps])
    assert whole[steps].initial_cell_state is None


@both_directions
def test_cutting_twice_is_cutting_once(direction: Direction) -> None:
    whole = lstm(direction)
    twice, once = whole[1:5][1:3], whole[2:4]
    for (name, a), (_, b) in zip(twice.arrays(), once.arrays(), strict=True):
        assert_array_equal(a, b, err_msg=name)


def test_so_far_at_the_last_step_is_everything() -> None:
    whole = a_trace()
    for (name, a), (_, b) in zip(whole[: len(whole)].arrays(), whole.arrays(), strict=True):
        assert_array_equal(a, b, err_msg=name)


@pytest.mark.parametrize("steps", [slice(0, 0), slice(5, 9), slice(None, None, 2)], ids=str)
def test_a_cut_that_is_no_run_of_steps_is_refused(steps: slice) -> None:
    with pytest.raises(ValueError, match="at least one step"):
        a_trace()[steps]


# Travelling


def test_a_pickled_trace_is_the_same_trace() -> None:
    trace = a_trace()
    copy = pickle.loads(pickle.dumps(trace))
    assert copy.inputs == trace.inputs
    assert [layer.direction for layer in copy.layers] == ["forward", "backward"]
    for (name, a), (_, b) in zip(copy.arrays(), trace.arrays(), strict=True):
        assert_array_equal(a, b, err_msg=name)


def test_two_traces_can_be_kept_in_a_set_and_never_compare_their_arrays() -> None:
    trace = a_trace()
    assert len({trace, replace(trace)}) == 2
