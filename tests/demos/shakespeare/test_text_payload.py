"""What the browser gets of a text's network."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from seqdemo.core.trace import GATES, LayerTrace, Trace
from seqdemo.demos.shakespeare.page.text_unroll.payload import TextView, payload

NAMES = tuple("abc")
UNITS = 5


def lstm_trace(steps: int) -> Trace:
    """An LSTM's record of reading "abcabc...", with numbers drawn by chance."""
    rng = np.random.default_rng(steps)

    def values(low: float) -> np.ndarray:
        return rng.uniform(low, 1, (steps, UNITS)).astype(np.float32)

    gates = {name: values(-1 if name == "candidate" else 0) for name in GATES["lstm"]}
    layer = LayerTrace("lstm", values(-1), cell_state=3 * values(-1), gates=gates)
    logits = rng.normal(size=(steps, len(NAMES))).astype(np.float32)
    return Trace(tuple("abc" * steps)[:steps], (layer,), logits=logits, classes=NAMES)


@pytest.mark.parametrize(("steps", "exact"), [(12, 1e-4), (1_000, 5e-3)])
def test_every_gate_reaches_the_browser_however_long_the_text(steps: int, exact: float) -> None:
    trace = lstm_trace(steps)
    (layer,) = trace.layers
    assert trace.logits is not None
    view = TextView("rev", "".join(trace.inputs), 1, trace.logits, NAMES, None, trace)
    sent = payload(view)["layer"]["arrays"]
    arrays = {name.removeprefix("gates."): array for name, array in layer.arrays()}
    assert set(sent) == set(arrays)
    for name, packed in sent.items():
        numbers = np.frombuffer(base64.b64decode(packed["q"]), f"<i{packed['width']}")
        got = numbers.reshape(steps, UNITS) * packed["scale"]
        np.testing.assert_allclose(got, arrays[name], atol=exact)
