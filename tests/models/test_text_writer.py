"""The character model: one forward for training and reading, noise only while it trains."""

from __future__ import annotations

import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor

from seqdemo.core.trace import CellKind
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

VOCAB, EMBED, UNITS, STEPS = 7, 6, 12, 9
ATOL = 1e-5
QUIET = {"dropout": 0.0, "embed_dropout": 0.0, "weight_dropout": 0.0}

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def symbols() -> Tensor:
    return torch.randint(VOCAB, (3, STEPS))


def writer_of(cell: CellKind, num_layers: int = 2, **options: float) -> TextWriter:
    config = TextWriterConfig(cell, VOCAB, EMBED, UNITS, num_layers, **options)
    return TextWriter(config)


def parts_of(state: State) -> tuple[Tensor, ...]:
    return state if isinstance(state, tuple) else (state,)


@every_cell
@pytest.mark.parametrize("num_layers", [1, 2])
def test_it_gives_logits_after_every_symbol_and_the_state_at_the_end(
    symbols: Tensor, cell: CellKind, num_layers: int
) -> None:
    logits, state = writer_of(cell, num_layers).eval()(symbols)
    assert logits.shape == (3, STEPS, VOCAB)
    assert [part.shape for part in parts_of(state)] == [(num_layers, 3, UNITS)] * (
        2 if cell == "lstm" else 1
    )


@every_cell
def test_without_dropout_training_reads_as_a_finished_network_does(
    symbols: Tensor, cell: CellKind
) -> None:
    writer = writer_of(cell, **QUIET)
    middle = writer.eval()(symbols)[1]
    expected, end = writer(symbols, middle)
    logits, state = writer.train()(symbols, middle)
    assert_allclose(logits.detach(), expected.detach(), atol=ATOL)
    for got, wanted in zip(parts_of(state), parts_of(end), strict=True):
        assert_allclose(got.detach(), wanted.detach(), atol=ATOL)


@every_cell
@pytest.mark.parametrize("noise", list(QUIET))
def test_each_kind_of_noise_is_there_while_training_only(
    symbols: Tensor, cell: CellKind, noise: str
) -> None:
    writer = writer_of(cell, **{**QUIET, noise: 0.5})
    assert not torch.allclose(writer(symbols)[0], writer(symbols)[0])
    writer.eval()
    assert torch.equal(writer(symbols)[0], writer(symbols)[0])


@every_cell
def test_gradients_reach_every_weight(symbols: Tensor, cell: CellKind) -> None:
    writer = writer_of(cell)
    writer(symbols)[0].logsumexp(-1).sum().backward()
    for name, parameter in writer.named_parameters():
        assert parameter.grad is not None and parameter.grad.any(), name


@every_cell
def test_what_comes_later_changes_nothing_before(symbols: Tensor, cell: CellKind) -> None:
    writer = writer_of(cell).eval()
    changed = symbols.clone()
    changed[:, 5] = (changed[:, 5] + 1) % VOCAB
    differs = (writer(symbols)[0] != writer(changed)[0]).any(-1).any(0)
    assert differs.tolist() == [False] * 5 + [True] * (STEPS - 5)


@every_cell
def test_a_text_in_two_halves_equals_the_whole(symbols: Tensor, cell: CellKind) -> None:
    writer = writer_of(cell).eval()
    first, middle = writer(symbols[:, :4])
    second, _ = writer(symbols[:, 4:], middle)
    whole, _ = writer(symbols)
    assert_allclose(torch.cat([first, second], 1).detach(), whole.detach(), atol=ATOL)


@every_cell
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("training", [False, True], ids=["finished", "in training"])
def test_a_trace_shows_what_forward_computes_and_has_no_noise(
    symbols: Tensor, cell: CellKind, num_layers: int, training: bool
) -> None:
    writer = writer_of(cell, num_layers).eval()
    expected, end = writer(symbols[:1])
    layers, logits = writer.train(training).trace(symbols[0])
    assert logits.shape == (STEPS, VOCAB) and len(layers) == num_layers
    assert_allclose(logits, expected[0].detach(), atol=ATOL)
    for row, layer in enumerate(layers):
        assert_allclose(layer.hidden[-1], parts_of(end)[0][row, 0].detach(), atol=ATOL)
    assert writer.training == training


@every_cell
def test_a_trace_goes_on_from_a_state(symbols: Tensor, cell: CellKind) -> None:
    writer = writer_of(cell).eval()
    _, middle = writer(symbols[:1, :4])
    rest = writer.trace(symbols[0, 4:], middle)[1]
    assert_allclose(rest, writer.trace(symbols[0])[1][4:], atol=ATOL)


# How it starts


@every_cell
def test_recurrent_weights_start_orthogonal_gate_by_gate(cell: CellKind) -> None:
    fused = writer_of(cell).recurrent.fused
    for name, values in fused.named_parameters():
        if "weight_hh" in name:
            for gate in values.detach().split(UNITS):
                assert_allclose(gate @ gate.T, torch.eye(UNITS), atol=ATOL)


@every_cell
def test_only_forget_gates_start_open(cell: CellKind) -> None:
    for name, values in writer_of(cell).recurrent.fused.named_parameters():
        if "bias" in name:
            expected = torch.zeros_like(values)
            if cell == "lstm" and "bias_ih" in name:
                expected[UNITS : 2 * UNITS] = 1  # PyTorch's order: input, forget, candidate, output
            assert torch.equal(values.detach(), expected), name


@every_cell
def test_an_untrained_writer_expects_every_symbol_about_equally(
    symbols: Tensor, cell: CellKind
) -> None:
    p = writer_of(cell).eval()(symbols)[0].softmax(-1)
    assert p.min() > 0.2 / VOCAB and p.max() < 5 / VOCAB
