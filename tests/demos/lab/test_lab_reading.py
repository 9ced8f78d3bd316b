"""A trained network of the lab is opened: what it holds, and what a hand in it does."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from seqdemo.demos.lab.network import Memory
from seqdemo.demos.lab.racing import Race
from seqdemo.demos.lab.reading import (
    hand,
    holders,
    named_right,
    read,
    replaced,
    sequence,
)
from seqdemo.demos.lab.settings import Settings
from seqdemo.demos.lab.symbols import COLOURS, QUESTION, TOKENS

SETTINGS = Settings(networks=("lstm",), lag=20)


@pytest.fixture(scope="module")
def learnt() -> Memory:
    """An LSTM that has learnt it."""
    run = Race(SETTINGS, [(0, 0.01)])
    for _ in range(220):
        run.step()
    return run.racers[0].model.eval()


def right(model: Memory, *hands: object) -> int:
    said = named_right(model, SETTINGS, 3, *hands)
    return sum(colour == answer for colour, answer in said.items())


def test_it_names_all_colours_and_its_trace_says_the_same(learnt: Memory) -> None:
    assert right(learnt, ()) == 8
    x, labels = sequence(SETTINGS, "green", 3)
    trace = read(learnt, x, labels)
    assert labels[0] == "green" and labels[-1] == QUESTION and len(trace) == 22
    assert trace.logits is not None and trace.classes == COLOURS
    with torch.no_grad():
        np.testing.assert_allclose(trace.logits[-1], learnt(x[None])[0].numpy(), atol=1e-5)


def test_a_hand_that_does_nothing_changes_nothing(learnt: Memory) -> None:
    x, labels = sequence(SETTINGS, "red", 3)
    forget = read(learnt, x, labels).layers[0].gates["forget"]
    late = hand(learnt, "gate", len(x) - 1, ())
    stepped = read(learnt, x, labels, late).layers[0]
    np.testing.assert_allclose(stepped.gates["forget"][:-1], forget[:-1], atol=1e-5)
    assert hand(learnt, "none", 3, ()) == ()


def test_the_memory_dies_when_the_gate_is_shut_or_its_holders_are_held(learnt: Memory) -> None:
    assert right(learnt, hand(learnt, "gate", 8, ())) <= 3
    first = holders(learnt, SETTINGS)
    assert sorted(first) == list(range(32))
    assert right(learnt, hand(learnt, "unit", 8, first[:24])) <= 6


def test_the_forget_gates_stay_open_between_colour_and_question(learnt: Memory) -> None:
    gates = read(learnt, *sequence(SETTINGS, "blue", 1)).layers[0].gates["forget"][1:-1]
    assert gates.mean() > 0.9


def test_a_plain_network_has_no_gate_to_shut() -> None:
    settings = Settings(networks=("rnn",), lag=5, hidden_size=8)
    model = Race(settings, [(0, 0.01)]).racers[0].model
    assert hand(model, "gate", 2, ()) == ()
    assert len(hand(model, "unit", 2, [1])) == 1


def test_a_letter_is_replaced_by_the_next_and_a_colour_is_not() -> None:
    x, labels = sequence(SETTINGS, "red", 1)
    after, names = replaced(x, labels, 4)
    changed = [step for step in range(len(x)) if names[step] != labels[step]]
    assert changed == [4] and TOKENS[int(after[4].argmax())] == names[4]
    assert replaced(x, labels, 0)[1] == labels


def test_where_numbers_are_added_the_sum_so_far_is_traced() -> None:
    settings = Settings(networks=("gru",), exercise="adding", lag=6, hidden_size=8)
    model = Race(settings, [(0, 0.01)]).racers[0].model
    x, labels = sequence(settings, "red", 2)
    trace = read(model, x, labels)
    assert sum(label.endswith("*") for label in labels) == 2
    assert trace.logits is None and trace.extras["sum"].shape == (8, 1)
