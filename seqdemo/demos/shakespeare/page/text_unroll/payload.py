"""A text with its network as the browser gets it: labels as JSON, numbers in base64."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.sampling import Sampling, surprise
from seqdemo.core.trace import GATES, FloatArray, LayerTrace, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.views.palette import DARK, LIGHT
from seqdemo.web.packing import base64_of, fullest, packed

CHOICES = 10
STRIPS = {
    "lstm": ("hidden", "cell_state", "forget"),
    "gru": ("hidden", "update", "reset"),
    "rnn": ("hidden",),
}
FINE_GATES_UP_TO = 800
"""Characters up to which gates that only the equations show travel in 16 bits; then in 8."""


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
        orders: Which unit stands in which cell of the tile, per layer.
        running: Whether more is to come.
        polling: Whether the page looks for more: the browser tells it when the end is shown.
        full: Whether the text may not grow.
        speed: Characters per second, 0 if not known.
        changed: Places, counted from the end of the opening, where the visitor chose.
        title: Heading of the states.
        summary: One line under the text.
        at: Selected character.
        unit: Selected unit.
        depth: Selected layer, from 0.
        colour: "surprise", "unit" or "none".
        link: Query parameters that bring this text back.
        owner: Whether this text's selection goes into the link.
    """

    rev: str
    text: str
    prompt_length: int
    logits: FloatArray
    names: Sequence[str]
    sampling: Sampling | None
    trace: Trace | None = None
    orders: Sequence[Sequence[int]] = ()
    running: bool = False
    polling: bool = False
    full: bool = False
    speed: float = 0.0
    changed: Sequence[int] = ()
    title: str = ""
    summary: str = ""
    at: int = 0
    unit: int = 0
    depth: int = 0
    colour: str = "surprise"
    link: Mapping[str, str] = field(default_factory=dict)
    owner: bool = True


def payload(view: TextView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    layer = view.trace.layers[view.depth] if view.trace else None
    size = layer.hidden_size if layer else 1
    side = ceil(sqrt(size)) if size != 512 else 16
    numbers = _numbers(view.text, view.names)
    return {
        "rev": view.rev,
        "text": view.text,
        "promptLength": view.prompt_length,
        "names": list(view.names),
        "bits": base64_of(bits_of(view.text, view.logits, view.names), "<f4"),
        "choices": _choices(view, numbers) if view.trace and len(view.text) > 1 else None,
        "layer": layer and _layer(layer),
        "layers": len(view.orders),
        "strips": list(STRIPS[layer.cell]) if layer else [],
        "most": fullest(layer),
        "order": [list(order) for order in view.orders],
        "side": side,
        "px": 2 if side <= 24 else 1.5,
        "running": view.running,
        "polling": view.polling,
        "full": view.full,
        "speed": view.speed,
        "changed": list(view.changed),
        "scoring": view.sampling is None,
        "sampling": _in_words(view.sampling) if view.sampling else "",
        "title": view.title,
        "summary": view.summary,
        # A text that has only begun grows past the place soon.
        "at": view.at if view.running else min(view.at, max(0, len(view.text) - 1)),
        "unit": view.unit,
        "depth": view.depth,
        "colour": view.colour,
        "link": dict(view.link),
        "owner": view.owner,
        "palette": {"light": LIGHT.diverging, "dark": DARK.diverging},
    }


def bits_of(text: str, logits: FloatArray, names: Sequence[str]) -> FloatArray:
    """Surprise of each character, (T,), bits; the first came from nowhere and has 0."""
    numbers = _numbers(text, names)
    if len(numbers) < 2:
        return np.zeros(len(numbers), np.float32)
    return np.concatenate([[0], surprise(logits[: len(numbers) - 1], numbers[1:])]).astype(
        np.float32
    )


def _numbers(text: str, names: Sequence[str]) -> npt.NDArray[np.int64]:
    return Vocabulary(tuple(names)).encode(text)


def _choices(view: TextView, numbers: npt.NDArray[np.int64]) -> dict[str, Any]:
    """The likeliest symbols for each character but the first, before and after temperature."""
    rows = view.logits[: len(numbers) - 1]
    before = np.exp(rows - rows.max(1, keepdims=True))
    before /= before.sum(1, keepdims=True)
    drawn = view.sampling or Sampling()
    after = np.stack([drawn.probabilities(row) for row in rows])
    count = min(CHOICES, len(view.names))
    best = np.argsort(-before, axis=1, kind="stable")[:, :count]
    taken = (before if view.sampling is None else after)[np.arange(len(rows)), numbers[1:]]
    first = np.zeros((1, count))  # nothing is known of the first character
    return {
        "count": count,
        "steps": len(numbers),
        "symbols": base64_of(np.concatenate([first, best]), "u1"),
        "before": base64_of(np.concatenate([first, np.take_along_axis(before, best, 1)]), "<f4"),
        "after": base64_of(np.concatenate([first, np.take_along_axis(after, best, 1)]), "<f4"),
        "chosen": base64_of(np.concatenate([[0], taken]), "<f4"),
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


def _layer(layer: LayerTrace) -> dict[str, Any]:
    steps, size = layer.hidden.shape
    shown = STRIPS[layer.cell]
    rest = set(GATES[layer.cell]) - set(shown)
    arrays = {name.removeprefix("gates."): values for name, values in layer.arrays()}
    coarse = 2 if steps <= FINE_GATES_UP_TO else 1
    chosen = {name: packed(arrays[name]) for name in shown}
    chosen |= {name: packed(arrays[name], coarse) for name in sorted(rest)}
    return {"cell": layer.cell, "steps": steps, "size": size, "arrays": chosen}
