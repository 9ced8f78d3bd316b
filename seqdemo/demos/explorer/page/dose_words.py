"""Dose-response in words and as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from seqdemo.analysis.dose_response import DoseResponse
from seqdemo.analysis.ratio_estimate import Estimate
from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.core.percent import percent
from seqdemo.core.table import Table
from seqdemo.demos.explorer.dose import BASELINES, LEVELS, SAMPLES
from seqdemo.demos.explorer.holds import UNITS
from seqdemo.demos.explorer.page.held import Held
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.views.significant import significant


def sentence(found: DoseResponse, held: Held, name: str, outcome: Outcome) -> str:
    """Both ends and the middle in words."""
    curve, plain = found.curve(0, name, outcome), found.reference(name, outcome)
    if plain is None or not curve:
        return "Of this there is nothing to measure: type a longer text above."
    low, high = curve[min(curve)], curve[max(curve)]
    parts = [
        f"{_capital(held.words())} held at {_level(min(curve))}: **{said(low, outcome)}** "
        f"{outcome.title} ({interval(low, outcome)})",
        f"untouched **{said(plain, outcome)}** ({interval(plain, outcome)})",
        f"at {_level(max(curve))} **{said(high, outcome)}** ({interval(high, outcome)})",
    ]
    randoms = [one for each in found.random_curves(name, outcome) for one in each.values()]
    finite = [one.value for one in randoms if np.isfinite(one.value)]
    if finite:
        ends = [said(Estimate(end, end, end), outcome) for end in (min(finite), max(finite))]
        parts.append(f"{held.randoms}, however held, {ends[0]} to {ends[1]}")
    return "; ".join(parts) + "."


def _capital(words: str) -> str:
    """A probe's property may have capitals of its own."""
    return words[:1].upper() + words[1:]


def _level(level: float) -> str:
    return f"{level:+g}".replace("-", "−")


def said(one: Estimate, outcome: Outcome) -> str:
    """A number as it is shown."""
    if not np.isfinite(one.value):
        return f"over {significant(one.low)}"
    return percent(one.value, 1) if outcome.share else significant(one.value)


def interval(one: Estimate, outcome: Outcome) -> str:
    """Its interval as it is shown."""
    if not np.isfinite(one.high):
        return f"at least {significant(one.low)}"
    low, high = (
        percent(end, 1) if outcome.share else significant(end) for end in (one.low, one.high)
    )
    return f"{low} to {high}"


def numbers(
    found: Callable[[], DoseResponse], held: Held, outcomes: Mapping[str, Outcome]
) -> Numbers:
    """Every estimate as a table."""

    def table() -> Table:
        known = found()
        rows: list[tuple[str, str, float | str, float, float, float]] = []
        for name, outcome in outcomes.items():
            plain = known.reference(name, outcome)
            if plain:
                rows.append((outcome.title, "untouched", "", *plain))
            for number in sorted(known.curves):
                who = held.words() if not number else f"random {number}"
                curve = known.curve(number, name, outcome)
                rows += [(outcome.title, who, level, *one) for level, one in curve.items()]
        columns = (
            "outcome",
            f"{held.noun}s" if held.basis == UNITS else held.noun,
            "held_at",
            "value",
            "low",
            "high",
        )
        return dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}

    return Numbers(
        "causes",
        f"One row an outcome, set of units or direction, and value: the mean over {SAMPLES} texts "
        f"(8 for each of {BASELINES} random ones) and its 95\u00a0% interval, at "
        f"{len(LEVELS)} values",
        table,
    )
