"""Corpus of drawings a network makes by itself; properties of steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.analysis.text_properties import Property
from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.going_on import ARROWS, START, UP, labels_of, latent_of, layers_of
from seqdemo.demos.sketch.network import SketchNetwork
from seqdemo.demos.sketch.sampling import endings

DRAWINGS, AT_ONCE = 200, 20
STEPS, TEMPERATURE = 160, 0.5


@torch.inference_mode()
def drawn_corpus(
    model: SketchNetwork,
    progress: Callable[[float], None] = lambda share: None,
    *,
    drawings: int = DRAWINGS,
) -> NetworkCorpus:
    """Drawings by the network alone, each begun on an empty sheet; the same every time."""
    labels: list[str] = []
    starts, states = [0], []
    gates: dict[str, Saturation] = {}
    for first in range(0, drawings, AT_ONCE):
        for number, points in enumerate(_drawn(model, first), start=first):
            layer = layers_of(model, points, _told(model, number))[0]
            labels += labels_of(points)
            starts.append(len(labels))
            states.append(as_bytes(layer.hidden))
            gates = joined(gates, saturations(layer))
        progress((first + AT_ONCE) / drawings)
    kept = Corpus(tuple(labels), np.concatenate(states, 1), np.array(starts[:-1], np.int64))
    return NetworkCorpus((kept,), (gates,))


def _drawn(model: SketchNetwork, first: int) -> list[FloatArray]:
    numbers = range(first, first + AT_ONCE)
    told = [_told(model, number) for number in numbers]
    made = endings(
        model,
        np.zeros((0, 3), np.float32),
        rows=numbers,
        steps=STEPS,
        temperature=TEMPERATURE,
        seed=0,
        condition=None if told[0] is None else torch.cat([one for one in told if one is not None]),
    )
    return [ending.points for ending in made]


def _told(model: SketchNetwork, number: int) -> torch.Tensor | None:
    """What is drawn: one thing after the other, or whatever a code says that is drawn for it."""
    if model.config.latent:
        return latent_of(model, np.zeros((0, 3), np.float32), number)
    if not model.config.categories:
        return None
    told: torch.Tensor = model.category(torch.tensor([7 * number % model.config.categories]))
    return told


def stroke_properties(corpus: Corpus) -> Mapping[str, Property]:
    """What each step of drawings is: (N,) values by name."""
    labels = np.array(corpus.labels)
    lifted = np.char.endswith(labels, UP)
    begins = np.append(True, lifted[:-1])
    way = np.array([label[0] for label in corpus.labels])
    found = {
        "lifted": ("the end of a line", lifted),
        "begins": ("the step to where a line begins", begins & (labels != START)),
        **{
            name: (f"a step to the {name}", np.isin(way, list(arrows)))
            for name, arrows in {"right": "→↘↗", "left": "←↖↙"}.items()
        },
        "up": ("a step up", np.isin(way, list("↑↖↗"))),
        "down": ("a step down", np.isin(way, list("↓↘↙"))),
        "turns": ("a sharp turn", _turns(way) & ~begins),
        "place": ("how many steps since the line began", _since(begins)),
    }
    return {
        name: Property(title, values.astype(np.float32), binary=name != "place")
        for name, (title, values) in found.items()
    }


def _turns(
    way: np.ndarray[tuple[int], np.dtype[np.str_]],
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a step goes another way than the one before, by 90 degrees or more."""
    angle = np.array([ARROWS.find(char) for char in way])
    turned = np.abs(np.diff(angle, prepend=angle[:1])) % 8
    return np.asarray(np.minimum(turned, 8 - turned) >= 2)


def _since(begins: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FloatArray:
    steps = np.arange(len(begins))
    return np.asarray(steps - np.maximum.accumulate(np.where(begins, steps, 0)), np.float32)
