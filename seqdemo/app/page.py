"""Page frame: title, icon, grouped menu, error sentences.

Streamlit's own menu is switched off: with a `pages/` folder and `st.navigation`, a deep link on a
fresh server shows the wrong menu until somebody opens the home page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from seqdemo.core.card_file import CheckpointError
from seqdemo.tasks.card import Card
from seqdemo.tasks.registry import cards, part
from seqdemo.views.palette import DARK, LIGHT
from seqdemo.web.present import STYLE as PRESENTING
from seqdemo.web.present import present

_PAGE = "seqdemo.page"
_NOTE = "seqdemo-note"
_BAR = "seqdemo-bar"
_STYLE = """
<style>
.block-container { padding: 1.6rem 2.2rem 3rem; max-width: 2100px; }
[data-testid="stHeader"] { background: transparent; height: 2.2rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-bar) {
  height: 0; min-height: 0; margin-bottom: -.8rem;
}
.st-key-seqdemo-bar { position: absolute; top: .5rem; right: 3.6rem; width: auto; z-index: 999991; }
h1 { padding: 0 0 .1rem !important; font-size: 2rem !important; letter-spacing: -.01em; }
[data-testid="stMain"] h2 { font-size: 1.75rem !important; }
[data-testid="stCaptionContainer"] { color: SOFT !important; opacity: 1; }
[data-testid="stSidebarContent"] > div, [data-testid="stSidebarUserContent"] {
  padding: .4rem .8rem 2rem !important;
}
[data-testid="stSidebarContent"] { padding: 0 !important; }
[data-testid="stSidebar"] [data-testid="stElementContainer"]:has([data-testid="stPageLink"]) {
  margin-top: 0 !important;
}
[data-testid="stSidebarHeader"] { height: 2.4rem; padding-bottom: 0; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: .25rem; }
[data-testid="stSidebar"] [data-testid="stPageLink"] p { white-space: normal; line-height: 1.25; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: .8rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-address) { display: none; }
[data-testid="stMarkdownContainer"]:has(table) { overflow-x: auto; }
[data-testid="stElementContainer"]:has(> [data-testid="stTextArea"]) { min-width: 13.5rem; }
.st-key-seqdemo-note { min-height: 1.4rem; margin: -.4rem 0; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-seqdemo-waiting"]) {
  height: 0; min-height: 0; margin-bottom: -.8rem; position: relative; z-index: 6;
}
[class*="st-key-seqdemo-waiting"] [data-testid="stSpinner"] {
  width: max-content; padding: .5rem 1rem; margin: .5rem; border-radius: 10px;
  background: PAPER; box-shadow: 0 4px 18px rgb(0 0 0 / .2);
}
@media (min-width: 1700px) { html { font-size: 20px; } }
@media (max-width: 640px) {
  .block-container { padding: 2.6rem .8rem 2rem; }
  h1 { font-size: 1.6rem !important; }
  .st-key-seqdemo-tools { gap: .5rem; }
  .st-key-seqdemo-tools [data-testid="stPopover"] button { padding-inline: .5rem; }
  .st-key-seqdemo-tools [data-testid="stPopover"] p { font-size: .84rem; }
  [data-testid="stMarkdownContainer"] :is(th, td) { font-size: .8rem; padding: .25rem .35rem; }
}
button[data-variant="segmented_control"][data-selected] {
  background: INK !important; border-color: INK !important;
}
button[data-variant="segmented_control"][data-selected] p {
  font-weight: 650; color: PAPER !important;
}
button[kind="primary"], button[kind="primary"] p { color: PAPER; }
</style>
"""


def _in_both(light: str, dark: str) -> str:
    """A colour of the light and of the dark theme: the browser's choice, also when it changes."""
    return f"light-dark({light}, {dark})"


_INK, _PAPER = _in_both(LIGHT.ink, DARK.ink), _in_both(LIGHT.paper, DARK.paper)
# Streamlit's own captions are ink at 60 %: 4.0 of the contrast of 4.5 that small type needs.
_SOFT = f"color-mix(in srgb, {_INK} 70%, {_PAPER})"
_COLOURS = {"INK": _INK, "PAPER": _PAPER, "SOFT": _SOFT}


@dataclass(frozen=True)
class Page:
    """The page that is being shown.

    Attributes:
        card: Of its demo; None on the home page.
        arrived: Whether the visitor has just come here, from another page or by a link.
    """

    card: Card | None
    arrived: bool

    def show(self) -> None:
        """Draw the demo's page below its title: `show` of its `page/layout.py`.

        That is imported only now: frame and title are on their way before NumPy is loaded.
        """
        assert self.card is not None
        part(self.card.name, "page.layout", "show")(self)


def open_page(name: str) -> Page:
    """Start a page: call it first."""
    card = next((card for card in cards() if card.name == name), None)
    st.set_page_config(
        page_title=f"{card.title} · seqdemo" if card else "seqdemo: networks that remember",
        page_icon=card.icon if card else "🔁",
        layout="wide",
        initial_sidebar_state=232,
    )
    st.html(_style().replace("</style>", PRESENTING + "</style>"))
    with st.sidebar:
        _menu()
    with st.container(key=_BAR):
        present(name)
    first = card or next(iter(cards()), None)  # from the home page, most visitors go there
    if first is not None and first.warm:
        from seqdemo.app import networks  # after the frame: it loads NumPy

        networks.warm_up(first.name, first.warm)
    arrived = st.session_state.get(_PAGE) != name
    st.session_state[_PAGE] = name
    return Page(card, arrived)


def _style() -> str:
    style = _STYLE
    for name, colour in _COLOURS.items():
        style = style.replace(name, colour)
    return style


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
