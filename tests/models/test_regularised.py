"""Noise that respects time: masks stay for a whole sequence, and no noise is the plain network."""

from __future__ import annotations

from copy import deepcopy

import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
from torch.testing import assert_close

from seqdemo.core.trace import CellKind
from seqdemo.models.recurrent import Recurrent, State
from seqdemo.models.regularised import locked_dropout, run_both_ways, run_regularised

STEPS, INPUTS, UNITS = 6, 3, 8
ATOL = 1e-5

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


def network(cell: CellKind, num_layers: int = 1) -> Recurrent:
    made = Recurrent(cell, INPUTS, UNITS, num_layers=num_layers)
    with torch.no_grad():
        for weight in made.parameters():
            weight.normal_(std=0.5)
    return made


def random_state(made: Recurrent, batch: int) -> State:
    shape = made.fused.num_layers, batch, UNITS
    hidden = torch.randn(shape)
    return (hidden, torch.randn(shape)) if made.cell == "lstm" else hidden


def parts_of(state: State) -> tuple[Tensor, ...]:
    return state if isinstance(state, tuple) else (state,)


def assert_same(got: tuple[Tensor, State], expected: tuple[Tensor, State]) -> None:
    assert isinstance(got[1], tuple) == isinstance(expected[1], tuple)
    pairs = zip((got[0], *parts_of(got[1])), (expected[0], *parts_of(expected[1])), strict=True)
    for one, other in pairs:
        assert one.shape == other.shape
        assert_allclose(one.detach(), other.detach(), atol=ATOL)


# Locked dropout


def test_a_mask_is_the_same_at_all_steps_and_another_for_each_sequence() -> None:
    dropped = locked_dropout(torch.ones(20, STEPS, 10), 0.5)
    assert (dropped == dropped[:, :1]).all()
    assert len(dropped[:, 0].unique(dim=0)) > 15


def test_what_is_left_is_scaled_so_that_the_mean_stays() -> None:
    dropped = locked_dropout(torch.ones(200, 2, 200), 0.25)
    assert_allclose(dropped.unique(), [0, 4 / 3], rtol=1e-6)
    # 40,000 masks: the standard error of the mean is 0.003.
    assert dropped.mean().item() == pytest.approx(1.0, abs=0.012)


def test_no_dropout_gives_back_what_came() -> None:
    x = torch.randn(2, STEPS, 3)
    before = torch.get_rng_state()
    assert torch.equal(locked_dropout(x, 0.0), x)
    assert torch.equal(torch.get_rng_state(), before)


def test_dropping_leaves_the_argument_alone_and_keeps_its_dtype() -> None:
    x = torch.ones(2, STEPS, 3, dtype=torch.bfloat16)
    assert locked_dropout(x, 0.5).dtype == torch.bfloat16
    assert (x == 1).all()


def test_dropping_everything_leaves_zeros() -> None:
    assert (locked_dropout(torch.ones(2, STEPS, 3), 1.0) == 0).all()


# The plain network


@every_cell
@pytest.mark.parametrize("num_layers", [1, 2, 3])
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_without_dropout_it_is_the_plain_network(
    cell: CellKind, num_layers: int, with_state: bool
) -> None:
    made, x = network(cell, num_layers), torch.randn(4, STEPS, INPUTS)
    state = random_state(made, 4) if with_state else None
    got = run_regularised(made, x, state, weight_dropout=0.0, dropout=0.0)
    assert_same(got, made(x, state))


@every_cell
def test_gradients_reach_every_weight_and_are_those_of_the_plain_network(cell: CellKind) -> None:
    made, x = network(cell, 2), torch.randn(4, STEPS, INPUTS)
    made(x)[0].square().sum().backward()
    plain = {name: p.grad.clone() for name, p in made.named_parameters() if p.grad is not None}
    made.zero_grad()
    run_regularised(made, x, None, weight_dropout=0.0, dropout=0.0)[0].square().sum().backward()
    for name, parameter in made.named_parameters():
        assert parameter.grad is not None
        assert_allclose(parameter.grad, plain[name], atol=1e-4, err_msg=name)


@every_cell
def test_under_autocast_it_computes_in_the_type_that_is_asked_for(cell: CellKind) -> None:
    """cuDNN's own autocast takes float16 whatever is asked for, and small gradients vanish."""
    made, x = network(cell, 2), torch.randn(4, STEPS, INPUTS)
    exact, _ = run_regularised(made, x, None, weight_dropout=0.0, dropout=0.0)
    with torch.autocast("cpu", torch.bfloat16):
        rounded, _ = run_regularised(made, x, None, weight_dropout=0.0, dropout=0.0)
    assert exact.dtype == torch.float32 and rounded.dtype == torch.bfloat16
    assert_allclose(rounded.float().detach(), exact.detach(), atol=0.05)


# Dropped weights


def recurrent_weights(made: Recurrent) -> list[Tensor]:
    return [p for name, p in made.named_parameters() if "weight_hh" in name]


def run_seeded(
    made: Recurrent, x: Tensor, state: State | None = None, weight_dropout: float = 0.5
) -> tuple[Tensor, State]:
    torch.manual_seed(5)
    return run_regularised(made, x, state, weight_dropout=weight_dropout, dropout=0.0)


@every_cell
def test_dropped_weights_get_no_gradient_and_make_no_difference(cell: CellKind) -> None:
    made, x = network(cell, 2), torch.randn(8, STEPS, INPUTS)
    outputs, final = run_seeded(made, x)
    outputs.square().sum().backward()
    holes = [weight.grad == 0 for weight in recurrent_weights(made)]
    for hole in holes:
        assert 0.35 < hole.float().mean() < 0.65
    assert not torch.equal(holes[0], holes[1])

    with torch.no_grad():
        for weight, hole in zip(recurrent_weights(made), holes, strict=True):
            weight[hole] = 1e3
    assert_same(run_seeded(made, x), (outputs, final))


@every_cell
def test_weights_that_stay_are_scaled_up(cell: CellKind) -> None:
    made, x = network(cell), torch.randn(8, STEPS, INPUTS)
    outputs, final = run_seeded(made, x, weight_dropout=0.2)
    outputs.square().sum().backward()
    (weight,) = recurrent_weights(made)
    by_hand = deepcopy(made)
    with torch.no_grad():
        (copy,) = recurrent_weights(by_hand)
        copy[weight.grad == 0] = 0
        copy /= 0.8
    assert_same(by_hand(x), (outputs, final))


@every_cell
def test_a_sequence_keeps_its_mask_over_all_steps(cell: CellKind) -> None:
    made, x = network(cell, 2), torch.randn(3, STEPS, INPUTS)
    whole = run_seeded(made, x)
    state: State | None = None
    steps = []
    for t in range(STEPS):  # the same seed, the same holes
        out, state = run_seeded(made, x[:, t : t + 1], state)
        steps.append(out)
    assert state is not None
    assert_same((torch.cat(steps, 1), state), whole)


@every_cell
def test_each_call_has_other_holes_and_the_weights_stay_whole(cell: CellKind) -> None:
    made, x = network(cell), torch.randn(3, STEPS, INPUTS)
    before = {name: p.detach().clone() for name, p in made.named_parameters()}
    one, other = (
        run_regularised(made, x, None, weight_dropout=0.5, dropout=0.0)[0] for _ in range(2)
    )
    assert not torch.allclose(one, other)
    assert all(torch.equal(before[name], p) for name, p in made.named_parameters())


@every_cell
def test_with_all_recurrent_weights_dropped_a_layer_reads_no_hidden_state(cell: CellKind) -> None:
    made, x = network(cell), torch.randn(3, STEPS, INPUTS)
    deaf = deepcopy(made)
    with torch.no_grad():
        recurrent_weights(deaf)[0].zero_()
    got = run_regularised(made, x, None, weight_dropout=1.0, dropout=0.0)
    assert_same(got, deaf(x))


# Dropout between layers


@every_cell
def test_features_hidden_from_the_next_layer_are_hidden_at_every_step(cell: CellKind) -> None:
    made, x = network(cell, 2), torch.randn(1, STEPS, INPUTS)
    outputs, _ = run_regularised(made, x, None, weight_dropout=0.0, dropout=0.5)
    outputs.square().sum().backward()
    grad = made.fused.weight_ih_l1.grad
    assert isinstance(grad, Tensor)
    unseen = (grad == 0).all(0)
    assert 0 < unseen.sum() < UNITS
    assert (grad[:, ~unseen] != 0).any(0).all()


@every_cell
def test_dropout_between_layers_leaves_the_first_layer_its_own_memory(cell: CellKind) -> None:
    made, x = network(cell, 2), torch.randn(3, STEPS, INPUTS)
    noisy = parts_of(run_regularised(made, x, None, weight_dropout=0.0, dropout=0.5)[1])
    for got, plain in zip(noisy, parts_of(made(x)[1]), strict=True):
        assert_allclose(got[0].detach(), plain[0].detach(), atol=ATOL)
        assert not torch.allclose(got[1], plain[1])


@every_cell
def test_a_stack_that_reads_both_ways_is_refused(cell: CellKind) -> None:
    made = Recurrent(cell, INPUTS, UNITS, bidirectional=True)
    with pytest.raises(ValueError, match="one direction"):
        run_regularised(made, torch.randn(1, STEPS, INPUTS), None, weight_dropout=0.1, dropout=0.1)


@every_cell
def test_both_ways_over_padded_sequences_is_a_packed_sequence(cell: CellKind) -> None:
    torch.manual_seed(0)
    stack = Recurrent(cell, 5, 4, num_layers=2, bidirectional=True).eval()
    x, lengths = torch.randn(3, 6, 5), torch.tensor([6, 1, 4])
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    with torch.no_grad():
        expected, final = stack.fused(packed)
        outputs, ends = run_both_ways(stack, x, lengths, dropout=0.0)
    hidden = final[0] if cell == "lstm" else final
    rows, _ = pad_packed_sequence(expected, batch_first=True)
    for row, length in enumerate(lengths.tolist()):
        assert_close(outputs[row, :length], rows[row, :length])
    assert_close(ends, torch.cat([hidden[-2], hidden[-1]], dim=-1))


def test_both_ways_is_for_stacks_that_read_both_ways() -> None:
    with pytest.raises(ValueError, match="one direction"):
        run_both_ways(Recurrent("gru", 2, 3), torch.zeros(1, 2, 2), torch.tensor([2]), dropout=0.0)
