"""A race as JSON for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.page.state import BIRTHS, GATES, NETWORKS, RATES
from seqdemo.demos.lab.settings import BIN, Settings, lags
from seqdemo.demos.lab.symbols import CHANCE, COLOURS, NOISE, STEPS

NETWORK_COLOURS = {
    "light": {"lstm": "#8a50bb", "gru": "#147c6b", "rnn": "#666c77"},
    "dark": {"lstm": "#bd92e4", "gru": "#35bfa5", "rnn": "#a6abb5"},
}
"""Like those of other charts, a little darker or lighter: names are written in them."""

DOTS = dict(
    zip(
        COLOURS,
        ("#d33", "#f2872e", "#e8c61c", "#2f9e44", "#3b6fd4", "#8e4ec6", "#8a5a3b", "#222"),
        strict=True,
    )
)
"""What the colours look like."""

_LETTER = {
    "title": "Right answers, by how much is read",
    "chance_words": "guessing: 1 in 8",
    "note": "Size of the gradient at every step, from the last (left) back to the first (right): "
    "what a first update can learn from.",
}

WORDS = {
    "rows": {**_LETTER, "axis": "rows read before the question"},
    "pixels": {**_LETTER, "axis": "pixels read before the question"},
    "colour": {
        "title": "Right answers, by distance",
        "chance_words": "guessing: 1 in 8",
        "axis": "letters between colour and question",
        "note": "Size of the gradient at every step, from the question (left) back to the colour "
        "(right): what a first update can learn from.",
    },
    "adding": {
        "title": "Right answers, by distance",
        "chance_words": "always saying 1: 19\N{NO-BREAK SPACE}%",
        "axis": "steps between the two marked numbers",
        "note": "Size of the gradient at every step, from the last (left) back to the first marked "
        "number (right): what a first update can learn from.",
    },
}


def payload(
    run: Run, births: Mapping[CellKind, Sequence[float]] | None, advice: str, **shown: bool
) -> dict[str, Any]:
    """What the browser gets.

    Args:
        run: The race.
        births: Gradients before the first update, k steps back, by network; None if not shown.
        advice: What to do next.
        shown: "losses" and "reaches", which parts are shown; "veiled", whether the gradients are
            an answer that is hidden.
    """
    settings = run.settings
    return {
        "run": str(run.number),
        "nets": [
            {"cell": cell, "name": NETWORKS[cell], "note": born(settings, cell)}
            for cell in settings.networks
        ],
        "lags": lags(settings),
        "lag": settings.lag,
        "back": settings.lag - 1 if settings.exercise in STEPS else settings.lag + 1,
        "chance": CHANCE[settings.exercise],
        **WORDS[settings.exercise],
        "example": example(settings),
        "births": {
            cell: [float(f"{share:.3g}") for share in shares]
            for cell, shares in (births or {}).items()
        },
        "guesses": dict(run.guesses),
        "verdicts": run.learnt(),
        "frames": [frame.told for frame in run.frames],
        "bin": BIN,
        "until": run.until,
        "budget": int(run.seconds),
        **run.doing(),
        "at": None if run.at is None else run.update,
        "rate": run.rate,
        "rates": sorted({*RATES, run.rate}),
        "advice": advice,
        "colours": NETWORK_COLOURS,
        **shown,
    }


def born(settings: Settings, cell: CellKind) -> str:
    """How a network begins, in words."""
    if cell == "rnn":
        return f"{BIRTHS[settings.birth]} weights"
    gate = {"gru": "keep gate", "lstm": "forget gate"}[cell]
    return f"{gate} {GATES[settings.gate]}"


def example(settings: Settings) -> list[dict[str, str]]:
    """A sequence of the exercise, for the eye."""
    if settings.exercise in STEPS:
        return _drawn(STEPS[settings.exercise])
    if settings.exercise == "adding":
        numbers = (".31", "*.62", ".08", ".77", "…", ".45", "*.29", ".90")
        parts = [
            {"kind": "mark" if one[0] == "*" else "text", "text": one.strip("*")} for one in numbers
        ]
        return [*parts, {"kind": "asks", "text": "what is .62 + .29?"}]
    shown = min(settings.lag, 14)
    letters = [NOISE[(5 * n * n + n) % 7 % len(NOISE)] for n in range(shown)]
    if settings.lag > shown:
        letters[shown // 2 :] = ["…", f"{settings.lag} letters", "…", *letters[-4:]]
    parts = [{"kind": "text", "text": letter} for letter in letters]
    asks = {"kind": "asks", "text": "? which colour was it"}
    return [{"kind": "colour", "text": DOTS["blue"]}, *parts, asks]


_H = ("■□□□□□□", "■□□□□□□", "■□■■□□□", "■■□□■□□", "■□□□■□□", "■□□□■□□", "■□□□■□□")


def _drawn(steps: int) -> list[dict[str, str]]:
    """An h, row by row or the first and the last of its pixels."""
    parts = [*_H[:3], "…", _H[-1]] if steps == len(_H) else [*"".join(_H)[:14], "…", *_H[-1][-4:]]
    return [{"kind": "text", "text": part} for part in parts] + [
        {"kind": "asks", "text": "which letter was it?"}
    ]
