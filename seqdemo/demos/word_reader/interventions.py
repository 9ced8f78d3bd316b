"""Reaching into a word reader: the same drawing, with interventions on the way."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from seqdemo.core.intervention import Intervention
from seqdemo.core.trace import FloatArray, LayerTrace
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import Stepper


@dataclass(frozen=True, eq=False)
class Reached:
    """What came of it.

    Attributes:
        layer: Every state and gate.
        words: The likeliest words at the end and their probabilities, best first; "" is none.
    """

    layer: LayerTrace
    words: tuple[tuple[str, float], ...]


@torch.inference_mode()
def reach_in(
    reader: WordReader,
    query: ReadWord,
    interventions: tuple[Intervention, ...] = (),
    donor: ReadWord | None = None,
    count: int = 5,
) -> Reached:
    """Read a drawing while something is done to the network.

    Args:
        reader: The network.
        query: The drawing.
        interventions: What is done; steps are the letters, from 0.
        donor: The drawing whose last state a `Blend` mixes in.
        count: How many words to name.

    Raises:
        ValueError: If an intervention names what is not there.
    """
    other = None
    if donor is not None:
        before = Stepper(reader.recurrent.fused)
        for features in _features(reader, donor):
            before.step(features)
        other = before.state()
    stepper = Stepper(reader.recurrent.fused, interventions, other)
    for features in _features(reader, query):
        stepper.step(features)
    (layer,) = stepper.trace()
    hidden = torch.from_numpy(layer.hidden)[None]
    p = reader.words(hidden, ended=True)[0, -1].exp()
    best = p.topk(min(count, len(p)))
    names = (*reader.config.words, "")
    found = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    return Reached(layer, tuple((names[n], value) for n, value in found))


def _features(reader: WordReader, query: ReadWord) -> FloatArray:
    return to_numpy(reader.see(torch.from_numpy(query.grids())))
