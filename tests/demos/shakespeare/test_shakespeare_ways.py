"""Ways to go on: they begin at the state that the network had, and each is its seed's own text."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.core.prefix_tree import prefix_tree
from seqdemo.core.sampling import Sampling
from seqdemo.demos.shakespeare.page.state import STATE
from seqdemo.demos.shakespeare.query import Write
from seqdemo.demos.shakespeare.task import TASK, network_steps
from seqdemo.demos.shakespeare.ways import ways_on
from seqdemo.web.prefix_tree import picked

PROMPT = "KING:\n"


@pytest.mark.parametrize("network", ["lstm", "gru"])
def test_a_way_is_the_text_that_its_seed_would_have_written_from_there(network: str) -> None:
    model, sampling = TASK.load(network), Sampling(0.9, top_k=20, seed=3)
    trace = TASK.trace(model, Write(PROMPT, 30, network, sampling))
    at, place = len(PROMPT) + 12, 12
    steps, known = network_steps(model), TASK.known(model)
    found = ways_on(steps, known, trace, at, sampling, [3, 7, 11], place=place, length=15)
    so_far = "".join(trace.inputs)
    assert found[0].symbols == so_far[at : at + 15], "the text's own seed goes on as it did"
    for way in found:
        drawn = Sampling(0.9, top_k=20, seed=int(way.name))
        changes = tuple(enumerate(so_far[len(PROMPT) : at]))
        other = TASK.trace(model, Write(PROMPT, 27, network, drawn, changes))
        assert way.symbols == "".join(other.inputs[at:])
        assert other.logits is not None
        rows = drawn.probabilities(other.logits[at - 1 : at + 14])
        came = known.encode(way.symbols)
        np.testing.assert_array_equal(way.chances, rows[np.arange(15), came])


def test_greedy_ways_are_one_way() -> None:
    model = TASK.load("lstm")
    trace = TASK.trace(model, Write(PROMPT, 10, "lstm", Sampling(0.0)))
    steps, known = network_steps(model), TASK.known(model)
    found = ways_on(steps, known, trace, 8, Sampling(0.0), range(1, 21), place=2, length=9)
    (only,) = prefix_tree(found)
    assert len(only.names) == 20 and only.probability == 1.0 and not only.branches
    assert picked({"symbols": list(only.symbols)}, (only,)) == only.symbols


@pytest.mark.parametrize("symbols", [None, [], ["x"], "abc", [["a"]], list("abz")])
def test_a_browser_cannot_pick_what_is_not_in_the_tree(symbols: object) -> None:
    from seqdemo.core.prefix_tree import Path

    tree = prefix_tree([Path("1", "abc", [1, 1, 1]), Path("2", "abd", [1, 1, 1])])
    assert picked({"symbols": symbols}, tree) is None
    assert picked({"symbols": list("abd")}, tree) == tuple("abd")


def test_changes_that_follow_each_other_share_a_place_in_a_link() -> None:
    choice = STATE.choices["changes"]
    changes = ((3, "a"), (4, " "), (5, "b"), (9, "\n"))
    assert choice.write(changes) == "3-97-32-98.9-10"
    assert choice.read("3-97-32-98.9-10") == changes
    assert choice.read("3-97.4-32.5-98.9-10") == changes, "links of earlier days"
    many = tuple((n, "x") for n in range(250))
    assert choice.read(choice.write(many)) == many
