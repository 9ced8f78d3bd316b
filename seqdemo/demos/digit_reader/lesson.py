"""Measures for lessons: what the digit reader says and costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seqdemo.demos.digit_reader.cost import feed_forward_weights, recurrent_weights
from seqdemo.demos.digit_reader.query import ReadDigit, decode

Networks = Callable[[str], Any]


def inputs(networks: Networks) -> int:
    """Numbers that go in at once."""
    return int(networks("feedforward").hidden.in_features)


def lines(networks: Networks) -> int:
    """Weights between the numbers that go in and the hidden units."""
    return int(networks("feedforward").hidden.weight.numel())


def digit(networks: Networks, drawing: str) -> str:
    """The likeliest digit of a drawing as links hold it."""
    from seqdemo.demos.digit_reader.task import TASK

    p = TASK.predict(networks("feedforward"), ReadDigit(decode(drawing)[0]))
    return str(max(range(len(p)), key=p.__getitem__))


def cost(networks: Networks, letters: int) -> int:
    """Weights of a network of its size that would see all letters of a word at once."""
    return feed_forward_weights(letters, networks("feedforward").hidden.out_features)


def recurrent_cost(networks: Networks) -> int:
    """Weights of a recurrent network of as many units, for words of any length."""
    return recurrent_weights(networks("feedforward").hidden.out_features)


def times(networks: Networks, letters: int, fewer: int) -> float:
    """How many times the weights such a network has for more letters than for fewer."""
    return cost(networks, letters) / cost(networks, fewer)


MEASURES = {one.__name__: one for one in (inputs, lines, digit, cost, recurrent_cost, times)}
