"""Page frame: title, icon, grouped menu, error sentences.

Streamlit's own menu is switched off: with a `pages/` folder and `st.navigation`, a deep link on a
fresh server shows the wrong menu until somebody opens the home page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

import streamlit as st
from streamlit import env_util
from streamlit.delta_generator import DeltaGenerator

from seqdemo.app import inside, own_address
from seqdemo.app.background import closing
from seqdemo.app.lessons.begin import begin
from seqdemo.app.lessons.draft import offer
from seqdemo.app.page_state import PAGE
from seqdemo.app.page_style import page_style
from seqdemo.app.wanted_page import go_to_wanted
from seqdemo.core.card_file import CheckpointError
from seqdemo.core.open_files import allow_open_files
from seqdemo.core.seldom_collected import collect_seldom
from seqdemo.core.send_at_once import send_at_once
from seqdemo.tasks.card import Card
from seqdemo.tasks.registry import cards, folder, part
from seqdemo.web.ahead import components_in, fetch_ahead
from seqdemo.web.bridge import SHARED
from seqdemo.web.glossary import glossary
from seqdemo.web.lesson import STYLE as LESSON
from seqdemo.web.pace import keep_pace
from seqdemo.web.present import FOLDER as PRESENT
from seqdemo.web.present import STYLE as PRESENTING
from seqdemo.web.present import present
from seqdemo.web.reruns import run_when_reconnected

# Whoever has started the server:
allow_open_files()
send_at_once()
collect_seldom()
try:
    from seqdemo.web.mends import mend
except (ImportError, AttributeError) as error:  # another Streamlit than those we know
    logging.getLogger(__name__).warning("clicks may get lost: %s", error)
else:
    mend()

_NOTE = "seqdemo-note"
_BAR = "seqdemo-bar"
_AHEAD = "seqdemo-ahead"
_NO_VIEWS = ("lessons", "room")
"""Pages that show lessons: their views are no steps of one."""

DRAW_SECONDS = 0.2
"""In which a browser on two cores draws a picture whose script it has."""

own_address.never_ask()
# Streamlit looks through the sources of all modules to find out: 25 ms of the first page.
env_util.is_repl = lambda: False


@dataclass
class Page:
    """The page that is being shown.

    Attributes:
        card: Of its demo; None on the home page.
        arrived: Whether the visitor has just come here, from another page, by a link, or by a
            step of a lesson.
        first: Whether this is the first run of the first page in a browser, not presented.
        later: Draw menu and buttons, which are put off; None if they are not.
    """

    card: Card | None
    arrived: bool
    first: bool = False
    later: list[Callable[[], None]] | None = None

    def let_draw(self) -> None:
        """Give a browser that is new here time to draw what it has: call it below the picture.

        It draws at once what comes at once, and so the picture with the menu and with all that
        stands below it; the first time each of a hundred elements takes it milliseconds.
        """
        if self.first:
            closing.wait(DRAW_SECONDS)
        self.draw_rest()

    def place_for(self, controls: DeltaGenerator) -> DeltaGenerator:
        """Where a row of controls above the picture is drawn: put off, it has its height already.

        Args:
            controls: Their container, `sections.controls`.
        """
        return controls if self.later is None else controls.empty()

    def draw_rest(self) -> None:
        """Draw what was put off."""
        later, self.later = self.later or (), None
        for draw in later:
            draw()

    def draw(self, draw: Callable[[], None]) -> None:
        """Draw a part of the frame, now or when the picture is there."""
        if self.later is None:
            draw()
        else:
            self.later.append(draw)

    def end(self) -> None:
        """Draw what stands at the end of every page."""
        if not st.context.is_embedded:
            card = self.card
            here = card is not None and card.name not in _NO_VIEWS
            offer(card.title if card else "", here=here)

    def show(self) -> None:
        """Draw the demo's page below its title: `show` of its `page/layout.py`.

        That is imported only now: frame and title are on their way before NumPy is loaded.
        """
        assert self.card is not None
        with network_errors():
            table = part(self.card.name, "page.state", "STATE")
            if table is not None:
                self.draw(inside.switch(table, arrived=self.arrived))
            part(self.card.name, "page.layout", "show")(self)
            self.end()
        self.draw_rest()  # where a network's files are damaged, there is no picture


def open_page(name: str, *, picture_first: bool = False) -> Page:
    """Start a page: call it first.

    Args:
        name: "home", or that of a demo.
        picture_first: Whether a browser that is new here is given the picture before menu and
            buttons; the page calls `Page.let_draw` below the picture.
    """
    keep_pace()
    go_to_wanted(name)
    card = next((card for card in cards() if card.name == name), None)
    before = st.session_state.get(PAGE)
    st.session_state[PAGE] = name
    arrived = before != name
    embedded = bool(st.context.is_embedded)
    # First: a menu that is there before it is as wide as Streamlit's.
    st.set_page_config(
        page_title=f"{card.title} · seqdemo" if card else "seqdemo: networks that remember",
        layout="wide",
        initial_sidebar_state=232,
    )
    if not embedded:
        with st.sidebar:
            st.markdown("**seqdemo**")  # its place is there at once
            with st.container(key=_AHEAD):
                if arrived:
                    fetch_ahead(*_pictures(card), PRESENT)
    st.html(page_style(PRESENTING + inside.STYLE + LESSON, embedded=embedded))
    run_when_reconnected()
    first = before is None and _draws() and st.query_params.get("present") != "1"
    page = Page(card, arrived, first, [] if first and picture_first else None)
    # Its list of all emojis takes Streamlit 25 ms to read.
    page.draw(partial(st.set_page_config, page_icon=card.icon if card else "🔁"))
    if not embedded:
        page.draw(partial(_frame, name, st.container(key=_BAR)))
    page.arrived |= begin(name)
    # From the home page, most visitors go to the first demo that has a network.
    next_one = card or next((each for each in cards() if each.warm), None)
    if next_one is not None and next_one.warm:
        from seqdemo.app import networks  # after the frame: it loads NumPy

        networks.warm_up(next_one.name, next_one.warm)
    return page


def _frame(name: str, bar: DeltaGenerator) -> None:
    """Draw the menu, and the buttons of every page."""
    with st.sidebar:
        _menu()
    with bar:
        glossary(name)
        present(name)


def _draws() -> bool:
    """Whether the visitor has a browser; a program that asks for the page does not wait."""
    return "Mozilla" in (st.context.headers.get("User-Agent") or "")


def _pictures(card: Card | None) -> list[Path]:
    """Folders of the components that a page shows first."""
    return components_in(folder(card.name) / "page") if card else [SHARED.parent / "fold"]


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
def waiting(words: str) -> Iterator[None]:
    """Say over the picture what is being done; what stands below does not jump."""
    with st.spinner(words, show_time=False):
        yield


@st.cache_resource(show_spinner=False)
def _menu() -> None:
    """Draw a link to each page; made once, as finding the files again takes 3 ms of every run."""
    st.caption("Start")
    st.page_link("app.py", label="Networks that remember")
    for section, group in groupby(cards(), key=lambda card: card.section):
        st.caption(section)
        for card in group:
            st.page_link(page_of(card), label=card.title)
