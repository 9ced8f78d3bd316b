"""Measures for lessons: what the watchers say of a ready film."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seqdemo.demos.films.examples import ready
from seqdemo.demos.films.query import Watch, decode
from seqdemo.demos.films.reading import shuffled

Networks = Callable[[str], Any]


def says(networks: Networks, kind: str, network: str = "gru", mix: int = 0) -> str:
    """The kind of film a network sees in a ready film, its frames in order or mixed by a seed."""
    return _says(networks, ready(kind), network, mix)


def sees(networks: Networks, drawing: str, network: str = "gru") -> str:
    """The kind of film a network sees in frames as links hold them."""
    return _says(networks, decode(drawing), network, 0)


def minds(networks: Networks, kind: str, network: str, mix: int) -> str:
    """Whether another order of the frames changes a network's answer: "yes" or "no"."""
    same = says(networks, kind, network) == says(networks, kind, network, mix)
    return "no" if same else "yes"


def knows(networks: Networks, kind: str, network: str) -> str:
    """Whether a network sees what kind of film it is: "yes" or "no"."""
    return "yes" if says(networks, kind, network) == kind else "no"


def whose(networks: Networks, kind: str, mix: int) -> str:
    """Whose answer another order changes: "memory", "frame", "both" or "none"."""
    memory, frame = (minds(networks, kind, one, mix) == "yes" for one in ("gru", "frame"))
    return "both" if memory and frame else "memory" if memory else "frame" if frame else "none"


def _says(networks: Networks, frames: tuple[str, ...], network: str, mix: int) -> str:
    from seqdemo.demos.films.task import TASK

    order = shuffled(len(frames), mix) if mix else range(len(frames))
    return str(TASK.predict(networks(network), Watch(tuple(frames[place] for place in order))))


MEASURES = {one.__name__: one for one in (says, sees, minds, knows, whose)}
