"""Keep a drawing in sync between Python and a component.

Python owns the drawing, under its own session key with a revision. The browser adopts Python's
drawing only when the revision changes and sends its own with the revision it stands on; one that
stands on an older revision is dropped, so a preset wins over a stroke in flight. The epoch names
the session: after a server restart the browser sends its drawing again. A drawing is a list of
texts: letters on 7x7 grids unless `valid` says otherwise.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import streamlit as st

MOST_LETTERS = 12


class Values(Protocol):
    """Where a drawing's values are kept, by name: a page's table, or a dict."""

    def __getitem__(self, name: str, /) -> Any:
        """Value of a name."""

    def __setitem__(self, name: str, value: Any, /) -> None:
        """Set a name."""


@dataclass
class _Wire:
    """One visitor's end of the wire; a single entry of the session."""

    values: Values
    rev: int = 0
    epoch: str = field(default_factory=lambda: secrets.token_hex(4))


class Drawing:
    """Drawing of a visitor, with the step and the unit they selected; cheap to make.

    Args:
        key: Begins its session keys.
        start: What is drawn first, one string of 49 zeros and ones a grid.
        values: Keeps "drawing", "step" and "unit", such as a `PageState` with choices of these
            names; the session keeps them if none is given.
        valid: Whether something from a browser, a list, is such a drawing.
        most_steps: Steps that can be rested on.
    """

    def __init__(
        self,
        key: str,
        start: Sequence[str],
        values: Values | None = None,
        valid: Callable[[object], bool] | None = None,
        most_steps: int = MOST_LETTERS,
    ) -> None:
        self.key, self.valid, self.most_steps = key, valid or is_drawing, most_steps
        found = st.session_state.get(f"{key}.wire")
        if not isinstance(found, _Wire):
            own: dict[str, Any] = {"drawing": tuple(start), "step": None, "unit": None}
            found = st.session_state[f"{key}.wire"] = _Wire(own if values is None else values)
        self._wire: _Wire = found

    @property
    def widget(self) -> str:
        """Session key of the component it is drawn in."""
        return f"{self.key}.widget"

    def standing(self) -> dict[str, Any]:
        """Which revision of which session the browser is given."""
        return {"rev": self._wire.rev, "epoch": self._wire.epoch}

    @property
    def grids(self) -> tuple[str, ...]:
        """The drawing: one string of 49 zeros and ones a grid, or what `valid` takes."""
        grids: tuple[str, ...] = self._wire.values["drawing"]
        return grids

    @property
    def step(self) -> int | None:
        """Step the visitor rests on, from 0; None for the last."""
        step: int | None = self._wire.values["step"]
        return step

    @property
    def unit(self) -> int | None:
        """Unit the visitor selected; None as long as they have not."""
        unit: int | None = self._wire.values["unit"]
        return unit

    def push(self, grids: Sequence[str], *, step: int | None = None) -> None:
        """Replace the drawing from Python: a preset, a typed word, a link."""
        self._wire.values["drawing"] = tuple(grids)
        self._wire.values["step"] = step
        self._wire.rev += 1

    def take(self, sent: Mapping[str, Any]) -> None:
        """Adopt what the browser sent, if it is a drawing and not older than the last push."""
        if sent.get("rev") == self._wire.rev:
            grids = sent.get("drawing")
            if isinstance(grids, list) and self.valid(grids):
                self._wire.values["drawing"] = tuple(grids)

    def look(self, seen: Mapping[str, Any]) -> None:
        """Note the step and the unit the visitor rests on."""
        step, unit = seen.get("step"), seen.get("unit")
        if step is None or (isinstance(step, int) and 0 <= step < self.most_steps):
            self._wire.values["step"] = step
        if isinstance(unit, int) and unit >= 0:
            self._wire.values["unit"] = unit


def is_drawing(grids: Any) -> bool:
    """Whether something from a browser is 1 to 12 grids of 49 zeros and ones."""
    return (
        isinstance(grids, list)
        and 1 <= len(grids) <= MOST_LETTERS
        and all(isinstance(g, str) and len(g) == 49 and not set(g) - {"0", "1"} for g in grids)
    )
