"""Ask shipped networks what lessons say: measures of the demos.

A demo with measures has `MEASURES` in `lesson.py`: name -> function. The function is given
`networks`, which loads a network of the demo by name, then plain arguments of a lesson:

    def reading(networks, word, cell="gru"):
        return TASK.predict(networks(cell), ReadWord(drawn(word), cell)).word

    MEASURES = {"reading": reading}

Every demo has those of `GENERAL`, too.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from seqdemo.core.percent import percent
from seqdemo.lessons.lesson import Claim, Measure, Plain
from seqdemo.tasks.registry import demos, get_task, part

Networks = Callable[[str], Any]
"""Name of a demo's network -> the network."""

Ask = Callable[[Measure, tuple[Plain, ...]], Plain]
"""Gives the answer to a measure; what comes second are arguments before its own."""

_WORDS = {
    "is": "is",
    "above": "is above",
    "below": "is below",
    "at_least": "is at least",
    "at_most": "is at most",
    "one_of": "is one of",
}
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "above": operator.gt,
    "below": operator.lt,
    "at_least": operator.ge,
    "at_most": operator.le,
}


def weights(networks: Networks, kind: str) -> int:
    """Numbers that a network has learned."""
    return sum(parameter.numel() for parameter in networks(kind).parameters())


GENERAL: Mapping[str, Callable[..., Plain]] = {"weights": weights}


class MeasureError(ValueError):
    """A measure that does not exist, or gives no answer: a sentence for visitors."""


def shipped_networks(demo: str) -> Networks:
    """Networks of a demo as they ship, each loaded when it is asked for."""
    return lambda kind: get_task(demo).load(kind)


def measured(
    measure: Measure,
    first: tuple[Plain, ...] = (),
    networks: Callable[[str], Networks] = shipped_networks,
) -> Plain:
    """The answer to a measure.

    Args:
        measure: What is asked.
        first: Arguments before those of the measure, such as what a visitor has drawn.
        networks: Name of a demo -> its networks.

    Raises:
        MeasureError: If there is no such measure, or it cannot answer.
    """
    demo, _, name = measure.name.partition(".")
    general = GENERAL if demo in demos() else {}
    found = {**general, **(part(demo, "lesson", "MEASURES") or {})}.get(name)
    if found is None:
        raise MeasureError(f"No network of this app has a measure {measure.name}.")
    try:
        answer = found(networks(demo), *first, *measure.given, **dict(measure.named))
    except Exception as error:
        raise MeasureError(f"{measure.name} has no answer here: {_sentence(error)}") from error
    return _plain(measure.name, answer)


def _plain(name: str, answer: Any) -> Plain:
    if isinstance(answer, str):
        return answer
    value = answer.item() if hasattr(answer, "item") else answer
    if isinstance(value, (int, float)) and math.isfinite(value):
        return value
    raise MeasureError(f"{name} gives neither a word nor a number.")


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def holds(claim: Claim, ask: Ask = measured, first: tuple[Plain, ...] = ()) -> tuple[bool, Plain]:
    """Whether a claim is true, and what the network said.

    Raises:
        MeasureError: If the network cannot be asked.
    """
    answer = ask(claim.measure, first)
    value = claim.value
    if isinstance(value, Measure):
        value = ask(value, ())
    if claim.comparison == "is":
        return same(answer, value), answer
    if claim.comparison == "one_of":
        several = value if isinstance(value, tuple) else (value,)
        return any(same(answer, one) for one in several), answer
    if isinstance(answer, str) or isinstance(value, (str, tuple)):
        raise MeasureError(f"{claim.measure.name} gives no number to compare.")
    return _HOLDS[claim.comparison](answer, value), answer


def same(one: Any, other: Any) -> bool:
    """Whether two answers are the same word or number; capitals and spaces around do not count."""
    if isinstance(one, str) or isinstance(other, str):
        return str(one).strip().casefold() == str(other).strip().casefold()
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def in_words(claim: Claim) -> str:
    """A claim as a sentence, as far as it has none of its own."""
    value = claim.value.name if isinstance(claim.value, Measure) else claim.value
    of = (*claim.measure.given, *(f"{name}={given}" for name, given in claim.measure.named))
    asked = f"{claim.measure.name}({', '.join(map(str, of))})"
    return claim.says or f"{asked} {_WORDS[claim.comparison]} {value}"


def shown(answer: Plain, show: str = "") -> str:
    """An answer as visitors read it.

    Args:
        answer: Of a measure.
        show: "percent" of a share, "whole", "one" or "two" places, "letters" with spaces between.
    """
    if isinstance(answer, str):
        return " ".join(answer) if show == "letters" else answer
    if show == "percent":
        return percent(answer)
    places = _PLACES.get(show)
    text = f"{answer:.4g}" if places is None else f"{answer:,.{places}f}"
    return text.replace("-", "−")


_PLACES = {"whole": 0, "one": 1, "two": 2}
