"""Run step by step a network is the same network; reached into, it changes where it must."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from torch import nn

from seqdemo.core.intervention import (
    Blend,
    Clamp,
    Freeze,
    Intervention,
    Steer,
    decode,
    encode,
)
from seqdemo.core.trace import LayerTrace
from seqdemo.models.see_through import see_through
from seqdemo.models.stepper import Stepper

STEPS, INPUTS, UNITS = 8, 3, 5
KINDS = {
    "rnn": nn.RNN,
    "relu": lambda *sizes, **options: nn.RNN(*sizes, nonlinearity="relu", **options),
    "gru": nn.GRU,
    "lstm": nn.LSTM,
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(1)


def network(kind: str, **options: object) -> nn.RNNBase:
    made: nn.RNNBase = KINDS[kind](INPUTS, UNITS, **({"num_layers": 2} | options))
    return made


def run(
    made: nn.RNNBase, x: np.ndarray, *reach: Intervention, other: object = None
) -> tuple[LayerTrace, ...]:
    stepper = Stepper(made, reach, other)  # type: ignore[arg-type]
    for row in x:
        stepper.step(row)
    return stepper.trace()


def some_input() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((STEPS, INPUTS)).astype(np.float32)


@every_kind
@pytest.mark.parametrize("bias", [True, False], ids=["biases", "no biases"])
def test_untouched_it_is_the_network_itself(kind: str, bias: bool) -> None:
    made, x = network(kind, bias=bias), some_input()
    pairs = zip(run(made, x), see_through(made, torch.from_numpy(x)), strict=True)
    for mine, theirs in pairs:
        expected = dict(theirs.arrays())
        assert {name for name, _ in mine.arrays()} == expected.keys()
        for name, values in mine.arrays():
            assert_allclose(values, expected[name], atol=1e-5, err_msg=name)


@every_kind
def test_a_clamped_unit_stays_and_nothing_before_or_below_changes(kind: str) -> None:
    made, x = network(kind), some_input()
    before, after = run(made, x), run(made, x, Clamp(1, (2, 4), first=3, value=0.75))
    assert_array_equal(after[1].hidden[3:, [2, 4]], 0.75)
    assert_array_equal(after[0].hidden, before[0].hidden)
    assert_array_equal(after[1].hidden[:3], before[1].hidden[:3])
    others = [0, 1, 3]
    assert_array_equal(after[1].hidden[3, others], before[1].hidden[3, others])
    assert np.abs(after[1].hidden[4:, others] - before[1].hidden[4:, others]).max() > 0


@every_kind
def test_the_layer_above_reads_the_clamped_value_in_the_same_step(kind: str) -> None:
    made, x = network(kind), some_input()
    before, after = run(made, x), run(made, x, Clamp(0, (1,), first=3, value=0.9))
    assert np.abs(after[1].hidden[3] - before[1].hidden[3]).max() > 0
    assert_array_equal(after[1].hidden[:3], before[1].hidden[:3])


def test_an_ablated_unit_of_an_lstm_forgets_its_memory_too() -> None:
    after = run(network("lstm"), some_input(), Clamp(0, (1,), first=2))
    assert after[0].cell_state is not None
    assert not after[0].cell_state[2:, 1].any() and after[0].cell_state[1, 1]


@every_kind
def test_a_direction_is_held_and_what_is_across_it_stays(kind: str) -> None:
    made, x = network(kind), some_input()
    along = np.array([0.6, 0, 0.8, 0, 0], np.float32)
    held = Steer(1, "axes", 0, 3, 0.5, read=along, constant=0.1, write=along)
    plain, touched = run(made, x), run(made, x, held)
    assert_allclose(touched[1].hidden[3:] @ along + 0.1, 0.5, atol=1e-5)
    assert_array_equal(touched[1].hidden[:3], plain[1].hidden[:3])
    assert_array_equal(touched[0].hidden, plain[0].hidden)
    assert_array_equal(touched[1].hidden[3, [1, 3, 4]], plain[1].hidden[3, [1, 3, 4]])


def test_a_feature_that_is_off_counts_as_zero() -> None:
    along = np.array([1, 0, 0, 0, 0], np.float32)
    off = Steer(0, "features", 0, 0, 0.2, along, constant=-5.0, write=along, rectified=True)
    made, x = network("gru"), some_input()[:1]
    plain, touched = run(made, x), run(made, x, off)
    assert_allclose(touched[0].hidden[0, 0], plain[0].hidden[0, 0] + 0.2, atol=1e-6)


def test_a_direction_without_its_vectors_is_refused() -> None:
    with pytest.raises(ValueError, match="no direction 7 of its axes"):
        Stepper(network("gru"), [Steer(0, "axes", 7)])


def counter() -> nn.LSTM:
    """Unit 0 counts the steps in its memory; unit 1 holds what its input was."""
    made = nn.LSTM(1, 2)
    with torch.no_grad():
        for weight in made.parameters():
            weight.zero_()
        made.bias_ih_l0[0:2] = 100.0  # input gates open
        made.bias_ih_l0[2] = 100.0  # unit 0 keeps all; unit 1 keeps nothing
        made.bias_ih_l0[3] = -100.0
        made.bias_ih_l0[4] = 100.0  # unit 0 adds one a step
        made.weight_ih_l0[5, 0] = 1.0
        made.bias_ih_l0[6:8] = 100.0  # output gates open
    return made


def test_shutting_the_forget_path_of_a_counter_stops_its_count_and_nothing_else() -> None:
    x = some_input()[:, :1]
    before, after = run(counter(), x), run(counter(), x, Freeze(0, "forget", 4, 0.0, (0,)))
    assert before[0].cell_state is not None and after[0].cell_state is not None
    assert_allclose(before[0].cell_state[:, 0], np.arange(1, STEPS + 1), atol=1e-6)
    assert_allclose(after[0].cell_state[:, 0], [1, 2, 3, 4, 1, 1, 1, 1], atol=1e-6)
    assert_array_equal(after[0].cell_state[:, 1], before[0].cell_state[:, 1])
    assert_array_equal(after[0].hidden[:, 1], before[0].hidden[:, 1])


@pytest.mark.parametrize(("kind", "gate"), [("gru", "update"), ("lstm", "output")])
def test_a_frozen_gate_has_its_value_from_its_step_on(kind: str, gate: str) -> None:
    after = run(network(kind), some_input(), Freeze(1, gate, 3, 0.25))
    assert_array_equal(after[1].gates[gate][3:], 0.25)
    assert (after[1].gates[gate][:3] != 0.25).any()


@every_kind
def test_a_transplant_goes_on_as_the_donor_would(kind: str) -> None:
    made, x = network(kind), some_input()
    donor = Stepper(made)
    for row in -x:
        donor.step(row)
    after = run(made, x, Blend(4, 1.0), other=donor.state())
    for row in x[4:]:
        donor.step(row)
    assert_allclose(after[1].hidden[4:], donor.trace()[1].hidden[STEPS:], atol=1e-6)


@every_kind
def test_a_blend_of_half_starts_half_way(kind: str) -> None:
    made, x = network(kind), some_input()
    donor, mine = Stepper(made), Stepper(made)
    for row in x[:4]:
        donor.step(-row)
        mine.step(row)
    halfway = Stepper(made, [Blend(0, 0.5)], donor.state())
    halfway.hidden[...] = mine.hidden
    if mine.cell_state is not None and halfway.cell_state is not None:
        halfway.cell_state[...] = mine.cell_state
    state = halfway.state().hidden
    halfway._blend(0.5)
    assert_allclose(halfway.hidden, (state + donor.hidden) / 2, atol=1e-6)
    unmixed = run(made, x, Blend(4, 0.0), other=donor.state())
    assert_allclose(unmixed[1].hidden, run(made, x)[1].hidden, atol=1e-6)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (Clamp(2, (0,)), "no layer 3"),
        (Clamp(0, (5,)), "5 units"),
        (Freeze(0, "forget"), "no gate called 'forget'"),
        (Blend(0), "no other state"),
    ],
)
def test_what_is_not_there_cannot_be_reached(one: Intervention, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Stepper(network("gru"), [one])


@pytest.mark.parametrize(
    "one",
    [
        Clamp(0, (3,), 0, 0.0),
        Clamp(1, (1, 20), 7, -0.5),
        Freeze(0, "forget", 2, 1.0),
        Freeze(1, "update", 0, 0.25, (4, 5)),
        Blend(12, 0.5),
    ],
)
def test_an_intervention_is_a_link(one: Intervention) -> None:
    assert decode(encode([one])) == (one,)


def test_several_interventions_are_one_link_and_nonsense_is_left_out() -> None:
    both = (Clamp(0, (3,), 1, 0.5), Blend(2, 1.0))
    assert decode(encode(both) + "_x9@1=2_f1@0=7_c0:1@0=0_b@1=9_c1:1@0=99") == both
    assert decode("") == () and len(decode("_".join(["b@1=1"] * 500))) <= 12
