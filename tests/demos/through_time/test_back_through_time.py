"""Back through time: the numbers are autograd's, in the browser and of the writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from node_answers import node_answers
from torch import nn
from torch.nn.functional import cross_entropy, one_hot

from seqdemo.demos.through_time.back import (
    Pass,
    descended,
    through_time,
    updated,
    weights_of,
)
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

SCRIPT = Path(__file__).with_name("through_time_answers.js")
CASES = [("hello", 3, 9), ("hello", 2, 2), ("banana", 4, 1), ("abcabc", 3, 3)]
CLOSE = 1e-5


def given(word: str, units: int, window: int) -> dict[str, Any]:
    letters = len(set(word))
    count = units * (letters + units + 1) + letters * (units + 1)
    weights = np.random.default_rng(count).uniform(-1, 1, count)
    return {"word": word, "units": units, "window": window, "list": weights.tolist()}


def expected(word: str, units: int, window: int) -> tuple[float, torch.Tensor, list[float]]:
    """PyTorch's loss, gradients of all weights, and sizes of what comes back between steps."""
    letters = sorted(set(word), key=word.index)
    layer, head = nn.RNN(len(letters), units).double(), nn.Linear(units, len(letters)).double()
    parameters = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0, *head.parameters()]
    with torch.no_grad():
        layer.bias_hh_l0.zero_()
        numbers = torch.tensor(given(word, units, window)["list"]).double()
        for parameter, part in zip(
            parameters, numbers.split([p.numel() for p in parameters]), strict=True
        ):
            parameter.copy_(part.view_as(parameter))
    symbols = torch.tensor([letters.index(letter) for letter in word])
    state, loss, handed_on = torch.zeros(1, units).double(), torch.tensor(0.0).double(), []
    for t, x in enumerate(one_hot(symbols[:-1], len(letters)).double()):
        if t:
            state = (state.detach() if t % window == 0 else state * 1.0).requires_grad_()
            state.retain_grad()
            handed_on.append((state, t % window == 0))
        _, state = layer(x[None], state)
        loss = loss + cross_entropy(head(state), symbols[t + 1][None])
    loss.backward()
    sizes = [0.0 if cut or s.grad is None else float(s.grad.norm()) for s, cut in handed_on]
    gradients = torch.cat([p.grad.flatten() for p in parameters if p.grad is not None])
    return float(loss.detach()), gradients, sizes


@pytest.fixture(scope="module")
def answered() -> list[dict[str, Any]]:
    """The browser's side, of all cases at once."""
    return node_answers(SCRIPT, [given(*case) for case in CASES])


@pytest.mark.parametrize("n", range(len(CASES)), ids=["-".join(map(str, c)) for c in CASES])
def test_the_tiny_networks_numbers_are_autograds_also_when_the_chain_is_cut(
    n: int, answered: list[dict[str, Any]]
) -> None:
    found, (loss, gradients, sizes) = answered[n], expected(*CASES[n])
    np.testing.assert_allclose(found["loss"], loss, atol=CLOSE)
    np.testing.assert_allclose(sum(found["losses"]), loss, atol=CLOSE)
    np.testing.assert_allclose(found["gradients"], gradients, atol=CLOSE)
    np.testing.assert_allclose(found["flows"], sizes, atol=CLOSE)


@pytest.fixture(scope="module", params=["rnn", "gru", "lstm"])
def writer(request: pytest.FixtureRequest) -> TextWriter:
    torch.manual_seed(0)
    return TextWriter(TextWriterConfig(request.param, 7, embed_size=5, hidden_size=6)).eval()


NUMBERS = [1, 3, 0, 6, 6, 2]


def passed(writer: TextWriter, window: int = 9) -> Pass:
    return through_time(writer, weights_of(writer), NUMBERS, window)


def test_the_writers_gradients_are_those_of_one_run_over_the_whole_text(writer: TextWriter) -> None:
    symbols = torch.tensor(NUMBERS)
    hidden, _ = writer.recurrent(writer.embedding(symbols[None, :-1]))
    loss = cross_entropy(writer.head(hidden)[0], symbols[1:], reduction="sum")
    names, weights = zip(*writer.named_parameters(), strict=True)
    wanted = dict(zip(names, torch.autograd.grad(loss, weights), strict=True))
    found = passed(writer)
    assert sum(found.losses) == pytest.approx(float(loss.detach()), abs=1e-4)
    assert found.gradients.keys() == wanted.keys()
    for name, gradient in wanted.items():
        np.testing.assert_allclose(found.gradients[name], gradient, atol=1e-5)


def test_what_the_steps_add_is_summed_and_nothing_comes_back_over_a_cut(writer: TextWriter) -> None:
    found, cut = passed(writer), passed(writer, window=2)
    assert found.adds[0] == 0  # there is no state before the first step
    assert max(found.adds) <= found.total * len(NUMBERS) <= sum(found.adds) * len(NUMBERS)
    assert [flow == 0 for flow in cut.flows[-1]] == [False, True, False, True]
    assert all(flow > 0 for layer in found.flows for flow in layer)
    assert cut.losses == pytest.approx(found.losses, abs=1e-6)


@pytest.mark.parametrize("window", [2, 9])
def test_many_updates_at_once_are_those_that_are_drawn_one_by_one(
    writer: TextWriter, window: int
) -> None:
    weights, losses = weights_of(writer), []
    for _ in range(4):
        found = through_time(writer, weights, NUMBERS, window)
        losses.append(sum(found.losses))
        weights = updated(weights, found.gradients, 0.05)
    ends, same = descended(writer, weights_of(writer), NUMBERS, window, 0.05, 4)
    assert same == pytest.approx(losses, abs=1e-4)
    for name, weight in weights.items():
        torch.testing.assert_close(ends[name], weight, atol=1e-4, rtol=1e-4)


def test_an_update_lowers_the_loss_and_leaves_the_writer_alone(writer: TextWriter) -> None:
    before = weights_of(writer)
    found = passed(writer)
    after = through_time(writer, updated(before, found.gradients, 0.05), NUMBERS, 9)
    assert sum(after.losses) < sum(found.losses)
    for name, weight in writer.named_parameters():
        assert torch.equal(weight, before[name]) and weight.grad is None
