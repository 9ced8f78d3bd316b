"""What the browser gets of a text's network."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import GATES, LayerTrace, Trace
from seqdemo.demos.shakespeare.page.text_unroll.payload import (
    WHOLE_UP_TO,
    WINDOW,
    TextView,
    payload,
)

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


def states_of(sent: dict[str, Any]) -> dict[str, np.ndarray]:
    """Name -> values that a message brought, (count, UNITS)."""
    found = {}
    for name, packed in sent["arrays"].items():
        numbers = np.frombuffer(base64.b64decode(packed["q"]), f"<i{packed['width']}")
        found[name] = numbers.reshape(sent["count"], UNITS) * packed["scale"]
    return found


def whole_text(steps: int, **more: Any) -> tuple[Trace, dict[str, Any]]:
    trace = lstm_trace(steps)
    assert trace.logits is not None
    view = TextView("rev", "".join(trace.inputs), 1, trace.logits, NAMES, None, trace, **more)
    return trace, payload(view)


@pytest.mark.parametrize(
    ("steps", "at", "start", "count"),
    [
        (12, 5, 0, 12),
        (WHOLE_UP_TO, 299, 0, WHOLE_UP_TO),
        (1_000, 0, 0, WINDOW),
        (1_000, 500, 500 - WINDOW // 2, WINDOW),
        (1_000, 999, 1_000 - WINDOW, WINDOW),
    ],
)
def test_every_gate_around_the_selected_character_reaches_the_browser(
    steps: int, at: int, start: int, count: int
) -> None:
    trace, sent = whole_text(steps, at=at)
    layer = sent["layer"]
    assert (layer["start"], layer["count"], layer["steps"]) == (start, count, steps)
    arrays = {name.removeprefix("gates."): array for name, array in trace.layers[0].arrays()}
    assert set(layer["arrays"]) == set(arrays)
    for name, got in states_of(layer).items():
        np.testing.assert_allclose(got, arrays[name][start : start + count], atol=1e-4)


def test_of_a_long_text_all_hidden_states_are_there_to_colour_it() -> None:
    trace, sent = whole_text(1_000, colour="unit")
    coarse = sent["layer"]["coarse"]
    numbers = np.frombuffer(base64.b64decode(coarse["q"]), "<i1").reshape(1_000, UNITS)
    np.testing.assert_allclose(numbers * coarse["scale"], trace.layers[0].hidden, atol=5e-3)
    assert whole_text(WHOLE_UP_TO, colour="unit")[1]["layer"]["coarse"] is None
    assert whole_text(1_000)[1]["layer"]["coarse"] is None


def test_states_that_are_asked_for_come_without_the_text() -> None:
    trace, sent = whole_text(1_000, first=1_000, around=700)
    assert sent["text"] == "" and sent["layer"]["start"] == 700 - WINDOW // 2
    start = sent["layer"]["start"]
    expected = trace.layers[0].hidden[start : start + WINDOW]
    np.testing.assert_allclose(states_of(sent["layer"])["hidden"], expected, atol=1e-4)
    assert "layer" not in whole_text(1_000, first=1_000)[1]


# What is new


def growing(steps: int, first: int = 0, sampling: Sampling | None = None) -> dict[str, Any]:
    """What is sent of a text of `steps` characters that grows."""
    trace = lstm_trace(300)
    assert trace.logits is not None
    text = "".join(trace.inputs[:steps])
    how = sampling or Sampling(0.8, top_k=2)
    view = TextView("rev", text, 1, trace.logits[:steps], NAMES, how, first=first, running=True)
    return payload(view)


def floats(sent: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(sent), "<f4")


@pytest.mark.parametrize("first", [1, 2, 57, 199, 200])
def test_two_messages_joined_are_the_whole_text(first: int) -> None:
    whole, before, after = growing(200), growing(first), growing(200, first)
    assert after["first"] == first and before["text"] + after["text"] == whole["text"]
    assert_joined(floats(whole["bits"]), floats(before["bits"]), floats(after["bits"]))
    for name in ("before", "after", "chosen") if after["text"] else ():
        all_of_it, new = (floats(sent["choices"][name]) for sent in (whole, after))
        # Of a single character, the first, there are no choices.
        old = floats(before["choices"][name]) if first > 1 else all_of_it[: -len(new)]
        assert_joined(all_of_it, old, new)


def assert_joined(whole: np.ndarray, *parts: np.ndarray) -> None:
    np.testing.assert_array_equal(whole, np.concatenate(parts))


def test_a_message_does_not_grow_with_the_text() -> None:
    short, long = (len(json.dumps(growing(end, end - 10))) for end in (40, 300))
    assert abs(long - short) < 20 and long < 2_500


def test_what_does_not_change_is_sent_with_the_whole_text_only() -> None:
    assert {"palette", "names", "order", "layer"} <= set(growing(20))
    assert set(growing(20, 10)) == {
        "rev",
        "whole",
        "first",
        "text",
        "bits",
        "choices",
        "running",
        "full",
        "speed",
    }


def test_of_an_opening_that_is_not_read_yet_nothing_is_known() -> None:
    unread = np.full((3, len(NAMES)), np.nan, np.float32)
    sent = payload(TextView("rev", "abc", 3, unread, NAMES, Sampling(), running=True))
    assert sent["text"] == "abc" and sent["choices"] is None
    assert np.isnan(floats(sent["bits"])[1:]).all()
