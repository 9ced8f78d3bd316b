"""Peer Instruction: three cases, by the share of right answers.

Under 35 % too few know enough to convince anybody: explain again. Up to 70 % talking in pairs gains
most: let them, and vote again. Above, explain briefly and go on. The bounds are those of Crouch and
Mazur, Am. J. Phys. 69, 970 (2001), who saw the largest gain near 50 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

LOW, HIGH = 0.35, 0.70
Case: TypeAlias = Literal["explain", "talk", "go on"]

ADVICE: dict[Case, str] = {
    "explain": "explain it again, then ask again",
    "talk": "let them talk in pairs, then vote again",
    "go on": "say why in a sentence and go on",
}
"""What a teacher does in each case."""


@dataclass(frozen=True)
class Verdict:
    """What a first vote says.

    Attributes:
        share: Of the answers that are right; of those that agree, where no answer is right yet.
        case: Which of the three cases that is.
        of_right: Whether the share is one of right answers.
    """

    share: float
    case: Case
    of_right: bool


def verdict(answers: Sequence[str], right: str | None) -> Verdict | None:
    """The case of a vote; None if nobody has voted.

    Args:
        answers: One a pupil.
        right: The right answer; None where there is none, and how many agree has to do.
    """
    if not answers:
        return None
    best = Counter(answers).most_common(1)[0][1] if right is None else answers.count(right)
    share = best / len(answers)
    return Verdict(share, case_of(share), right is not None)


def case_of(share: float) -> Case:
    """The case of a share of right answers, 0..1; both bounds belong to the middle one."""
    if share < LOW:
        return "explain"
    return "talk" if share <= HIGH else "go on"
