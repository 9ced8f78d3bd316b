"""The small networks that run in the browser compute what PyTorch computes, gradients too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from node_answers import node_answers
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

SCRIPT = Path(__file__).with_name("tiny_answers.js")
SHAPES = [
    ("rnn", "tanh", 1, 1, 2),
    ("rnn", "relu", 2, 2, 3),
    ("rnn", "sigmoid", 3, 3, 2),
    ("rnn", "tanh", 4, 3, 4),
    ("gru", "tanh", 2, 1, 2),
    ("gru", "tanh", 3, 2, 3),
    ("lstm", "tanh", 2, 1, 2),
    ("lstm", "tanh", 3, 2, 3),
]
KINDS: dict[str, type[nn.RNNBase]] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
CLOSE = 1e-5


def case(cell: str, nonlinearity: str, inputs: int, units: int, outputs: int) -> dict[str, Any]:
    """Random weights and seven random inputs for a shape."""
    numbers = np.random.default_rng(units + 10 * inputs)
    gates = {"rnn": 1, "gru": 3, "lstm": 4}[cell]
    count = gates * units * (inputs + units + 1) + outputs * (units + 1)
    return {
        "shape": {
            "cell": cell,
            "nonlinearity": nonlinearity,
            "inputs": inputs,
            "units": units,
            "outputs": outputs,
        },
        "list": [float(w) for w in numbers.normal(0, 1.2, count)],
        "inputs": numbers.normal(size=(7, inputs)).tolist(),
        "targets": numbers.integers(outputs, size=7).tolist(),
    }


class Twin:
    """The same network in PyTorch, with one bias vector set to 0, in double precision."""

    def __init__(self, given: dict[str, Any]) -> None:
        shape = given["shape"]
        cell, units = shape["cell"], shape["units"]
        self.sigmoid = shape["nonlinearity"] == "sigmoid"
        more = {"nonlinearity": shape["nonlinearity"]} if cell == "rnn" and not self.sigmoid else {}
        self.layer = KINDS[cell](shape["inputs"], units, **more).double()
        self.head = nn.Linear(units, shape["outputs"]).double()
        self.parameters = [
            self.layer.weight_ih_l0,
            self.layer.weight_hh_l0,
            self.layer.bias_ih_l0,
            self.head.weight,
            self.head.bias,
        ]
        with torch.no_grad():
            self.layer.bias_hh_l0.zero_()
            parts = torch.tensor(given["list"]).double().split([p.numel() for p in self.parameters])
            for parameter, part in zip(self.parameters, parts, strict=True):
                parameter.copy_(part.view_as(parameter))

    def hidden(self, x: Tensor) -> Tensor:
        """States after each input, (T, H); nn.RNN has no sigmoid, so that one is written out."""
        if not self.sigmoid:
            return self.layer(x)[0]
        w, u, b = self.parameters[:3]
        states, h = [], torch.zeros(len(b)).double()
        for step in x:
            h = torch.sigmoid(w @ step + u @ h + b)
            states.append(h)
        return torch.stack(states)


@pytest.fixture(scope="module")
def answered() -> list[dict[str, Any]]:
    """The browser's side, of all cases at once."""
    return node_answers(SCRIPT, [case(*shape) for shape in SHAPES])


@pytest.mark.parametrize("n", range(len(SHAPES)), ids=["-".join(map(str, s)) for s in SHAPES])
def test_states_logits_loss_and_gradients_are_pytorchs(
    n: int, answered: list[dict[str, Any]]
) -> None:
    given, found = case(*SHAPES[n]), answered[n]
    twin = Twin(given)
    hidden = twin.hidden(torch.tensor(given["inputs"]).double())
    logits = twin.head(hidden)
    loss = cross_entropy(logits, torch.tensor(given["targets"]), reduction="sum")
    gradients = torch.cat([g.flatten() for g in torch.autograd.grad(loss, twin.parameters)])
    np.testing.assert_allclose(found["hidden"], hidden.detach(), atol=CLOSE)
    np.testing.assert_allclose(found["logits"], logits.detach(), atol=CLOSE)
    np.testing.assert_allclose(found["loss"], loss.item(), atol=CLOSE)
    np.testing.assert_allclose(found["gradients"], gradients, atol=CLOSE)
