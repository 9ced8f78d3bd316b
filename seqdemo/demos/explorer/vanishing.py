"""Gradients of many texts, back through time, beside the pages.

See `seqdemo.training.worker`. Every text is asked for its own likeliest output after its last step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from seqdemo.demos.explorer.dose import network
from seqdemo.tasks.patching import HasStack
from seqdemo.tasks.protocols import Explorable, HasSaliency
from seqdemo.tasks.registry import explorables
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

STEPS = 24
"""Steps of the first text at which the Jacobian is taken, the last ones."""

LARGEST = 3


@dataclass(frozen=True)
class Backwards:
    """What is measured.

    Attributes:
        demo: Whose network.
        network: Which.
        layer: Whose Jacobian is taken, from 0.
        texts: What is read.
    """

    demo: str
    network: str
    layer: int
    texts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For an order."""
        return asdict(self)


def backwards(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Walk back through every text.

    Tells of each {"hidden", "cells", "share"}: |dL/dh| and |dL/dc| of the top layer k steps before
    the output, k from 0; [] of a network without c. Then of the first text {"singular", "share"},
    the Jacobian's largest singular values, (steps, 3).

    Args:
        given: A `Backwards` as JSON.
        payload: Nothing.
        control: When to stop.
    """
    from seqdemo.training.device import use_one_thread

    use_one_thread()
    asked = Backwards(**{**given, "texts": tuple(given["texts"])})
    side, model = explorables()[asked.demo], network(asked.demo, asked.network)
    for place, text in enumerate(asked.texts, start=1):
        if control.stopped:
            return
        yield Message(gradients_of(side, model, text) | {"share": place / len(asked.texts)})
    yield Message({"singular": singular_of(side, model, asked), "share": 1.0})


def gradients_of(side: Explorable, model: Any, text: str) -> dict[str, list[float]]:
    """Norms of the top layer's gradients, from the output backwards."""
    assert isinstance(side, HasSaliency), "only such are asked"
    trace = side.read(model, text)
    found = side.saliency(model, text, trace, len(trace) - 1, "", None)
    cells = found.memories[-1][::-1].tolist() if found.memories else []
    return {"hidden": found.states[-1][::-1].tolist(), "cells": cells}


def singular_of(side: Explorable, model: Any, asked: Backwards) -> list[list[float]]:
    """The Jacobian's largest singular values at the last steps of the first text."""
    from seqdemo.models.step_jacobian import singular_values_over_time

    if not isinstance(side, HasStack):
        return []
    fused = side.stack(model, asked.texts[0]).fused
    layer = side.read(model, asked.texts[0]).layers[asked.layer]
    steps = range(max(0, len(layer.hidden) - STEPS), len(layer.hidden))
    found = singular_values_over_time(fused, asked.layer, layer, steps, LARGEST)
    return [[round(float(one), 5) for one in row] for row in found]
