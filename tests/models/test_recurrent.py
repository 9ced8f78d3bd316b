"""Seeing through a recurrent network shows what the fused kernel computed, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor

from seqdemo.core.trace import GATES, CellKind, LayerTrace
from seqdemo.models import see_through
from seqdemo.models.recurrent import Recurrent, State
from seqdemo.models.unfilled import unfilled

CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
STEPS, INPUTS, UNITS = 7, 3, 5
ATOL = 1e-5

every_cell = pytest.mark.parametrize("cell", CELLS)
both_ways = pytest.mark.parametrize("bidirectional", [False, True], ids=["uni", "bi"])


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def x() -> Tensor:
    return torch.randn(STEPS, INPUTS)


def network(cell: CellKind, **options: object) -> Recurrent:
    """Weights larger than PyTorch's initial ones, so that gates open and close."""
    made = Recurrent(cell, INPUTS, UNITS, **options).eval()  # type: ignore[arg-type]
    with torch.no_grad():
        for weight in made.parameters():
            weight.normal_(std=0.7)
    return made


def random_state(made: Recurrent, *batch: int) -> State:
    shape = made.fused.num_layers * len(made.directions), *batch, UNITS
    hidden = torch.randn(shape)
    return (hidden, torch.randn(shape)) if made.cell == "lstm" else hidden


def last(record: LayerTrace) -> int:
    return -1 if record.direction == "forward" else 0


# The same as the fused kernel


@every_cell
@pytest.mark.parametrize("num_layers", [1, 2, 3])
@both_ways
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_a_trace_equals_the_fused_module(
    x: Tensor, cell: CellKind, num_layers: int, bidirectional: bool, with_state: bool
) -> None:
    made = network(cell, num_layers=num_layers, bidirectional=bidirectional)
    state = random_state(made, 1) if with_state else None
    with torch.no_grad():
        outputs, final = made.fused(x[None], state)
    records = made.trace(x, state)
    ways = len(made.directions)

    assert len(records) == num_layers * ways
    assert [record.direction for record in records] == [*made.directions] * num_layers
    top = np.concatenate([record.hidden for record in records[-ways:]], axis=1)
    assert_allclose(top, outputs[0], atol=ATOL)
    hidden, memory = final if cell == "lstm" else (final, None)
    for row, record in enumerate(records):
        assert_allclose(record.hidden[last(record)], hidden[row, 0], atol=ATOL)
        if record.cell_state is not None:
            assert_allclose(record.cell_state[last(record)], memory[row, 0], atol=ATOL)
        assert (record.cell_state is None) == (cell != "lstm")


@every_cell
@both_ways
def test_forward_is_the_fused_module(cell: CellKind, bidirectional: bool) -> None:
    made = network(cell, num_layers=2, bidirectional=bidirectional)
    batch, state = torch.randn(4, STEPS, INPUTS), random_state(made, 4)
    outputs, _ = made(batch, state)
    assert outputs.shape == (4, STEPS, made.output_size)
    assert torch.equal(outputs, made.fused(batch, state)[0])


@every_cell
def test_a_sequence_in_two_halves_equals_the_whole(x: Tensor, cell: CellKind) -> None:
    made = network(cell, num_layers=2)
    first, middle = made(x[None, :4])
    second, _ = made(x[None, 4:], middle)
    top = made.trace(x)[-1]
    assert_allclose(torch.cat([first, second], 1)[0].detach(), top.hidden, atol=ATOL)


@every_cell
@both_ways
def test_the_layer_copied_for_cudnn_gives_the_same_trace(
    x: Tensor, cell: CellKind, bidirectional: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = network(cell, num_layers=2, bidirectional=bidirectional)
    state = random_state(made)
    expected = made.trace(x, state)
    monkeypatch.setattr(see_through, "_call_kernel", see_through._call_module)
    before = torch.get_rng_state()
    for record, wanted in zip(made.trace(x, state), expected, strict=True):
        assert_allclose(record.hidden, wanted.hidden, atol=ATOL)
    assert torch.equal(torch.get_rng_state(), before), "tracing drew random numbers"


# The same as the equations


def sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def step_by_step(made: Recurrent, x: np.ndarray, suffix: str, h: np.ndarray, c: np.ndarray) -> dict:
    """The equations of the module's docstring, one step and one gate at a time, in float64."""
    w_ih, w_hh, b_ih, b_hh = (
        getattr(made.fused, name + suffix).detach().double().numpy()
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    rows: dict[str, list[np.ndarray]] = {}

    def both(gate: int, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        part = slice(gate * UNITS, (gate + 1) * UNITS)
        return w_ih[part] @ now + b_ih[part], w_hh[part] @ h + b_hh[part]

    for now in x:
        step: dict[str, np.ndarray] = {}
        if made.cell == "rnn":
            h = np.tanh(sum(both(0, now)))
        elif made.cell == "gru":
            step["reset"] = sigmoid(sum(both(0, now)))
            step["update"] = sigmoid(sum(both(1, now)))
            from_input, from_hidden = both(2, now)
            step["candidate"] = np.tanh(from_input + step["reset"] * from_hidden)
            h = (1 - step["update"]) * step["candidate"] + step["update"] * h
        else:
            step["input"] = sigmoid(sum(both(0, now)))
            step["forget"] = sigmoid(sum(both(1, now)))
            step["candidate"] = np.tanh(sum(both(2, now)))
            step["output"] = sigmoid(sum(both(3, now)))
            c = step["forget"] * c + step["input"] * step["candidate"]
            h = step["output"] * np.tanh(c)
            step["cell_state"] = c
        for name, values in {"hidden": h, **step}.items():
            rows.setdefault(name, []).append(values)
    return {name: np.stack(values) for name, values in rows.items()}


@every_cell
@both_ways
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_every_gate_equals_a_loop_over_the_equations(
    x: Tensor, cell: CellKind, bidirectional: bool, with_state: bool
) -> None:
    made = network(cell, num_layers=2, bidirectional=bidirectional)
    state = random_state(made) if with_state else None
    records = made.trace(x, state)
    ways = len(made.directions)
    for place, record in enumerate(records):
        depth, way = divmod(place, ways)
        below = x.double().numpy()
        if depth:
            below = np.concatenate([r.hidden for r in records[:ways]], axis=1).astype(float)
        nothing = np.zeros(UNITS)
        start = nothing if record.initial_hidden is None else record.initial_hidden
        memory = nothing if record.initial_cell_state is None else record.initial_cell_state
        order = slice(None, None, -1 if way else 1)
        suffix = f"_l{depth}" + ("_reverse" if way else "")
        expected = step_by_step(made, below[order], suffix, start, memory)

        assert tuple(record.gates) == GATES[cell]
        shown = {"hidden": record.hidden, **record.gates}
        if record.cell_state is not None:
            shown["cell_state"] = record.cell_state
        assert shown.keys() == expected.keys()
        for name, values in shown.items():
            assert_allclose(values, expected[name][order], atol=ATOL, err_msg=name)


# What the gates do


def gate_rows(cell: CellKind, gate: str) -> slice:
    place = GATES[cell].index(gate)
    return slice(place * UNITS, (place + 1) * UNITS)


def test_an_open_forget_gate_and_a_shut_input_gate_keep_the_memory(x: Tensor) -> None:
    made = network("lstm")
    with torch.no_grad():
        made.fused.bias_ih_l0[gate_rows("lstm", "forget")] = 100.0
        made.fused.bias_ih_l0[gate_rows("lstm", "input")] = -100.0
    hidden, memory = torch.randn(2, 1, UNITS)
    (record,) = made.trace(x, (hidden, memory))
    assert record.cell_state is not None
    assert_allclose(record.cell_state, memory.expand(STEPS, -1), atol=1e-6)


def test_a_shut_forget_gate_loses_the_memory(x: Tensor) -> None:
    made = network("lstm")
    with torch.no_grad():
        made.fused.bias_ih_l0[gate_rows("lstm", "forget")] = -100.0
    (record,) = made.trace(x, (torch.zeros(1, UNITS), torch.full((1, UNITS), 50.0)))
    assert record.cell_state is not None
    assert np.abs(record.cell_state).max() <= 1.0


@both_ways
def test_a_gru_whose_update_gate_is_1_keeps_its_initial_state(
    x: Tensor, bidirectional: bool
) -> None:
    made = network("gru", bidirectional=bidirectional)
    state = random_state(made)
    assert isinstance(state, Tensor)
    with torch.no_grad():
        for name, bias in made.named_parameters():
            if "bias_ih" in name:
                bias[gate_rows("gru", "update")] = 100.0
    for record, kept in zip(made.trace(x, state), state, strict=True):
        assert_allclose(record.gates["update"], 1.0, atol=1e-6)
        assert_allclose(record.hidden, kept.expand(STEPS, -1), atol=1e-6)


# The record


@every_cell
def test_a_backward_layer_reads_from_the_right_and_keeps_rows_in_place(
    x: Tensor, cell: CellKind
) -> None:
    made = network(cell, bidirectional=True)
    changed = x.clone()
    changed[3] += 1.0
    before, after = made.trace(x), made.trace(changed)
    touched = [(a.hidden != b.hidden).any(1) for a, b in zip(before, after, strict=True)]
    assert touched[0].tolist() == [row >= 3 for row in range(STEPS)]
    assert touched[1].tolist() == [row <= 3 for row in range(STEPS)]


@every_cell
@both_ways
def test_one_step_is_enough(cell: CellKind, bidirectional: bool) -> None:
    made = network(cell, num_layers=2, bidirectional=bidirectional)
    x = torch.randn(1, INPUTS)
    for record in made.trace(x):
        assert all(values.shape == (1, UNITS) for _, values in record.arrays())


@every_cell
def test_initial_states_are_recorded_only_when_given(x: Tensor, cell: CellKind) -> None:
    made = network(cell, num_layers=2)
    state = random_state(made)
    parts = state if isinstance(state, tuple) else (state,)
    for row, record in enumerate(made.trace(x, state)):
        kept = [record.initial_hidden, record.initial_cell_state]
        for part, values in zip(parts, kept, strict=False):
            assert values is not None
            assert_allclose(values, part[row])
        assert (record.initial_cell_state is None) == (cell != "lstm")
    assert all("initial" not in name for r in made.trace(x) for name, _ in r.arrays())


@every_cell
def test_a_state_may_have_a_batch_axis_of_one(x: Tensor, cell: CellKind) -> None:
    made = network(cell, num_layers=2, bidirectional=True)
    flat = random_state(made)
    batched = (flat[0][:, None], flat[1][:, None]) if isinstance(flat, tuple) else flat[:, None]
    for one, other in zip(made.trace(x, flat), made.trace(x, batched), strict=True):
        assert np.array_equal(one.hidden, other.hidden)


@every_cell
def test_a_trace_may_go_on_from_a_state_that_carries_gradients(x: Tensor, cell: CellKind) -> None:
    made = network(cell, num_layers=2)
    _, middle = made(x[None, :4].requires_grad_())
    rest = made.trace(x[4:], middle)[-1]
    assert_allclose(rest.hidden, made.trace(x)[-1].hidden[4:], atol=ATOL)


@every_cell
def test_the_record_shares_no_memory_with_the_state(x: Tensor, cell: CellKind) -> None:
    made = network(cell)
    state = random_state(made)
    (record,) = made.trace(x, state)
    before = {name: values.copy() for name, values in record.arrays()}
    for part in state if isinstance(state, tuple) else (state,):
        part.zero_()
    x.zero_()
    assert all(np.array_equal(before[name], values) for name, values in record.arrays())


@every_cell
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("num_layers", [1, 2])
def test_every_array_is_contiguous_float32_whatever_the_weights(
    x: Tensor, cell: CellKind, dtype: torch.dtype, num_layers: int
) -> None:
    made = network(cell, num_layers=num_layers, bidirectional=True)
    state = random_state(made)
    exact, rounded = made.trace(x, state), made.to(dtype).trace(x, state)
    for wanted, record in zip(exact, rounded, strict=True):
        for (name, values), (_, near) in zip(record.arrays(), wanted.arrays(), strict=True):
            assert values.dtype == np.float32, name
            assert values.flags.c_contiguous, name
            assert_allclose(values, near, atol=ATOL if dtype.itemsize > 2 else 0.15, err_msg=name)


def test_autocast_leaves_the_record_in_full_precision(x: Tensor) -> None:
    made = network("lstm", num_layers=2)
    expected = made.trace(x)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        shown = made.trace(x)
    assert all(np.array_equal(a.hidden, b.hidden) for a, b in zip(shown, expected, strict=True))


@every_cell
def test_dropout_never_touches_a_trace(x: Tensor, cell: CellKind) -> None:
    made = network(cell, num_layers=2, dropout=0.9)
    quiet = made.eval().trace(x)
    training = made.train().trace(x)
    assert made.training
    assert np.array_equal(quiet[-1].hidden, training[-1].hidden)


def test_gradients_reach_every_weight_through_forward() -> None:
    made = network("gru", num_layers=2, bidirectional=True)
    made(torch.randn(2, STEPS, INPUTS))[0].sum().backward()
    assert all(weight.grad is not None for weight in made.parameters())


# Errors teach


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((1, STEPS, INPUTS), r"x must have the axes \(T, I\), got shape \(1, 7, 3\)\."),
        ((INPUTS,), r"x must have the axes \(T, I\), got shape \(3,\)\."),
        ((STEPS, 4), r"x has 4 features per step in shape \(7, 4\), but this network reads 3\."),
        ((0, INPUTS), r"x has no steps in shape \(0, 3\); give at least one\."),
    ],
)
def test_trace_says_what_is_wrong_with_its_input(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        network("gru").trace(torch.zeros(shape))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((STEPS, INPUTS), r"the axes \(B, T, I\), got shape \(7, 3\)"),
        ((2, STEPS, 4), "has 4 features per step"),
        ((2, 0, INPUTS), "has no steps"),
    ],
)
def test_forward_says_what_is_wrong_with_its_input(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        network("gru")(torch.zeros(shape))


def test_states_of_the_wrong_shape_are_refused(x: Tensor) -> None:
    wrong, right = torch.zeros(1, UNITS + 1), torch.zeros(1, UNITS)
    with pytest.raises(ValueError, match=r"h must be \(1, 5\) or \(1, 1, 5\), got \(1, 6\)\."):
        network("gru").trace(x, wrong)
    with pytest.raises(ValueError, match=r"State c must be .*, got \(1, 6\)\."):
        network("lstm").trace(x, (right, wrong))
    with pytest.raises(ValueError, match=r"State h must be \(1, 2, 5\), got \(1, 1, 5\)\."):
        network("rnn")(torch.zeros(2, STEPS, INPUTS), right[None])


def test_states_of_another_cell_are_refused(x: Tensor) -> None:
    h = torch.zeros(1, UNITS)
    with pytest.raises(
        ValueError, match=r"this lstm is a pair of tensors \(h, c\), got one tensor"
    ):
        network("lstm").trace(x, h)
    with pytest.raises(ValueError, match="this gru is one tensor h, got a tuple of 2"):
        network("gru").trace(x, (h, h))


def test_an_unknown_cell_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="cell must be one of rnn, gru, lstm, got 'mamba'"):
        Recurrent("mamba", INPUTS, UNITS)  # type: ignore[arg-type]


def test_weights_are_drawn_unless_a_file_is_about_to_fill_them() -> None:
    made = network("lstm")

    def weights() -> list[list[float]]:
        return [values.flatten().tolist() for values in made.parameters()]

    before = weights()
    with unfilled():
        made.initialise()
    assert weights() == before
    made.initialise()
    assert weights() != before
