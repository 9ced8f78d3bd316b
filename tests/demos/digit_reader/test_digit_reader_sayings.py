"""What the page "Read a digit" says of its network beside its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.digit_reader.cost import recurrent_weights
from seqdemo.demos.digit_reader.data import drawn
from seqdemo.demos.digit_reader.examples import NETWORK, READY
from seqdemo.demos.digit_reader.query import ReadDigit
from seqdemo.demos.digit_reader.scans import scanned_digits
from seqdemo.demos.digit_reader.task import TASK

SMALL = ("75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717")
"""Digits of 3x5 cells, a row an octal number."""


def model() -> Any:
    return network("digit_reader", NETWORK)


def sureness(grids: Any, digits: Any) -> float:
    """Mean probability of the right digit."""
    with torch.inference_mode():
        shares = model()(torch.as_tensor(grids, dtype=torch.float32)).softmax(-1)
    return float(shares[np.arange(len(shares)), np.asarray(digits)].mean())


def faint_and_small_are_read_less_surely() -> bool:
    scans, digits = scanned_digits()
    plain, faint = (sureness(share * scans[:500], digits[:500]) for share in (1.0, 0.3))
    filling = sureness(*drawn(500, "test", "train"))
    corners = np.zeros((10, 7, 7), np.float32)
    for digit, rows in enumerate(SMALL):
        corners[digit, :5, :3] = [
            [int(row) >> 2 & 1, int(row) >> 1 & 1, int(row) & 1] for row in rows
        ]
    return plain > faint + 0.1 and filling > sureness(corners, range(10)) + 0.1


def remembers_no_drawing() -> bool:
    """The answer to a drawing is the same whatever was read before."""
    asked = ReadDigit(READY["3"])
    fresh = TASK.predict(model(), asked)
    for other in READY.values():
        TASK.predict(model(), ReadDigit(other))
    return np.array_equal(TASK.predict(model(), asked), fresh)


def anything_is_a_digit() -> bool:
    rng = np.random.default_rng(0)
    for share in (0.0, 0.1, 0.5, 1.0):
        drawing = "".join("1" if chance < share else "0" for chance in rng.random(49))
        chances = TASK.predict(model(), ReadDigit(drawing))
        if len(chances) != 10 or not np.isclose(sum(chances), 1):
            return False
    return True


def ink_moves_units_as_coloured() -> bool:
    """One cell more raises every unit with a positive weight to it and lowers the others."""
    empty = torch.zeros(1, 7, 7)
    with torch.inference_mode():
        before = model().units(empty)[0]
        for cell in (10, 24, 40):
            inked = empty.clone()
            inked.view(-1)[cell] = 1
            moved = model().units(inked)[0] - before
            sign = model().hidden.weight[:, cell].sign()
            if not torch.equal(moved.sign()[moved != 0], sign[moved != 0]):
                return False
    return True


def an_output_is_the_sum_over_all_units_and_its_bias() -> bool:
    """Without the bias it is not."""
    trace = TASK.trace(model(), ReadDigit(READY["7"]))
    units, weights = trace.layers[0].hidden[0], trace.extras["weights_out"][0]
    assert trace.logits is not None
    bias = trace.logits[0] - weights @ units
    own = next(
        part for name, part in model().named_parameters() if len(part) == 10 and part.ndim == 1
    )
    return (
        np.allclose(bias, own.detach().numpy(), atol=1e-4)
        and len(units) == 400
        and bool(abs(bias).max() > 0.01)
    )


def a_place_is_a_weight_of_its_own() -> bool:
    """What a digit is depends on where it stands: moved by two columns it is read otherwise."""
    grids, digits = drawn(500, "test", "train")
    moved = np.roll(grids, 2, axis=2)
    moved[:, :, :2] = 0
    return sureness(grids, digits) > sureness(moved, digits) + 0.2


def the_recurrent_count_is_of_a_whole_network() -> bool:
    """Its layer alone has fewer: the letters that it says are counted, too."""
    layer, letters = torch.nn.RNN(49, 400), torch.nn.Linear(400, 26)
    count = [sum(p.numel() for p in part.parameters()) for part in (layer, letters)]
    return recurrent_weights(400) == sum(count) > count[0]


SAYINGS: Sayings = (
    ("A recurrent network of as many units has", the_recurrent_count_is_of_a_whole_network),
    ("the sum over all 400 units, plus a number", an_output_is_the_sum_over_all_units_and_its_bias),
    (
        "A faint or small digit in a corner is read less surely",
        faint_and_small_are_read_less_surely,
    ),
    ("it does not know what you drew before", remembers_no_drawing),
    ("and it still says one of ten", anything_is_a_digit),
    ("orange cells push it up when they are inked, blue ones down", ink_moves_units_as_coloured),
    ("in third place is another", a_place_is_a_weight_of_its_own),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/digit_reader", words, holds)
