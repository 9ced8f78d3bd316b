"""Judges: outcomes of texts that the network of another demo measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.tasks.causes import HasCauses
from seqdemo.tasks.registry import explorables

Counted = Mapping[str, Sequence[tuple[float, float]]]
"""Outcome -> what was counted, and in how much, a pair a text."""


@runtime_checkable
class JudgesTexts(Protocol):
    """Side of a demo whose network says something of any text."""

    network: str

    def judgements(self) -> Mapping[str, Outcome]:
        """What it says, by names that no other demo uses; needs no torch."""
        ...

    def judge(self, model: Any, texts: Sequence[str]) -> Counted:
        """Judge texts side by side, each as it is judged alone."""
        ...


def outcomes_of(side: HasCauses) -> Mapping[str, Outcome]:
    """All that can be measured on a text of a side: its own outcomes, then those of the judges."""
    there = explorables().values() if side.judged else ()
    judges = (one for one in there if isinstance(one, JudgesTexts))
    judged = {name: what for one in judges for name, what in one.judgements().items()}
    return {**side.outcomes(), **judged}


def judged(
    outcomes: Mapping[str, Outcome], texts: Sequence[str], load: Callable[[str, str], Any]
) -> Counted:
    """What the judges among outcomes say of texts.

    Args:
        outcomes: By name; those without a judge are left out.
        texts: What was written.
        load: Gives the network of a demo by both names.
    """
    found: dict[str, Sequence[tuple[float, float]]] = {}
    for demo in dict.fromkeys(one.judge for one in outcomes.values() if one.judge):
        side = explorables()[demo]
        assert isinstance(side, JudgesTexts), "only such are named"
        said = side.judge(load(demo, side.network), texts)
        found |= {name: rows for name, rows in said.items() if name in outcomes}
    return found
