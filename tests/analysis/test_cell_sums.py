"""Sums of a unit's gates, taken apart: they are the gates of the trace."""

from __future__ import annotations

import pytest
import torch

from seqdemo.analysis.cell_sums import LayerWeights, cell_sums
from seqdemo.models.gates import FUSED
from seqdemo.models.layer_weights import layer_weights
from seqdemo.models.see_through import see_through
from seqdemo.views.cell_diagram import OpenStep, cell_diagram, signed


@pytest.fixture(params=["rnn", "gru", "lstm"])
def made(request):
    torch.manual_seed(0)
    fused = FUSED[request.param](5, 7)
    x = torch.randn(4, 5)
    return fused, x.numpy(), see_through(fused, x)[0]


@pytest.mark.parametrize("step", [0, 3])
def test_the_sums_give_the_gates_of_the_trace(made, step):
    fused, x, layer = made
    before = layer.previous_hidden()[step]
    for unit in range(7):
        for gate in cell_sums(
            layer.cell, LayerWeights(*layer_weights(fused)), x[step], before, unit
        ):
            shown = layer.hidden if gate.gate == "hidden" else layer.gates[gate.gate]
            assert gate.value == pytest.approx(float(shown[step, unit]), abs=1e-5)


def test_the_largest_products_come_first_and_the_rest_is_their_remainder(made):
    fused, x, layer = made
    before = layer.previous_hidden()[3]
    few = cell_sums(layer.cell, LayerWeights(*layer_weights(fused)), x[3], before, 2, most=3)
    every = cell_sums(layer.cell, LayerWeights(*layer_weights(fused)), x[3], before, 2, most=12)
    for short, whole in zip(few, every, strict=True):
        sizes = [abs(part.product) for part in whole.parts]
        assert sizes == sorted(sizes, reverse=True) and short.parts == whole.parts[:3]
        assert short.total == pytest.approx(whole.total, abs=1e-5)
        assert whole.rest_x == whole.rest_h == 0.0


def test_a_layer_without_biases_has_none_in_its_sums():
    fused = torch.nn.GRU(3, 4, bias=False)
    weights = LayerWeights(*layer_weights(fused))
    assert not weights.bias_ih.any() and weights.bias_hh.shape == (12,)


def test_a_unit_that_is_not_there_is_refused(made):
    fused, x, layer = made
    with pytest.raises(ValueError, match="there are 7 units, no number 7"):
        cell_sums(layer.cell, LayerWeights(*layer_weights(fused)), x[0], layer.hidden[0], 7)


def test_the_diagram_says_every_gate_and_the_sizes_on_its_arrows(made):
    fused, x, layer = made
    sums = cell_sums(
        layer.cell, LayerWeights(*layer_weights(fused)), x[3], layer.previous_hidden()[3], 2
    )
    page = cell_diagram(OpenStep(layer, 3, 2, sums, 5, "input {}".format, "<b>"))
    assert "7×5" in page and "7×7" in page and "&lt;b&gt;" in page and "<b><" not in page
    for gate in sums:
        assert f"= <b>{signed(gate.value)}</b>" in page
    assert f"h = <b>{signed(layer.hidden[3, 2])}</b>" in page
