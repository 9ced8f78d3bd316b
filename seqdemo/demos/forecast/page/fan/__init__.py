"""Component: a series with its forecast as a fan, origin dragged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from seqdemo.analysis.guesses import Drawn, read_guess
from seqdemo.demos.forecast.page.fan.payload import FanView, payload
from seqdemo.web.bridge import component

_mount = component("fan", Path(__file__).parent)


def fan(
    view: FanView,
    *,
    key: str,
    on_origin: Callable[[int], None],
    on_guess: Callable[[Drawn], None],
) -> None:
    """Show a series and what is said of its future.

    Args:
        view: What is shown.
        key: Names it in the session.
        on_origin: Called with the origin that the visitor has dragged to.
        on_guess: Called with the curve that the visitor has drawn behind the veil.
    """

    def moved(sent: dict[str, Any]) -> None:
        origin = sent.get("origin")
        if isinstance(origin, int) and view.least <= origin <= view.most:
            on_origin(origin)

    def guessed(sent: dict[str, Any]) -> None:
        with suppress(ValueError):
            guess = read_guess(sent.get("guess"))
            if view.veil and isinstance(guess, Drawn) and len(guess.values) == len(view.quantiles):
                on_guess(guess)

    _mount(key=key, data=payload(view), listeners={"origin": moved, "guess": guessed})
