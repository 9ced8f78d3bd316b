"""Measures of single units: values, and what holding them does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np

from seqdemo.core.intervention import Clamp
from seqdemo.core.sampling import Sampling
from seqdemo.demos.shakespeare.lesson.reading import Networks, read


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
    text = _held(networks("lstm"), "ROMEO:\n", 1, -1, 0.0, length)
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


def newlines(
    networks: Networks, begin: str, layer: int, number: int, value: float, length: int = 200
) -> int:
    """Line breaks that it writes while a unit is held at a value."""
    return _held(networks("lstm"), begin, layer, number, float(value), length).count("\n")


def free_newlines(networks: Networks, begin: str, length: int = 200) -> int:
    """Line breaks that it writes when it is left alone."""
    return _held(networks("lstm"), begin, 1, -1, 0.0, length).count("\n")


def speakers(
    networks: Networks, begin: str, layer: int, number: int, value: float, length: int = 200
) -> int:
    """Speakers' names, in capitals before a colon, that it writes while a unit is held."""
    text = _held(networks("lstm"), begin, layer, number, float(value), length)
    return len(re.findall("[A-Z]{3,}:", text))


def line_length(
    networks: Networks, begin: str, layer: int, number: int, value: float, length: int = 200
) -> float:
    """Characters of a line, mean of those it writes while a unit is held."""
    lines = _held(networks("lstm"), begin, layer, number, float(value), length).split("\n")
    return float(np.mean([len(line) for line in lines if line]))


def breaks(networks: Networks, layer: int, number: int, value: float) -> str:
    """Whether holding a unit makes "more" line breaks, "fewer" or the "same"."""
    held = newlines(networks, "ROMEO:\n", layer, number, value)
    free = free_newlines(networks, "ROMEO:\n")
    return "more" if held > free else "fewer" if held < free else "same"


def weaker(networks: Networks, number: int, other: int) -> str:
    """Whether holding a unit of layer 2 changes line breaks "less" than another, or "more"."""
    free = free_newlines(networks, "ROMEO:\n")
    one, two = (abs(newlines(networks, "ROMEO:\n", 2, n, 1) - free) for n in (number, other))
    return "less" if one < two else "more"


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
        newlines,
        free_newlines,
        speakers,
        line_length,
        breaks,
        weaker,
    )
}
