"""Patching all at once is patching one by one."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from seqdemo.models.patching import Site, patched_states

STEPS, COUNT = 9, 6
CELLS = {
    "rnn": nn.RNN(5, 8, 2),
    "relu": nn.RNN(5, 8, 2, nonlinearity="relu"),
    "gru": nn.GRU(5, 8, 3),
    "lstm": nn.LSTM(5, 8, 2),
    "no bias": nn.LSTM(5, 8, 2, bias=False),
}
every_cell = pytest.mark.parametrize("fused", CELLS.values(), ids=CELLS)


def inputs(steps, seed):
    return torch.randn(steps, 5, generator=torch.Generator().manual_seed(seed))


def layers_of(fused):
    """Each layer as a network of its own: another way to compute the same."""
    for depth in range(fused.num_layers):
        size = fused.input_size if not depth else fused.hidden_size
        options = {"nonlinearity": fused.nonlinearity} if isinstance(fused, nn.RNN) else {}
        one = type(fused)(size, fused.hidden_size, bias=fused.bias, **options)
        state = fused.state_dict()
        own = {name: state[name.replace("_l0", f"_l{depth}")] for name in one.state_dict()}
        one.load_state_dict(own)
        yield one


def parts(state):
    return [*state] if isinstance(state, tuple) else [state]


@torch.inference_mode()
def one_by_one(fused, x, donor, site, step):
    """The run is cut at the step, the state replaced, and run on from there, by fused kernels."""
    below, other = x, donor
    shift = len(donor) - len(x)
    for depth, layer in enumerate(layers_of(fused)):
        if depth != site.layer:
            below, other = layer(below)[0], layer(other)[0]
            continue
        first, state = layer(below[: step + 1])
        _, given = layer(other[: step + 1 + shift])
        mixed = []
        for own, put in zip(parts(state), parts(given), strict=True):
            own = own.clone()
            units = slice(None) if site.units is None else list(site.units)
            own[0, units] = put[0, units]
            mixed.append(own)
        first = first.clone()
        first[-1] = mixed[0][0]
        rest = below[step + 1 :]
        start = tuple(mixed) if len(mixed) > 1 else mixed[0]
        after = layer(rest, start)[0] if len(rest) else first[:0]
        below, other = torch.cat([first, after]), layer(other)[0]
    return below[-1]


@every_cell
@pytest.mark.parametrize("longer", [0, 4])
def test_all_at_once_equals_one_by_one(fused, longer):
    x, donor = inputs(STEPS, 1), inputs(STEPS + longer, 2)
    sites = [Site(0), Site(1), Site(1, (2, 5)), Site(0, (7,))]
    found = patched_states(fused, x, donor, sites, COUNT)
    assert found.shape == (4, COUNT, 8)
    for n, site in enumerate(sites):
        for k in range(COUNT):
            expected = one_by_one(fused, x, donor, site, STEPS - COUNT + k)
            torch.testing.assert_close(found[n, k], expected, atol=1e-5, rtol=1e-5)


@every_cell
def test_states_of_the_same_run_change_nothing(fused):
    x = inputs(STEPS, 1)
    found = patched_states(fused, x, x, [Site(0), Site(1)], STEPS)
    expected = fused(x)[0][-1].expand(2, STEPS, -1)
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-5)


@every_cell
def test_the_top_layers_last_state_is_all_that_is_read(fused):
    x, donor = inputs(STEPS, 1), inputs(STEPS, 2)
    top = Site(fused.num_layers - 1)
    found = patched_states(fused, x, donor, [top], 1)
    torch.testing.assert_close(found[0, 0], fused(donor)[0][-1], atol=1e-5, rtol=1e-5)


def test_what_cannot_be_patched_is_refused():
    x = inputs(3, 1)
    with pytest.raises(ValueError, match="both ways"):
        patched_states(nn.GRU(5, 8, bidirectional=True), x, x, [Site(0)], 1)
    with pytest.raises(ValueError, match="3 steps in common, not 4"):
        patched_states(nn.GRU(5, 8), x, inputs(9, 2), [Site(0)], 4)
