"""Measures for lessons: what is said of a photo, and where it looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from seqdemo.core.trace import Trace
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import GRID
from seqdemo.demos.captioner.samples import sample

Networks = Callable[[str], Any]


def caption(networks: Networks, photo: str, network: str = "attention") -> str:
    """The sentence about a sample photo."""
    return " ".join(_said(networks, photo, network)[0])


def says(networks: Networks, photo: str, word: str, network: str = "attention") -> str:
    """Whether a word stands in the sentence: "yes" or "no"."""
    return "yes" if word in _said(networks, photo, network)[0] else "no"


def looks(networks: Networks, photo: str, word: str) -> str:
    """Where it looks just before it says a word: "left", "middle" or "right" third of the photo."""
    sides = _columns(networks, photo, word)
    return ("left", "middle", "right")[max(range(3), key=sides.__getitem__)]


def height(networks: Networks, photo: str, word: str) -> str:
    """Where it looks just before it says a word: "top", "middle" or "bottom" of the photo."""
    rows = _look(networks, photo, word).sum(1)
    parts = [float(rows[:2].sum()), float(rows[2:5].sum()), float(rows[5:].sum())]
    return ("top", "middle", "bottom")[max(range(3), key=parts.__getitem__)]


def animal(networks: Networks, photo: str) -> str:
    """The animal it names in a photo: "cat", "dog" or "none"."""
    said = _said(networks, photo, "attention")[0]
    return next((one for one in ("cat", "dog") if one in said), "none")


def words(networks: Networks, photo: str, network: str = "attention") -> int:
    """Words of the sentence."""
    return len(_said(networks, photo, network)[0])


def regions(networks: Networks) -> int:
    """Regions of a photo among which it chooses where to look."""
    return int(networks("attention") is not None and GRID * GRID)


def sure(networks: Networks, photo: str, word: str) -> float:
    """Probability of a word of the sentence when it was said."""
    import numpy as np

    said, trace = _said(networks, photo, "attention")
    assert trace.logits is not None
    at = said.index(word)
    row = trace.logits[at]
    p = np.exp(row - row.max())
    return float(p[trace.classes.index(word)] / p.sum())


def _columns(networks: Networks, photo: str, word: str) -> list[float]:
    columns = _look(networks, photo, word).sum(0)
    return [float(columns[:2].sum()), float(columns[2:5].sum()), float(columns[5:].sum())]


def _look(networks: Networks, photo: str, word: str) -> Any:
    """Shares of the regions before a word is said, (7, 7)."""
    said, trace = _said(networks, photo, "attention")
    if word not in said:
        raise ValueError(f"it does not say {word!r} of this photo")
    assert trace.attention is not None
    return trace.attention[said.index(word)].reshape(GRID, GRID)


def _said(networks: Networks, photo: str, network: str) -> tuple[tuple[str, ...], Trace]:
    return _described(networks(network), photo, network)


@lru_cache(maxsize=16)
def _described(model: Any, photo: str, network: str) -> tuple[tuple[str, ...], Trace]:
    from seqdemo.demos.captioner.task import TASK

    content = sample(photo)
    if content is None:
        raise ValueError("this installation came without the photo")
    described, trace = TASK.explain(model, Describe(content, network))  # type: ignore[arg-type]
    return tuple(described.caption.split()), trace


MEASURES = {
    one.__name__: one for one in (caption, says, looks, height, animal, words, regions, sure)
}
