"""Guess first: draw how it goes on, then see the network's lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from seqdemo.analysis.guesses import Named
from seqdemo.app import networks
from seqdemo.app.page_state import ADDRESS
from seqdemo.core.percent import percent
from seqdemo.demos.sketch.offsets import tolerance
from seqdemo.demos.sketch.page import state
from seqdemo.demos.sketch.page.state import AHEAD, NAME, STATE
from seqdemo.demos.sketch.strokes import Sketch, clean
from seqdemo.web.reruns import rerun

if TYPE_CHECKING:
    from seqdemo.demos.sketch.surprise import Compared


def hidden() -> bool:
    """Whether the network's lines wait for the visitor's."""
    if not state.guesses():
        return False
    _ask()
    return STATE.veils(AHEAD)


def box(fragments: list[str]) -> None:
    """What to do, or how the visitor's lines and the network's compare.

    Args:
        fragments: Keys of those that are run again once the lines are kept.
    """
    if not state.guesses():
        return
    own = _own()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if STATE.veils(AHEAD):
            st.markdown(
                "**Compare**, and see how the network goes on from the same lines."
                if own
                else "**Draw how it goes on**: a line, or more. Then compare with the network."
            )
            st.button(
                "Compare with the network",
                on_click=_keep,
                args=(fragments,),
                disabled=not own,
            )
        elif own:
            st.markdown(in_words(_compared(own), len(own)))
            st.button("Go on from here", on_click=_go_on, args=(fragments,))


def in_words(found: Compared, lines: int) -> str:
    """The comparison, in Markdown."""
    yours, its = ("line", "its own line") if lines == 1 else ("lines", "as many lines of its own")
    more = "more" if found.bits >= 0 else "less"
    return (
        f"To the network your {yours}: **{abs(found.bits):.1f} bits** a point {more} surprising "
        f"than {its}, and **{percent(found.apart)}** of the sheet away."
    )


def _own() -> Sketch:
    """What the visitor has drawn since."""
    added = state.sketch_of(STATE["drawing"][len(state.begun()) :])
    mine = [line for line in added if line.owner == "m"]
    return clean(mine, tolerance(state.source()))[0]


def _compared(own: Sketch) -> Compared:
    asked = state.asked()

    def made() -> Compared:
        from seqdemo.demos.sketch.surprise import compare_lines  # torch: when it is needed

        return compare_lines(networks.thinking(NAME, asked.network), asked, own)

    found: Compared = state.remember("compared", (asked, own), made)
    return found


def _ask() -> None:
    """Say what is guessed: how it goes on from these lines, whichever ending is looked at."""
    STATE.veil.ask(AHEAD, repr(replace(state.asked(), first=0)))


def _keep(fragments: list[str]) -> None:
    _ask()
    STATE.veil.keep(AHEAD, Named("lines"))
    rerun([*fragments, ADDRESS])


def _go_on(fragments: list[str]) -> None:
    state.begin_guess()
    rerun([*fragments, ADDRESS])
