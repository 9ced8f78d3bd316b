"""Page frame: title, icon, grouped menu, error sentences.

Streamlit's own menu is switched off: with a `pages/` folder and `st.navigation`, a deep link on a
fresh server shows the wrong menu until somebody opens the home page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from seqdemo.app import inside, own_address
from seqdemo.app.lessons.begin import begin
from seqdemo.app.lessons.draft import offer
from seqdemo.app.page_state import PAGE
from seqdemo.app.page_style import page_style
from seqdemo.core.card_file import CheckpointError
from seqdemo.core.open_files import allow_open_files
from seqdemo.core.send_at_once import send_at_once
from seqdemo.tasks.card import Card
from seqdemo.tasks.registry import cards, folder, part
from seqdemo.web.ahead import fetch_ahead
from seqdemo.web.glossary import glossary
from seqdemo.web.lesson import STYLE as LESSON
from seqdemo.web.present import STYLE as PRESENTING
from seqdemo.web.present import present
from seqdemo.web.reruns import begin_page, page_run, run_when_reconnected

# Whoever has started the server:
allow_open_files()
send_at_once()
try:
    from seqdemo.web.delivery import lose_nothing
except (ImportError, AttributeError) as error:  # another Streamlit than those we know
    logging.getLogger(__name__).warning("clicks may get lost: %s", error)
else:
    lose_nothing()

_NOTE = "seqdemo-note"
_BAR = "seqdemo-bar"
_NO_VIEWS = ("lessons", "room")
"""Pages that show lessons: their views are no steps of one."""

own_address.never_ask()


@dataclass(frozen=True)
class Page:
    """The page that is being shown.

    Attributes:
        card: Of its demo; None on the home page.
        arrived: Whether the visitor has just come here, from another page, by a link, or by a
            step of a lesson.
    """

    card: Card | None
    arrived: bool

    def show(self) -> None:
        """Draw the demo's page below its title: `show` of its `page/layout.py`.

        That is imported only now: frame and title are on their way before NumPy is loaded.
        """
        assert self.card is not None
        with page_run(), network_errors():
            table = part(self.card.name, "page.state", "STATE")
            if table is not None:
                inside.switch(table, arrived=self.arrived)
            part(self.card.name, "page.layout", "show")(self)
            if not st.context.is_embedded:
                offer(self.card.title, here=self.card.name not in _NO_VIEWS)


def open_page(name: str) -> Page:
    """Start a page: call it first."""
    begin_page()
    card = next((card for card in cards() if card.name == name), None)
    st.set_page_config(
        page_title=f"{card.title} · seqdemo" if card else "seqdemo: networks that remember",
        page_icon=card.icon if card else "🔁",
        layout="wide",
        initial_sidebar_state=232,
    )
    embedded = bool(st.context.is_embedded)
    st.html(page_style(PRESENTING + inside.STYLE + LESSON, embedded=embedded))
    run_when_reconnected()
    arrived = st.session_state.get(PAGE) != name
    st.session_state[PAGE] = name
    if not embedded:
        with st.sidebar:
            _menu()
            if card and arrived:
                fetch_ahead(folder(name) / "page")
        with st.container(key=_BAR):
            glossary(name)
            present(name)
    arrived |= begin(name)
    # From the home page, most visitors go to the first demo that has a network.
    first = card or next((each for each in cards() if each.warm), None)
    if first is not None and first.warm:
        from seqdemo.app import networks  # after the frame: it loads NumPy

        networks.warm_up(first.name, first.warm)
    return Page(card, arrived)


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
            f"{error.what} cannot be used: {error}. Install seqdemo again to repair it. "
            "The other demos and networks still work."
        )


def note_line(words: str) -> None:
    """A sentence on what was typed, or its place left free: what stands below must not jump."""
    with st.container(key=_NOTE):
        if words:
            st.caption(words)


@contextmanager
def waiting(words: str, place: str) -> Iterator[None]:
    """Say over the picture that something takes its time; what stands below does not jump.

    Args:
        words: What is being done.
        place: Names the picture, as a page may have several.
    """
    with st.container(key=f"seqdemo-waiting-{place}"), st.spinner(words, show_time=False):
        yield


def _menu() -> None:
    st.markdown("**seqdemo**")
    st.caption("Start")
    st.page_link("app.py", label="Networks that remember")
    for section, group in groupby(cards(), key=lambda card: card.section):
        st.caption(section)
        for card in group:
            st.page_link(page_of(card), label=card.title)
