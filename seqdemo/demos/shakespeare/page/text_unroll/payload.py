"""Payload of text_unroll: labels as JSON, arrays packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.sampling import Sampling, probabilities, surprise
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.views.palette import DIVERGING
from seqdemo.web.packing import base64_of, fullest, packed

CHOICES = 10
STRIPS = {
    "lstm": ("hidden", "cell_state", "forget"),
    "gru": ("hidden", "update", "reset"),
    "rnn": ("hidden",),
}
WHOLE_UP_TO = 300
"""Characters up to which all states travel at once; of a longer text those around a place do."""

WINDOW = 160
"""Characters of a longer text whose states travel together: more than are seen at once."""


@dataclass(frozen=True)
class TextView:
    """Everything the component shows.

    Attributes:
        rev: Names the text: the browser forgets its selection when it changes.
        text: Opening words and what was written.
        prompt_length: Characters of it that were given.
        logits: Row t says what may follow character t, (T - 1 or more, V), nats.
        names: Symbols of the columns of `logits`.
        sampling: How characters were chosen; None for a text that was only read.
        trace: Every state; None while the text grows.
        first: Character at which the message begins: those before are in the browser already.
        whole: Names the latest message that held all; one that begins later goes on from it.
        around: Character whose states are asked for; None if none are, or the selected one's.
        orders: Which unit stands in which cell of the tile, per layer.
        running: Whether more is to come.
        full: Whether the text may not grow.
        speed: Characters per second, 0 if not known.
        changed: Places, counted from the end of the opening, where the visitor chose.
        title: Heading of the states.
        summary: One line under the text.
        at: Selected character.
        unit: Selected unit.
        depth: Selected layer, from 0.
        colour: "surprise", "unit" or "none".
        owner: Whether this text's selection goes into the link.
        tried: How the visitor has set the sliders under the bars; None as `sampling` is.
        slowly: Whether a first visit is shown it letter by letter, as it was written.
        fixed: Whether the text may not be written anew with what was tried.
        hold: Address of the explorer with this network, "" where units cannot be held.
    """

    rev: str
    text: str
    prompt_length: int
    logits: FloatArray
    names: Sequence[str]
    sampling: Sampling | None
    trace: Trace | None = None
    first: int = 0
    whole: int = 0
    around: int | None = None
    orders: Sequence[Sequence[int]] = ()
    running: bool = False
    full: bool = False
    speed: float = 0.0
    changed: Sequence[int] = ()
    title: str = ""
    summary: str = ""
    at: int = 0
    unit: int = 0
    depth: int = 0
    colour: str = "surprise"
    owner: bool = True
    tried: Sampling | None = None
    slowly: bool = False
    fixed: bool = False
    hold: str = ""


def payload(view: TextView) -> dict[str, Any]:
    """`view` as JSON-ready data: all of it, or what is new from `view.first` on."""
    if not view.first:
        return _settings(view) | _picture(view) | _growth(view)
    if view.trace is None or view.around is None:
        return _growth(view)
    return _growth(view) | {"layer": _states(view.trace, view.depth, view.around)}


def _growth(view: TextView) -> dict[str, Any]:
    """What changes while a text grows; lists begin at character `first`."""
    numbers = _numbers(view.text, view.names)
    return {
        "rev": view.rev,
        "whole": view.whole,
        "first": view.first,
        "text": view.text[view.first :],
        "bits": base64_of(_bits(numbers, view.logits, view.first), "<f4"),
        "choices": _choices(view, numbers),
        "running": view.running,
        "full": view.full,
        "speed": view.speed,
    }


def _settings(view: TextView) -> dict[str, Any]:
    """What stays as it is while a text grows."""
    return {
        "slowly": view.slowly,
        "promptLength": view.prompt_length,
        "names": list(view.names),
        "changed": list(view.changed),
        "scoring": view.sampling is None,
        "sampling": _in_words(view.sampling) if view.sampling else "",
        "drawn": _setting(view.sampling or Sampling()),
        "tried": view.tried and _setting(view.tried),
        "fixed": view.fixed or view.sampling is None,
        "title": view.title,
        "summary": view.summary,
        # A text that has only begun grows past the place soon.
        "at": view.at if view.running else min(view.at, max(0, len(view.text) - 1)),
        "unit": view.unit,
        "depth": view.depth,
        "colour": view.colour,
        "owner": view.owner,
        "hold": view.hold,
        "palette": DIVERGING,
    }


def _picture(view: TextView) -> dict[str, Any]:
    """States of the chosen layer, and how they are drawn."""
    trace = view.trace
    layer = trace.layers[view.depth] if trace else None
    size = layer.hidden_size if layer else 1
    around = view.at if view.around is None else view.around
    side = ceil(sqrt(size)) if size != 512 else 16
    return {
        "layer": trace and _layer(trace, view.depth, around, view.colour),
        "layers": len(view.orders),
        "strips": list(STRIPS[layer.cell]) if layer else [],
        "most": fullest(layer),
        "order": [list(order) for order in view.orders],
        "side": side,
        "px": 2 if side <= 24 else 1.5,
    }


def bits_of(text: str, logits: FloatArray, names: Sequence[str]) -> FloatArray:
    """Surprise of each character, (T,), bits; the first came from nowhere and has 0."""
    return _bits(_numbers(text, names), logits, 0)


def _bits(numbers: npt.NDArray[np.int64], logits: FloatArray, first: int) -> FloatArray:
    """Surprise of each character from `first` on."""
    start = max(first, 1)
    if len(numbers) < start:
        return np.zeros(0, np.float32)
    bits = surprise(logits[start - 1 : len(numbers) - 1], numbers[start:])
    return bits if first else np.concatenate([np.zeros(1, np.float32), bits])


def _numbers(text: str, names: Sequence[str]) -> npt.NDArray[np.int64]:
    return Vocabulary(tuple(names)).encode(text)


def _choices(view: TextView, numbers: npt.NDArray[np.int64]) -> dict[str, Any] | None:
    """The likeliest symbols for each character from `first` on, before and after temperature.

    Nothing is known of the first character of a text, nor of any that was not read yet.
    """
    start = max(view.first, 1)
    rows = view.logits[start - 1 : len(numbers) - 1]
    if not len(rows) or np.isnan(rows[0, 0]):
        return None
    before, after = probabilities(rows), (view.sampling or Sampling()).probabilities(rows)
    count = min(CHOICES, len(view.names))
    best = np.argsort(-before, axis=1, kind="stable")[:, :count]
    taken = (before if view.sampling is None else after)[np.arange(len(rows)), numbers[start:]]
    nothing = np.zeros((start - view.first, count))
    return {
        "count": count,
        "steps": len(nothing) + len(best),
        "symbols": base64_of(np.concatenate([nothing, best]), "u1"),
        "before": base64_of(np.concatenate([nothing, np.take_along_axis(before, best, 1)]), "<f4"),
        "after": base64_of(np.concatenate([nothing, np.take_along_axis(after, best, 1)]), "<f4"),
        "chosen": base64_of(np.concatenate([nothing[:, 0], taken]), "<f4"),
    }


def _in_words(sampling: Sampling) -> str:
    if sampling.temperature == 0:
        return "always the likeliest (temperature 0)"
    parts = [f"temperature {sampling.temperature:g}"]
    if sampling.top_k is not None:
        parts.append(f"top-k {sampling.top_k}")
    if sampling.top_p is not None:
        parts.append(f"top-p {sampling.top_p:g}")
    return ", ".join(parts)


def _setting(sampling: Sampling) -> dict[str, Any]:
    """As sampling.js takes it."""
    return {
        "temperature": sampling.temperature,
        "topK": sampling.top_k,
        "topP": sampling.top_p,
    }


def _layer(trace: Trace, depth: int, around: int, colour: str) -> dict[str, Any]:
    """States around a character; hidden states of all, coarser, where they colour the text."""
    sent = _states(trace, depth, around)
    whole = sent["count"] == sent["steps"] or colour != "unit"
    return sent | {"coarse": None if whole else packed(trace.layers[depth].hidden, 1)}


def _states(trace: Trace, depth: int, around: int) -> dict[str, Any]:
    """States of a layer around a character, and the logits of what may follow each."""
    layer, logits = trace.layers[depth], trace.logits
    assert logits is not None
    steps, size = layer.hidden.shape
    count = steps if steps <= WHOLE_UP_TO else WINDOW
    start = max(0, min(around - count // 2, steps - count))
    arrays = {
        name.removeprefix("gates."): packed(values[start : start + count])
        for name, values in layer.arrays()
        if values.ndim == 2
    }
    return {
        "cell": layer.cell,
        "steps": steps,
        "size": size,
        "start": start,
        "count": count,
        "arrays": arrays,
        "logits": base64_of(logits[start : start + count], "<f4"),
    }
