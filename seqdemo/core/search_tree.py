"""BeamResult: finished sentences of a beam search, and its tree.

Plain records without torch, so that a page can show a search that was made before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Fate(IntEnum):
    """What became of a hypothesis at its step."""

    DROPPED = 0
    KEPT = 1
    FINISHED = 2


@dataclass(frozen=True)
class Hypothesis:
    """One continuation that the search considered.

    Attributes:
        word: The number of its last word.
        parent: Its place among the kept hypotheses of the step before; 0 at the first step.
        log_probability: Of all its words, nats.
        fate: Whether it was kept, was finished, or was dropped.
    """

    word: int
    parent: int
    log_probability: float
    fate: Fate


@dataclass(frozen=True)
class Sentence:
    """A finished sentence.

    Attributes:
        words: Numbers of its words, without the symbols before and after them.
        log_probability: Of all words and the end, nats.
        score: What it is ranked by; see `Ranking`.
        read_back: Log-probability of the source given it, nats; None where it was not asked.
    """

    words: tuple[int, ...]
    log_probability: float
    score: float
    read_back: float | None = None


@dataclass(frozen=True)
class BeamResult:
    """What a search found for one input.

    Attributes:
        sentences: Finished ones, best first; at least one.
        tree: Hypotheses considered at each step, best first.
    """

    sentences: tuple[Sentence, ...]
    tree: tuple[tuple[Hypothesis, ...], ...]


def parents(tree: Sequence[Sequence[Hypothesis]]) -> list[list[int | None]]:
    """For every hypothesis its parent's place in the whole list of the step before.

    A hypothesis counts its parent among the kept ones only; at the first step there is none.
    """
    found: list[list[int | None]] = []
    kept: list[int] = []
    for considered in tree:
        found.append([kept[node.parent] if kept else None for node in considered])
        kept = [place for place, node in enumerate(considered) if node.fate == Fate.KEPT]
    return found


def as_json(search: BeamResult) -> dict[str, Any]:
    """A search as JSON-ready data, short: lists in the order of the fields."""
    return {
        "sentences": [
            [list(s.words), s.log_probability, s.score, s.read_back] for s in search.sentences
        ],
        "tree": [
            [[node.word, node.parent, node.log_probability, int(node.fate)] for node in considered]
            for considered in search.tree
        ],
    }


def from_json(data: Mapping[str, Any]) -> BeamResult:
    """The search that `as_json` wrote down.

    Raises:
        KeyError: If a part is missing.
        TypeError: If a part is not what it should be.
        ValueError: Likewise.
    """
    # Files from before a source was read back have three parts.
    sentences = (Sentence(tuple(words), *rest) for words, *rest in data["sentences"])
    tree = (
        tuple(Hypothesis(word, parent, p, Fate(fate)) for word, parent, p, fate in considered)
        for considered in data["tree"]
    )
    return BeamResult(tuple(sentences), tuple(tree))
