"""A visitor's drawing: letters on 7x7 grids, kept by Python, drawn in a component.

Python owns the drawing, under its own session key with a revision. The browser adopts Python's
drawing only when the revision changes and sends its own with the revision it stands on; one that
stands on an older revision is dropped, so a preset wins over a stroke in flight. The epoch names
the session: after a server restart the browser sends its drawing again.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import streamlit as st

MOST_LETTERS = 12


class Drawing:
    """A visitor's drawing and place in time, kept in the session under `key`."""

    def __init__(self, key: str, start: Sequence[str]) -> None:
        self.key = key
        state = st.session_state
        state.setdefault(f"{key}.grids", tuple(start))
        state.setdefault(f"{key}.rev", 0)
        state.setdefault(f"{key}.epoch", secrets.token_hex(4))
        state.setdefault(f"{key}.step", None)
        state.setdefault(f"{key}.unit", None)
        state.setdefault(f"{key}.at_rest", True)
        state.setdefault(f"{key}.shown", ())

    @property
    def widget(self) -> str:
        """Session key of the component it is drawn in."""
        return f"{self.key}.widget"

    def standing(self) -> dict[str, Any]:
        """Which revision of which session the browser is given."""
        state = st.session_state
        return {"rev": state[f"{self.key}.rev"], "epoch": state[f"{self.key}.epoch"]}

    @property
    def grids(self) -> tuple[str, ...]:
        """One string of 49 zeros and ones a grid."""
        grids: tuple[str, ...] = st.session_state[f"{self.key}.grids"]
        return grids

    @property
    def step(self) -> int | None:
        """Step the visitor rests on, from 0; None for the last."""
        step: int | None = st.session_state[f"{self.key}.step"]
        return step

    @property
    def unit(self) -> int | None:
        """Unit the visitor selected; None as long as they have not."""
        unit: int | None = st.session_state[f"{self.key}.unit"]
        return unit

    def push(self, grids: Sequence[str], *, step: int | None = None) -> None:
        """Replace the drawing from Python: a preset, a typed word, a link."""
        st.session_state[f"{self.key}.grids"] = tuple(grids)
        st.session_state[f"{self.key}.rev"] += 1
        st.session_state[f"{self.key}.step"] = step

    def select(self, unit: int) -> None:
        """Select a unit from Python."""
        st.session_state[f"{self.key}.unit"] = unit

    def take(self) -> None:
        """Adopt what the browser sent, if it is a drawing and not older than the last push."""
        state = st.session_state
        sent = state[self.widget].get("word")
        if isinstance(sent, dict) and sent.get("rev") == state[f"{self.key}.rev"]:
            grids = sent.get("drawing")
            if isinstance(grids, list) and is_drawing(grids):
                state[f"{self.key}.grids"] = tuple(grids)
        state[f"{self.key}.at_rest"] = False

    def look(self) -> None:
        """Note the step and the unit the visitor rests on."""
        state = st.session_state
        seen = state[self.widget].get("view")
        if isinstance(seen, dict):
            step, unit = seen.get("step"), seen.get("unit")
            if step is None or (isinstance(step, int) and 0 <= step < MOST_LETTERS):
                state[f"{self.key}.step"] = step
            if isinstance(unit, int) and unit >= 0:
                state[f"{self.key}.unit"] = unit
            state[f"{self.key}.at_rest"] = True

    @property
    def at_rest(self) -> bool:
        """Whether the visitor is not in the middle of drawing."""
        return bool(st.session_state[f"{self.key}.at_rest"])

    def rested(self) -> bool:
        """Whether the visitor has stopped at a drawing that the rest of the page does not show."""
        return self.at_rest and st.session_state[f"{self.key}.shown"] != self.grids

    def shown(self) -> None:
        """Note that the whole page is being drawn for the present drawing."""
        st.session_state[f"{self.key}.shown"] = self.grids
        st.session_state[f"{self.key}.at_rest"] = True


def is_drawing(grids: Any) -> bool:
    """Whether something from a browser is 1 to 12 grids of 49 zeros and ones."""
    return (
        isinstance(grids, list)
        and 1 <= len(grids) <= MOST_LETTERS
        and all(isinstance(g, str) and len(g) == 49 and not set(g) - {"0", "1"} for g in grids)
    )
