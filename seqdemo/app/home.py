"""Home page: living picture, shapes of networks, cards of the demos.

NumPy and the makers of pictures are imported where they are used: the frame is out before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from pathlib import Path

import streamlit as st

from seqdemo.app.page import page_of
from seqdemo.app.wanted_page import go_to_wanted, want_page
from seqdemo.core.card_file import ASSETS, CheckpointError
from seqdemo.tasks.card import KINDS, Card
from seqdemo.tasks.registry import cards, part
from seqdemo.views.palette import DARK, LIGHT

_TYPED, _NAME = "home.typed", "home.name"

IN_A_ROW = 3
"""Cards side by side; without pictures one more."""
# The link is as large as its card, and all there is to press in it: a picture is not enlarged.
# Cards of a row are equally tall, also where Streamlit's columns stand below each other.
_STYLE = """
<style>
.st-key-home-shapes [data-testid="stColumn"] { min-width: 10.5rem; }
[class*="st-key-home-card"] { position: relative; gap: .3rem !important; }
[class*="st-key-home-card"] [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-home-card"] h3 { font-size: 1.2rem; padding: 0; }
[class*="st-key-home-card"] p { font-size: .95rem; line-height: 1.45; }
[class*="st-key-home-card"] img { border-radius: 6px; }
[class*="st-key-home-card"] [data-testid="stElementToolbar"] { display: none; }
[class*="st-key-home-card"] > .stElementContainer:last-child { margin-top: auto; }
[class*="st-key-home-card"] > .stElementContainer:has(> .stPageLink) { position: static; }
[class*="st-key-home-card"] [data-testid="stPageLink"] a { position: static; padding-left: 0; }
[class*="st-key-home-card"] [data-testid="stPageLink"] a:focus-visible { outline: none; }
[class*="st-key-home-card"] [data-testid="stPageLink"] a::after {
  content: ""; position: absolute; inset: 0; border-radius: 10px;
}
[class*="st-key-home-card"] [data-testid="stPageLink"] a:hover { background: none; }
[class*="st-key-home-card"] [data-testid="stPageLink"] a:hover::after,
[class*="st-key-home-card"] [data-testid="stPageLink"] a:focus-visible::after {
  box-shadow: 0 0 0 2px currentColor;
}
</style>
"""


def living_picture() -> None:
    """The cell that unfolds over the steps of a shipped trace, every value real.

    The first demo in the menu whose `page/living.py` has a `living_view` gives it.
    """
    from seqdemo.web.fold import fold

    views = (part(card.name, "page.living", "living_view") for card in cards())
    view = next(filter(None, views), None)
    if view is not None:
        fold(view(), key="home.fold")


def naming() -> None:
    """A line for one's name, which a demo draws and reads.

    The first demo in the menu whose `page/naming.py` has a `read_name` does that.
    """
    card = next((card for card in cards() if part(card.name, "page.naming", "read_name")), None)
    if card is None:
        return
    st.text_input(
        "Type your name, and watch a network read it",
        key=_TYPED,
        on_change=_take_name,
        placeholder="your name",
        width=420,
    )
    if text := st.session_state.get(_NAME, ""):
        link, note = part(card.name, "page.naming", "read_name")(text)
        if link:
            want_page(page_of(card), link)
        st.session_state[_NAME] = ""  # only now: a run that was stopped before takes it up again
        go_to_wanted("home")
        st.info(note)


def _take_name() -> None:
    """Take the name out of its line: whoever comes back to the page is not sent away again."""
    st.session_state[_NAME] = str(st.session_state[_TYPED] or "").strip()
    st.session_state[_TYPED] = ""


def shape_map() -> None:
    """The shapes in a sentence each, and the way to the page on which all are at work."""
    columns = st.container(key="home-shapes").columns(len(KINDS))
    for (kind, sentence), column in zip(KINDS.items(), columns, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{kind.capitalize()}**")
            st.markdown(sentence)
    shapes = next((card for card in cards() if card.name == "shapes"), None)
    if shapes is not None:
        st.page_link(page_of(shapes), label="**See a network of every shape at work →**")


def demo_cards() -> None:
    """A card for each demo: shape after shape, then the other sections of the menu.

    Cards have a thumbnail of the demo's own example trace. A section of which no demo has one
    follows without: pages about the networks of others, or about networks yet to be trained.
    """
    st.html(_STYLE)
    shapes = [kind.capitalize() for kind in KINDS]
    sections = [card.section for card in cards()]
    ordered = dict.fromkeys([*filter(sections.__contains__, shapes), *sections])
    groups = [[card for card in cards() if card.section == section] for section in ordered]
    seen = [any(_example_of(card.name) for card in group) for group in groups]
    _rows([card for group in compress(groups, seen) for card in group], pictures=True)
    for group, pictures in zip(groups, seen, strict=True):
        if not pictures:
            st.header(group[0].section, anchor=False)
            _rows(group, pictures=False)


def _rows(there: Sequence[Card], *, pictures: bool) -> None:
    """Cards in rows of three, or of up to four; all of a card is a link."""
    wide = IN_A_ROW if pictures else max(IN_A_ROW, min(len(there), IN_A_ROW + 1))
    for start in range(0, len(there), wide):
        row = there[start : start + wide]
        for card, column in zip(row, st.columns(wide), strict=False):
            with column.container(border=True, height="stretch", key=f"home-card-{card.name}"):
                if pictures:
                    # As it is: Streamlit would make a JPEG of it, in each run of the page.
                    picture = picture_of(card.name, st.context.theme.type == "dark")
                    st.image(picture, width="stretch", output_format="PNG", alt="")
                    st.caption(card.section)
                st.subheader(card.title, anchor=False)
                st.markdown(card.summary)
                st.page_link(page_of(card), label="Open →")


@st.cache_resource(show_spinner=False)
def picture_of(demo: str, dark: bool) -> bytes:
    """PNG of the first example trace that a demo ships, or of the field over all demos."""
    from seqdemo.app import networks
    from seqdemo.views.thumbnail import thumbnail
    from seqdemo.views.unroll_picture import png

    path = _example_of(demo)
    palette = DARK if dark else LIGHT
    return png(thumbnail(networks.example_file(path), palette)) if path else _field(dark)


def _example_of(demo: str) -> Path | None:
    return next(iter(sorted((ASSETS / demo).glob("**/example.npz"))), None)


@st.cache_resource(show_spinner=False)
def _field(dark: bool) -> bytes:
    """For a page over the networks of other demos: all units of the largest example."""
    import numpy as np

    from seqdemo.app import networks
    from seqdemo.views.state_field import state_field
    from seqdemo.views.unroll_picture import png

    examples = [path for card in cards() if (path := _example_of(card.name))]
    if not examples:
        raise CheckpointError("the demos ship no example trace")
    path = max(examples, key=lambda path: path.stat().st_size)
    trace = networks.example_file(path)
    orders = networks.card(path.relative_to(ASSETS).parts[0], path.parent.name).get("unit_orders")
    order = np.array(orders[-1] if orders else range(trace.layers[-1].hidden_size))
    return png(state_field(trace, order, DARK if dark else LIGHT))
