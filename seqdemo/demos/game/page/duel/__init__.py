"""Component: ten covered letters, a guess at each, and the score."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from seqdemo.demos.game.alphabet import FREQUENCIES
from seqdemo.demos.game.lines import ROUNDS, Covered
from seqdemo.demos.game.scoring import SHARES, Round, totals, verdict
from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun

_mount = component("duel", Path(__file__).parent)


@dataclass(frozen=True)
class DuelView:
    """What the component shows.

    Attributes:
        text: The text and which letters of it are covered.
        rounds: Those that were guessed.
    """

    text: Covered
    rounds: Sequence[Round]


def duel(
    view: DuelView,
    *,
    key: str,
    on_act: Callable[[dict[str, Any]], Rerun],
    fragment: str | None = None,
) -> None:
    """Show the game.

    Args:
        view: The text and the guesses so far.
        key: Names it in the session.
        on_act: Called with {"do": "again"}, or {"do": "guess", "letter", "sure", "round"}.
        fragment: Key of the fragment it stands in, if any.
    """
    _mount(key=key, data=payload(view), listeners={"act": on_act}, fragment=fragment)


def payload(view: DuelView) -> dict[str, Any]:
    """`view` as JSON-ready data; letters that are still covered are not sent."""
    text, rounds, done = view.text, view.rounds, len(view.rounds) == ROUNDS
    found, right = totals(rounds), sum(one.right for one in rounds)
    return {
        "rev": hashlib.sha256(repr(text).encode()).hexdigest()[:12],
        "before": text.text[: text.start],
        "rounds": [asdict(one) for one in rounds],
        "count": ROUNDS,
        "after": text.text[text.start + ROUNDS :] if done else "",
        "totals": asdict(found),
        "verdict": verdict(found, right, len(rounds)) if done else "",
        "letters": "".join(FREQUENCIES),
        "shares": list(SHARES),
    }
