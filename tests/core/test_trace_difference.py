"""One trace is taken from another only where they fit, and the rest is a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.core.trace_difference import difference


def trace(steps: int, units: int = 3, *, seed: int = 0, **options) -> Trace:
    hidden, gate = np.random.default_rng(seed).random((2, steps, units), dtype=np.float32)
    layer = LayerTrace("gru", hidden, gates={"update": gate}, **options)
    return Trace(tuple("abcdefgh"[:steps]), (layer,))


@pytest.mark.parametrize("name", ["hidden", "update"])
def test_a_shorter_trace_is_taken_from_its_steps_and_the_rest_is_zero(name: str) -> None:
    one, other = trace(5), trace(3, seed=1)
    found = difference(one, other, 0, name)
    expected = one.layers[0].array(name)[:3] - other.layers[0].array(name)
    np.testing.assert_array_equal(found[:3], expected)
    assert found.shape == (5, 3) and not found[3:].any()


def test_a_longer_trace_is_cut_and_neither_is_changed() -> None:
    one, other = trace(2), trace(5, seed=1)
    before = one.layers[0].hidden.copy()
    assert difference(one, other, 0, "hidden").shape == (2, 3)
    np.testing.assert_array_equal(one.layers[0].hidden, before)


def without_gates() -> Trace:
    return Trace(("a",), (LayerTrace("gru", np.zeros((1, 3), np.float32)),))


@pytest.mark.parametrize(
    ("other", "name", "why"),
    [
        (Trace(("a",), ()), "hidden", "it has 0 layers, and this is 1"),
        (trace(4, 1), "hidden", "its layer 1 has 1 unit, this one 3"),
        (trace(4, direction="backward"), "hidden", "its layer 1 reads the other way round"),
        (without_gates(), "update", "it was kept without its update gate"),
    ],
)
def test_what_does_not_fit_is_a_sentence(other: Trace, name: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        difference(trace(4), other, 0, name)
