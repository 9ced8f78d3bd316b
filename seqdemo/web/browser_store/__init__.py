"""Component: keep a secret in the browser for a visitor who comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from seqdemo.web.bridge import component
from seqdemo.web.epoch import epoch
from seqdemo.web.messages import Rerun

_mount = component("browser_store", Path(__file__).parent)
LONGEST = 200
"""Characters of what a browser may say."""


def browser_store(
    name: str,
    *,
    on_found: Callable[[str], Rerun],
    put: str | None = None,
    drop: bool = False,
    tab: bool = False,
    longest: int = LONGEST,
) -> None:
    """Ask the browser what it keeps under a name, and have it keep something else.

    It stands in `localStorage`: no address, no cookie and no other server has it. A browser that
    keeps nothing, such as one that forbids it, answers "".

    Args:
        name: Under which it is kept.
        on_found: Called once a session with what is kept, "" for nothing, and again with what
            another tab of the browser keeps from then on; see `Listener`.
        put: Is kept from now on.
        drop: Whether what is kept is forgotten.
        tab: Whether it is the tab alone that keeps it, in `sessionStorage`: pupils share computers.
        longest: Characters of what a browser may say; of anything longer "" is told.
    """
    now = epoch()

    def found(sent: dict[str, Any]) -> Rerun:
        kept = sent.get("kept")
        if sent.get("name") != name or sent.get("epoch") != now or not isinstance(kept, str):
            return []
        return on_found(kept if len(kept) <= longest else "")

    turn = _turn(name, put, drop)
    data = {"name": name, "epoch": now, "turn": turn, "put": put, "drop": drop, "tab": tab}
    # The page's style hides what has such a key.
    _mount(key=f"seqdemo.kept.{name}", data=data, listeners={"found": found})


def _turn(name: str, put: str | None, drop: bool) -> int:
    """How often what is to be kept has changed in this session: the browser writes each once."""
    turn, *before = st.session_state.get(f"seqdemo.kept.{name}.turn", (0, None, False))
    if before != [put, drop]:
        turn += 1
        st.session_state[f"seqdemo.kept.{name}.turn"] = (turn, put, drop)
    return int(turn)
