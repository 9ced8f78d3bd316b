"""Writers of this visit that are not on screen: buttons for them."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.demos.own_text.page.stage import kept_runs
from seqdemo.demos.own_text.page.state import NETWORKS, OWN, STATE, TEXTS
from seqdemo.demos.own_text.samples import name_of

BEGINNING = 60
"""Characters of a text that are shown to tell it from others."""


def left_writers() -> None:
    """Draw the buttons, if there is such a writer."""
    left = kept_runs().left()
    if not left:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own-text-left"):
        st.caption("You have trained, too:", width="content")
        for asked, run in left.items():
            title = TEXTS[name_of(asked[0]) or OWN]
            seed = f", seed {run.seed}" if run.seed != STATE["seed"] else ""
            st.button(
                f"{NETWORKS[run.cell]} · {title}{seed}",
                key=STATE.key(f"#left {run.number}"),
                help=f"“{literal(asked[0][:BEGINNING].strip())} …”: it goes on where it was",
                on_click=_bring_back,
                args=asked,
            )


def _bring_back(*asked: object) -> None:
    for name, value in zip(("text", "network", "seed"), asked, strict=True):
        STATE.insist(name, value)
