"""Measures of single units: values, and what holding them does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np

from seqdemo.core.intervention import Clamp
from seqdemo.core.sampling import Sampling
from seqdemo.demos.shakespeare.lesson.reading import Networks, read
from seqdemo.demos.shakespeare.lesson.text import written


def count(networks: Networks, cell: str = "lstm") -> int:
    """Hidden units of all layers."""
    return sum(layer.hidden.shape[1] for layer in read(networks(cell), "O", cell).layers)


def layers(networks: Networks, cell: str = "lstm") -> int:
    """Layers of hidden units."""
    return len(read(networks(cell), "O", cell).layers)


def unit(networks: Networks, text: str, layer: int, number: int, place: int) -> float:
    """Value of a unit after the character at a place, from 1, of a text; layers from 1."""
    return float(read(networks("lstm"), text, "lstm").layers[layer - 1].hidden[place - 1, number])


def rises(networks: Networks, text: str, layer: int, number: int) -> float:
    """By how much a unit is higher at the end of a text than after its first ten characters."""
    hidden = read(networks("lstm"), text, "lstm").layers[layer - 1].hidden[:, number]
    return float(hidden[-1] - hidden[:10].mean())


def trend(networks: Networks, text: str, layer: int, number: int) -> str:
    """Whether a unit "rises" or "falls" from the first ten characters of a text to its end."""
    return "rises" if rises(networks, text, layer, number) > 0 else "falls"


def high_at(networks: Networks, layer: int, number: int, length: int = 600) -> str:
    """Where a unit is highest on average, in what it writes: "begin" or "end" of lines, "names".

    Begin and end are the first and the last eight characters of lines of at least 30; names are
    those of speakers, in capitals.
    """
    text = "ROMEO:\n" + written(networks, "ROMEO:\n", 0.8, length)
    hidden = read(networks("lstm"), text, "lstm").layers[layer - 1].hidden[:, number]
    found: dict[str, list[float]] = {"begin": [], "end": [], "names": []}
    for line in re.finditer("[^\n]+", text):
        values = hidden[line.start() : line.end()]
        if re.fullmatch("[A-Z ]+:", line[0]):
            found["names"].extend(values)
        elif len(values) >= 30:
            found["begin"].extend(values[:8])
            found["end"].extend(values[-8:])
    return max(found, key=lambda place: float(np.mean(found[place])))


def changes(networks: Networks, layer: int, number: int, value: float) -> str:
    """What changes the text it writes: "holding" a unit at a value, or "nothing"."""
    model = networks("lstm")
    free = _held(model, "ROMEO:\n", 1, -1, 0.0, 200)
    return "holding" if _held(model, "ROMEO:\n", layer, number, value, 200) != free else "nothing"


@lru_cache(maxsize=32)
def _held(model: Any, begin: str, layer: int, number: int, value: float, length: int) -> str:
    from seqdemo.demos.shakespeare.interventions import Intervene, intervene
    from seqdemo.demos.shakespeare.task import TASK

    done = (Clamp(layer - 1, (number,), 0, value),) if number >= 0 else ()
    asked = Intervene(begin, length, sampling=Sampling(temperature=0.8), interventions=done)
    trace = intervene(model, TASK.known(model), asked)
    return "".join(trace.inputs[len(begin) :])


MEASURES = {
    one.__name__: one
    for one in (
        count,
        layers,
        unit,
        rises,
        trend,
        high_at,
        changes,
    )
}
