"""A layer packed step by step: small, the same text for the same step, and all of it is there."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from seqdemo.core.trace import LayerTrace
from seqdemo.models.recurrent import Recurrent
from seqdemo.web.packed_steps import CLOSE, packed_steps

FIXTURE = Path(__file__).with_name("packed_steps.json")
"""What Python packs and what packed_steps.js makes of it: packed_steps.test.js reads it too."""


def layer_of(cell: str, steps: int, size: int, seed: int = 0) -> LayerTrace:
    torch.manual_seed(seed)
    recurrent = Recurrent(cell, 5, size)
    return recurrent.trace(3 * torch.randn(steps, 5))[0]


@pytest.mark.parametrize("case", json.loads(FIXTURE.read_text()), ids=lambda case: case["name"])
def test_it_is_packed_as_the_browser_reads_it(case):
    given = {name: np.array(values, np.float32) for name, values in case["layer"].items()}
    gates = {name: given.pop(name) for name in list(given) if name not in ("hidden", "cell_state")}
    layer = LayerTrace(case["cell"], gates=gates, **given)
    assert packed_steps(layer, case["room"]) == case["packed"]


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_states_that_follow_from_the_gates_are_left_out(cell):
    packed = packed_steps(layer_of(cell, 6, 20))
    assert "hidden" not in packed["names"] and "cell_state" not in packed["names"]


def test_states_that_do_not_follow_are_sent():
    layer = layer_of("gru", 6, 20)
    clamped = LayerTrace("gru", layer.hidden + 2 * CLOSE, gates=layer.gates)
    assert packed_steps(clamped)["names"] == ["hidden", "reset", "update", "candidate"]
    assert packed_steps(LayerTrace("gru", layer.hidden))["names"] == ["hidden"]


def test_a_step_that_did_not_change_is_the_same_text():
    torch.manual_seed(0)
    recurrent, x = Recurrent("lstm", 5, 20), torch.randn(6, 5)
    before = packed_steps(recurrent.trace(x)[0])["rows"]
    x[4] += 1
    after = packed_steps(recurrent.trace(x)[0])["rows"]
    assert before[:4] == after[:4] and before[4:] != after[4:]


def test_a_long_word_fits_too():
    packed = packed_steps(layer_of("lstm", 12, 196))
    assert sum(map(len, packed["rows"])) <= 20_000
    assert packed["bits"] == 12
