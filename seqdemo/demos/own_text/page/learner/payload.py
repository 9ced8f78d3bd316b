"""A training as JSON for the browser."""

from __future__ import annotations

from math import log2
from typing import Any

from seqdemo.demos.own_text.heart import copied, warnings
from seqdemo.demos.own_text.page.run import Run
from seqdemo.demos.own_text.page.state import NETWORKS


def payload(run: Run, *, losses: bool) -> dict[str, Any]:
    """What the browser gets.

    Args:
        run: The training.
        losses: Whether these are shown.
    """
    told = [one.told for one in run.frames]
    return {
        "run": str(run.number),
        "name": NETWORKS[run.cell],
        "facts": facts(run),
        "guessing": round(log2(len(run.text.vocabulary)), 4),
        "frames": [
            {
                "update": one["update"],
                "seconds": one["seconds"],
                "learnt": one["learnt"],
                "kept": one["kept"],
                "sample": one["sample"],
                "copied": copied(one),
                "warning": words,
            }
            for one, words in zip(told, warnings(told), strict=True)
        ],
        "until": run.until,
        "budget": int(run.seconds),
        "at": None if run.at is None else run.update,
        "losses": losses,
        **run.doing(),
    }


def facts(run: Run) -> str:
    """The text in numbers."""
    text = run.text
    return (
        f"{len(text.learnt) + len(text.kept):,} characters, {len(text.vocabulary)} different ones; "
        f"the last {len(text.kept):,} are kept back."
    )
