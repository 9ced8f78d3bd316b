"""An encoder and its decoder as one sequence of states."""

import numpy as np
import pytest

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.core.trace_join import joined


def trace(labels, cell="gru", units=4, cell_state=False):
    hidden = np.random.default_rng(len(labels)).random((len(labels), units), np.float32)
    memory = hidden if cell_state else None
    return Trace(tuple(labels), (LayerTrace(cell, hidden, cell_state=memory),))


def test_steps_follow_each_other():
    first, then = trace("ab"), trace("cde")
    both = joined(first, then)
    assert both.inputs == tuple("abcde")
    assert np.array_equal(both.layers[0].hidden[2:], then.layers[0].hidden)


def test_a_cell_state_goes_on():
    both = joined(*(trace(labels, "lstm", cell_state=True) for labels in ("ab", "c")))
    assert both.layers[0].cell_state.shape == (3, 4)


@pytest.mark.parametrize("then", [trace("c", units=5), trace("c", "rnn")])
def test_another_kind_or_size_cannot_go_on(then):
    with pytest.raises(ValueError, match="cannot go on"):
        joined(trace("ab"), then)
