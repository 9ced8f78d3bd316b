"""Measures of learning: stages, one update, gradients back in time."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from seqdemo.core.trace import FloatArray
from seqdemo.demos.shakespeare.lesson.reading import Networks, read


def passes(networks: Networks, cell: str = "lstm") -> float:
    """Passes through the training text."""
    from seqdemo.demos.shakespeare.task import TASK

    return float(TASK.card(cell)["stages"][-1]["epochs"])


def updates(networks: Networks, cell: str = "lstm") -> int:
    """Updates of the weights in its training."""
    from seqdemo.demos.shakespeare.task import TASK

    return int(TASK.card(cell)["recipe"]["max_steps"])


def stage(networks: Networks, passes: float, cell: str = "lstm") -> float:
    """Nats a character on unseen text after so many passes through the training text."""
    from seqdemo.demos.shakespeare.task import TASK

    for one in TASK.card(cell)["stages"]:
        if round(one["epochs"], 1) == passes:
            return float(one["windows_nats"])
    raise ValueError(f"no stage was kept after {passes} passes")


def gains(networks: Networks, first: float, last: float) -> float:
    """By how much the loss on unseen text falls between two stages, bits a character."""
    return (stage(networks, first) - stage(networks, last)) / math.log(2)


def when_better(networks: Networks) -> str:
    """Whether it gets better by more "early", from pass 1 to 3, or "late", from 10 to 30."""
    return "early" if gains(networks, 1, 3) > gains(networks, 10, 30) else "late"


def after_update(networks: Networks, text: str, speed: float = 0.05) -> float:
    """Change of the sum of losses on a text by one update on it, nats; below 0 is better."""
    return _updated(networks("lstm"), text, float(speed))


def updates_to(networks: Networks, text: str, speed: float) -> str:
    """Whether one update on a text makes its loss "lower" or "higher"."""
    return "lower" if after_update(networks, text, speed) < 0 else "higher"


def fades(networks: Networks, text: str, back: int) -> str:
    """Whether the gradient of what follows a text is "smaller" or "larger" some steps before."""
    return "smaller" if gradient_left(networks, text, back) < 1 else "larger"


def reaches(networks: Networks, text: str, window: int) -> str:
    """Whether the gradient of what follows a text reaches its first letter, "yes" or "no"."""
    norms = _norms(networks("lstm"), text, "lstm", window)
    return "yes" if norms[0] > 0 else "no"


def gradient_left(networks: Networks, text: str, back: int, cell: str = "lstm") -> float:
    """Gradient by the letter `back` steps before the last one, as a share of that by the last."""
    norms = _norms(networks(cell), text, cell, None)
    return float(norms[-1 - back] / max(float(norms[-1]), 1e-30))


@lru_cache(maxsize=16)
def _updated(model: Any, text: str, speed: float) -> float:
    import torch
    from torch.nn.functional import cross_entropy

    from seqdemo.demos.shakespeare.task import TASK
    from seqdemo.models.other_weights import call_with

    numbers = torch.from_numpy(TASK.known(model).encode(text)).long()[None]
    weights = {name: w.detach().clone().requires_grad_() for name, w in model.named_parameters()}

    def loss(given: dict[str, torch.Tensor]) -> torch.Tensor:
        logits, _ = call_with(model, given, numbers[:, :-1])
        return cross_entropy(logits[0], numbers[0, 1:], reduction="sum")

    with torch.enable_grad():
        before = loss(weights)
        gradients = torch.autograd.grad(before, list(weights.values()), allow_unused=True)
    moved = {
        name: w.detach() - (speed * g if g is not None else 0)
        for (name, w), g in zip(weights.items(), gradients, strict=True)
    }
    with torch.no_grad():
        return float(loss(moved) - before.detach())


@lru_cache(maxsize=16)
def _norms(model: Any, text: str, cell: str, window: int | None) -> FloatArray:
    from seqdemo.demos.shakespeare.explore import EXPLORE

    trace = read(model, text, cell)
    return EXPLORE.saliency(model, text, trace, len(trace) - 1, "", window).norms


MEASURES = {
    one.__name__: one
    for one in (
        passes,
        updates,
        stage,
        gains,
        when_better,
        after_update,
        updates_to,
        fades,
        reaches,
        gradient_left,
    )
}
