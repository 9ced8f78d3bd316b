"""The frame of every page: title, icon and the grouped menu, and errors as sentences.

Streamlit's own menu is switched off: with a `pages/` folder and `st.navigation`, a deep link on a
fresh server shows the wrong menu until somebody opens the home page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

import streamlit as st

from seqdemo.core.card_file import CheckpointError
from seqdemo.tasks import cards
from seqdemo.tasks.card import Card

HOME = "home"
_STYLE = """
<style>
.block-container { padding: 1.6rem 2.2rem 3rem; max-width: 1500px; }
[data-testid="stHeader"] { background: transparent; height: 2.2rem; }
h1 { padding: 0 0 .1rem !important; font-size: 2rem !important; letter-spacing: -.01em; }
[data-testid="stSidebar"] { width: 220px !important; min-width: 220px !important; }
[data-testid="stSidebar"][aria-expanded="false"] { min-width: 0 !important; width: 0 !important; }
[data-testid="stSidebarUserContent"] { padding: .6rem 1rem 2rem; }
[data-testid="stSidebarHeader"] { height: 2.4rem; padding-bottom: 0; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: .25rem; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: .8rem; }
@media (max-width: 640px) {
  .block-container { padding: 2.6rem .8rem 2rem; }
  h1 { font-size: 1.6rem !important; }
}
</style>
"""


def open_page(name: str) -> Card | None:
    """Start a page: call it first. Returns the demo's card, or None on the home page."""
    card = next((card for card in cards() if card.name == name), None)
    title = f"{card.title} · seqdemo" if card else "seqdemo: watch a recurrent network think"
    st.set_page_config(page_title=title, page_icon=card.icon if card else "◫", layout="wide")
    st.html(_STYLE)
    with st.sidebar:
        _menu()
    return card


def page_of(card: Card) -> str:
    """The file of a demo's page, relative to app.py."""
    return f"pages/{card.name}.py"


@contextmanager
def network_errors() -> Iterator[None]:
    """Say on the page what is wrong with a network's files; the other demos go on.

    The rest of the page is not run.
    """
    try:
        yield
    except CheckpointError as error:
        st.error(
            f"This network cannot be used: {error}. Install seqdemo again to repair it. "
            "The other demos and networks still work."
        )


def _menu() -> None:
    st.markdown("**seqdemo**")
    st.caption("Start")
    st.page_link("app.py", label="Networks that remember")
    for section, group in groupby(cards(), key=lambda card: card.section):
        st.caption(section)
        for card in group:
            st.page_link(page_of(card), label=card.title)
