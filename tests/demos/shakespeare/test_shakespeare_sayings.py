"""What the page "Write Shakespeare" says of its networks beside their numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.core.sampling import Sampling
from seqdemo.demos.shakespeare.explore import EXPLORE, example_text
from seqdemo.demos.shakespeare.page.below import STRIPS
from seqdemo.demos.shakespeare.page.text_unroll.payload import STRIPS as strips_of
from seqdemo.demos.shakespeare.query import Score, Write
from seqdemo.demos.shakespeare.task import TASK
from seqdemo.models.stepper import State, Stepper

CELLS = ("rnn", "gru", "lstm")


def writer(cell: str) -> Any:
    return network("shakespeare", cell)


def text(seed: int, letters: int) -> str:
    asked = Write("\n", letters, "lstm", Sampling(temperature=0.8, seed=seed))
    return "".join(TASK.trace(writer("lstm"), asked).inputs)


def apart(cell: str, first: str, second: str) -> float:
    """Bits between what is expected after two texts (Kullback-Leibler)."""
    found = []
    for one in (first, second):
        logits = EXPLORE.read(writer(cell), one).logits
        assert logits is not None
        found.append(torch.from_numpy(logits[-1]).double().log_softmax(-1))
    return float((found[0].exp() * (found[0] - found[1])).sum()) / math.log(2)


def eighty_letters_back_nothing_counts() -> bool:
    """Whatever stands before the last 80 letters; of the last three, it does."""
    shared, others = text(1, 80)[1:], (text(2, 120), text(3, 120))
    for cell in CELLS:
        far = apart(cell, others[0] + shared, others[1] + shared)
        near = apart(cell, others[0] + shared[-3:], others[1] + shared[-3:])
        if not (far < 1e-3 and near > 10 * max(far, 1e-4)):
            return False
    return True


@cache
def state_after(text: str) -> State:
    model, known = writer("lstm"), TASK.known(writer("lstm"))
    stack = Stepper(model.recurrent.fused)
    with torch.inference_mode():
        for x in model.embedding(torch.from_numpy(np.array(known.encode(text)))).float().numpy():
            stack.step(x)
    return stack.state()


def going_on(first: str, second: str, keep: str) -> Any:
    """Logits after “and ” from the state of a text with one kind of the other's put in."""
    model, known = writer("lstm"), TASK.known(writer("lstm"))
    mine, its = state_after(first), state_after(second)
    with torch.inference_mode():
        hidden = its.hidden if "hidden" in keep else mine.hidden
        cells = its.cell_state if "cell" in keep else mine.cell_state
        rest = Stepper(model.recurrent.fused, begin=(State(hidden, cells), len(first)))
        read = model.embedding(torch.from_numpy(np.array(known.encode("and ")))).float().numpy()
        for x in read:
            top = rest.step(x)
        return model.head(torch.from_numpy(top)).double().log_softmax(-1)


def the_cell_state_is_what_it_keeps() -> bool:
    """Some letters on, another text's cell state has changed more than its hidden state has."""
    moved = {"cell": 0.0, "hidden": 0.0}
    pairs = [(text(seed, 60), text(seed + 10, 60)) for seed in range(1, 5)]
    for first, second in pairs:
        plain = going_on(first, second, "")
        for keep in moved:
            other = going_on(first, second, keep)
            moved[keep] += float((plain.exp() * (plain - other)).sum())
    return moved["cell"] > 3 * moved["hidden"] > 0


def it_says_what_the_hidden_state_holds() -> bool:
    """Its scores are weighed sums of the upper layer's hidden state after that letter."""
    trace, head = EXPLORE.read(writer("lstm"), example_text()[:80]), writer("lstm").head
    with torch.inference_mode():
        said = head(torch.from_numpy(trace.layers[-1].hidden)).float().numpy()
    assert trace.logits is not None
    return np.allclose(said, trace.logits, atol=2e-2)


def its_loss_falls() -> bool:
    for cell in CELLS:
        losses = [one["windows_nats"] / math.log(2) for one in TASK.card(cell)["stages"]]
        if losses != sorted(losses, reverse=True) or not 5.5 < losses[0] < 6.6:
            return False
    return abs(math.log2(65) - 6.02) < 0.005


def the_last_sample_is_written_again() -> bool:
    """By the network that ships, until its rounded weights lead to another letter."""
    asked = Write("\n", 120, "lstm", Sampling(temperature=0.8, seed=7))
    written = "".join(TASK.trace(writer("lstm"), asked).inputs)
    sample = str(TASK.card("lstm")["stages"][-1]["sample"])
    return written[1:51] == sample[:50]


def each_guide_names_the_strips_that_its_network_has() -> bool:
    words = {
        "hidden": "hidden state",
        "cell_state": "cell state",
        "forget": "forget gate",
        "update": "update gate",
        "reset": "reset gate",
    }
    return all(
        (word in STRIPS[cell]) == (name in strips_of[cell])
        for cell in CELLS
        for name, word in words.items()
    )


def what_an_update_gate_lets_stay_stays() -> bool:
    """A GRU's state, unit by unit, lies nearer to the one before where its update gate is open."""
    layer = EXPLORE.read(writer("gru"), example_text()[:80]).layers[0]
    gate, moved = layer.gates["update"][1:], abs(np.diff(layer.hidden, axis=0))
    return float(moved[gate > 0.9].mean()) < float(moved[gate < 0.5].mean()) / 3


def eight_bits_are_near_all_digits() -> bool:
    """What stands beside a written text is the 8-bit network's; the other's is hardly another."""
    for cell in CELLS:
        moved = []
        for seed in (1, 2):
            asked = Write("ROMEO:\n", 150, cell, Sampling(temperature=0.8, seed=seed))
            wrote = TASK.trace(writer(cell), asked)
            reads = TASK.trace(writer(cell), Score("".join(wrote.inputs), cell))
            assert wrote.logits is not None and reads.logits is not None
            both = wrote.logits, reads.logits[: len(wrote.logits)]
            one, two = (torch.from_numpy(logits).double().softmax(-1) for logits in both)
            moved += (one - two).abs().max(1).values.tolist()
        if not (np.max(moved) > 0 and np.mean(np.array(moved) < 0.01) > 0.985):
            return False
    return True


def the_path_turns_one_way_at_the_end_of_a_word() -> bool:
    """Of directions in the plane, the length of their mean: 1 where all are one."""
    for cell in CELLS:
        trace = EXPLORE.read(writer(cell), example_text())
        ends = np.array([letter in " ␣⏎\n" for letter in trace.inputs])[1:]
        for layer in trace.layers:
            centred = layer.hidden - layer.hidden.mean(0)
            ways = np.diff(centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T, axis=0)
            ways /= np.linalg.norm(ways, axis=1, keepdims=True)
            alike = [float(np.linalg.norm(ways[at].mean(0))) for at in (ends, ~ends)]
            if not alike[0] > max(0.9, alike[1] + 0.3):
                return False
    return True


SAYINGS: Sayings = (
    (
        "turns the same way every time, such as the end of every word",
        the_path_turns_one_way_at_the_end_of_a_word,
    ),
    ("after 99 letters of 100 no probability is a", eight_bits_are_near_all_digits),
    ("follows a newline at temperature 0.8 with seed 7", the_last_sample_is_written_again),
    ("more than 80 letters back changes nothing in what it", eighty_letters_back_nothing_counts),
    ("the *cell state* what it keeps", the_cell_state_is_what_it_keeps),
    ("The *hidden state* is what it says of itself", it_says_what_the_hidden_state_holds),
    ("the strips are its memory", each_guide_names_the_strips_that_its_network_has),
    ("The *update gate* says how much of it stays", what_an_update_gate_lets_stay_stays),
    ("6.02 bits is guessing among 65 characters", its_loss_falls),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/shakespeare", words, holds)
