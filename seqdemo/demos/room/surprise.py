"""Surprise of a class in bits, beside the network's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from seqdemo.analysis.guesses import Named, score


def surprise(answers: Sequence[str], found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Bits that guesses cost; None where the network gives no probabilities of the options.

    A guess counts as a probability of one half; the other half goes evenly to the other options.

    Args:
        answers: One a pupil.
        found: What the network says, from `found_out`, to a choice.

    Returns:
        `each`: answer -> bits; `class`: their mean over all answers; `network` and `even`: bits of
        the network, and of somebody who holds all options for equally likely.
    """
    chances, right = found.get("network"), found.get("right")
    if not chances or not right or len(right) != 1 or not chances.get(right[0]):
        return None
    given = [answer for answer in answers if answer in chances]
    if not given:
        return None
    base = dict.fromkeys(chances, 1 / len(chances))
    scores = {one: score(Named(one), right[0], chances[right[0]], base) for one in set(given)}
    any_score = scores[given[0]]
    return {
        "each": {answer: round(one.guess, 3) for answer, one in scores.items()},
        "class": fmean(scores[answer].guess for answer in given),
        "network": any_score.network,
        "even": any_score.base,
    }
