"""Chrome of the page: a phone and a projector do without most of it."""

from __future__ import annotations

import streamlit as st

_BARE = """
<style>
[data-testid="stElementContainer"]:has(h1) { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%); }
.st-key-seqdemo-bar { display: none; }
</style>
"""
_BOARD = """
<style>
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stHeader"] {
  display: none !important; }
.block-container { padding: .8rem 2rem 1rem !important; max-width: none; }
</style>
"""


def bare(kind: str) -> None:
    """Leave out heading and tools; on a board the menu, too.

    Args:
        kind: "pupil" or "board".
    """
    st.html(_BARE + (_BOARD if kind == "board" else ""))
