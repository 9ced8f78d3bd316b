"""The pen writes what the fused layers would: every state, gate and logit, to rounding."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor

from seqdemo.core.trace import GATES, CellKind, FloatArray
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

VOCAB, EMBED, UNITS, STEPS = 7, 6, 16, 12
ATOL = 1e-5

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
every_depth = pytest.mark.parametrize("depth", [1, 2, 3])
every_batch = pytest.mark.parametrize("batch", [1, 3])


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


def writer_of(cell: CellKind, depth: int = 2, units: int = UNITS, std: float = 0.4) -> TextWriter:
    """Weights and biases large enough that gates open and close."""
    writer = TextWriter(TextWriterConfig(cell, VOCAB, EMBED, units, depth)).eval()
    with torch.no_grad():
        for weight in writer.parameters():
            weight.normal_(std=std)
    return writer


def random_state(writer: TextWriter, batch: int) -> State:
    shape = writer.config.num_layers, batch, writer.config.hidden_size
    hidden = torch.rand(shape) * 2 - 1
    return (hidden, torch.randn(shape)) if writer.config.cell == "lstm" else hidden


def parts_of(state: State) -> tuple[Tensor, ...]:
    return state if isinstance(state, tuple) else (state,)


def texts(batch: int) -> Tensor:
    return torch.randint(VOCAB, (batch, STEPS))


def write(pen: Pen, symbols: Tensor) -> FloatArray:
    """Logits after each symbol, (B, T, V)."""
    return np.stack([pen.step(column).copy() for column in symbols.numpy().T], axis=1)


# The same as the fused layers


@every_cell
@every_depth
@every_batch
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_logits_and_states_equal_the_fused_layers(
    cell: CellKind, depth: int, batch: int, with_state: bool
) -> None:
    writer, symbols = writer_of(cell, depth), texts(batch)
    state = random_state(writer, batch) if with_state else None
    pen = Pen(PenWeights.of(writer), batch)
    if state is not None:
        pen.start_from(state)
    with torch.no_grad():
        logits, end = writer(symbols, state)
    assert_allclose(write(pen, symbols), logits, atol=ATOL)
    assert isinstance(pen.state(), tuple) == (cell == "lstm")
    for got, wanted in zip(parts_of(pen.state()), parts_of(end), strict=True):
        assert_allclose(got, wanted, atol=ATOL)


@every_cell
def test_a_long_text_does_not_drift_away(cell: CellKind) -> None:
    writer = writer_of(cell, std=0.2)  # an RNN of larger weights is chaotic
    symbols = torch.randint(VOCAB, (1, 500))
    with torch.no_grad():
        logits, _ = writer(symbols)
    assert_allclose(write(Pen(PenWeights.of(writer)), symbols), logits, atol=ATOL)


@every_cell
@every_depth
@every_batch
def test_gates_are_those_of_the_trace_by_name(cell: CellKind, depth: int, batch: int) -> None:
    writer, symbols = writer_of(cell, depth), texts(batch)
    pen = Pen(PenWeights.of(writer), batch)
    traces = [writer.trace(text)[0] for text in symbols]
    for t, column in enumerate(symbols.numpy().T):
        pen.step(column)
        for layer in range(depth):
            gates = pen.gates_by_name(layer)
            assert set(gates) == set(GATES[cell])
            for name, values in gates.items():
                wanted = np.stack([trace[layer].gates[name][t] for trace in traces])
                assert_allclose(values, wanted, atol=ATOL, err_msg=f"{name} at {t}")


@every_cell
def test_gates_that_were_asked_for_stay_as_they_are(cell: CellKind) -> None:
    pen = Pen(PenWeights.of(writer_of(cell)))
    pen.step(np.array([1]))
    gates = pen.gates_by_name(1)
    before = {name: values.copy() for name, values in gates.items()}
    pen.step(np.array([2]))
    assert all(np.array_equal(gates[name], values) for name, values in before.items())


# States


@every_cell
@every_batch
def test_a_state_that_is_taken_over_comes_back(cell: CellKind, batch: int) -> None:
    writer = writer_of(cell)
    state = random_state(writer, batch)
    pen = Pen(PenWeights.of(writer), batch)
    pen.start_from(state)
    for got, wanted in zip(parts_of(pen.state()), parts_of(state), strict=True):
        assert torch.equal(got, wanted)


@every_cell
def test_another_pen_goes_on_where_one_stopped(cell: CellKind) -> None:
    weights, symbols = PenWeights.of(writer_of(cell)), texts(3)
    whole = write(Pen(weights, 3), symbols)
    one, other = Pen(weights, 3), Pen(weights, 3)
    first = write(one, symbols[:, :5])
    other.start_from(one.state())
    rest = write(other, symbols[:, 5:])
    assert np.array_equal(np.concatenate([first, rest], 1), whole)


@every_cell
def test_the_network_reads_on_where_the_pen_stopped(cell: CellKind) -> None:
    writer, symbols = writer_of(cell), texts(3)
    pen = Pen(PenWeights.of(writer), 3)
    write(pen, symbols[:, :5])
    with torch.no_grad():
        rest, _ = writer(symbols[:, 5:], pen.state())
        whole, _ = writer(symbols)
    assert_allclose(rest, whole[:, 5:], atol=ATOL)


@every_cell
def test_a_state_shares_no_memory_with_the_pen(cell: CellKind) -> None:
    writer = writer_of(cell)
    pen, given = Pen(PenWeights.of(writer)), random_state(writer, 1)
    pen.start_from(given)
    kept = pen.state()
    before = [part.clone() for part in parts_of(kept)]
    pen.step(np.array([3]))
    assert all(torch.equal(a, b) for a, b in zip(parts_of(kept), before, strict=True))
    assert all(torch.equal(a, b) for a, b in zip(parts_of(given), before, strict=True))


@every_cell
def test_pens_that_share_weights_do_not_touch_each_other(cell: CellKind) -> None:
    weights, symbols = PenWeights.of(writer_of(cell)), texts(2)
    alone = [write(Pen(weights), text[None]) for text in symbols]
    one, other = Pen(weights), Pen(weights)
    pairs = [
        (one.step(a[None]).copy(), other.step(b[None]).copy())
        for a, b in zip(*symbols.numpy(), strict=True)
    ]
    assert_allclose(np.stack([a for a, _ in pairs], 1), alone[0], atol=ATOL)
    assert_allclose(np.stack([b for _, b in pairs], 1), alone[1], atol=ATOL)


@every_cell
def test_a_visitor_who_writes_in_between_changes_nothing(cell: CellKind) -> None:
    weights = PenWeights.of(writer_of(cell))
    expected = Pen(weights).step(np.array([1])).copy()

    def head(x: FloatArray) -> FloatArray:
        product = weights.head(x)
        # NumPy gives way to other threads while it multiplies: let one run as long as it likes.
        thread = Thread(target=Pen(weights).step, args=(np.array([2]),))
        thread.start()
        thread.join()
        return product

    assert_allclose(Pen(replace(weights, head=head)).step(np.array([1])), expected, atol=ATOL)


@every_cell
def test_logits_stay_as_they_are_when_the_pen_goes_on(cell: CellKind) -> None:
    pen = Pen(PenWeights.of(writer_of(cell)))
    logits = pen.step(np.array([1]))
    before = logits.copy()
    pen.step(np.array([2]))
    assert np.array_equal(logits, before)


@every_cell
def test_a_network_that_trains_on_does_not_change_a_pen_made_before(cell: CellKind) -> None:
    writer = writer_of(cell)
    weights = PenWeights.of(writer)
    before = Pen(weights).step(np.array([1]))
    with torch.no_grad():
        for parameter in writer.parameters():
            parameter.add_(1.0)
    assert np.array_equal(Pen(weights).step(np.array([1])), before)


# Eight bits


@every_cell
@every_batch
def test_eight_bits_are_close_but_not_equal(cell: CellKind, batch: int) -> None:
    writer, symbols = writer_of(cell, units=32, std=0.15), texts(batch)
    exact = write(Pen(PenWeights.of(writer), batch), symbols)
    rough = write(Pen(PenWeights.of(writer, "int8"), batch), symbols)
    assert not np.array_equal(rough, exact)
    assert np.abs(rough - exact).max() < 0.1 * np.abs(exact).max()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_float32_product_is_the_product(rows: int) -> None:
    weights, x = torch.randn(24, 32), torch.randn(rows, 32)
    got = MatrixVector(weights)(x.numpy())
    assert got.dtype == np.float32
    assert_allclose(got, x.double() @ weights.double().T, atol=1e-4)
