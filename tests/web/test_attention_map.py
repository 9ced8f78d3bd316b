"""The table of attention: what it is given, and what a browser may send."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.web import attention_map as module
from seqdemo.web.attention_map import AttentionView, payload

TRACE = Trace(
    inputs=("a", "b"),
    layers=(LayerTrace("rnn", np.zeros((2, 3), np.float32)),),
    attention=np.array([[0.25, 0.75, 0], [1, 0, 0]], np.float32),
    source=("x", "y", "z"),
)


def test_the_view_fits_the_trace_or_says_so():
    data = payload(AttentionView(TRACE, "ab", "xyz", "steps", step=9, pinned=(1, 2)), pins=True)
    assert data["step"] == 1 and data["pinned"] == [1, 2] and data["pins"]
    with pytest.raises(ValueError, match="2 x 2 names for attention of shape"):
        AttentionView(TRACE, "ab", "xy", "steps")


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ({"step": 1, "position": 2}, [(1, 2)]),
        ({"step": None}, [None]),
        ({"step": 2, "position": 0}, []),
        ({"step": 0, "position": -1}, []),
        ({"step": "0", "position": 1}, []),
        ({"step": 0}, []),
        ({}, []),
    ],
)
def test_only_a_square_that_is_there_is_heard_of(sent, heard):
    found = []
    module._pinned(sent, (2, 3), found.append)
    assert found == heard
