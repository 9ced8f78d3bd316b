"""Home page: the living picture and a card per demo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import page_of
from seqdemo.core.card_file import ASSETS
from seqdemo.demos.shakespeare.examples import EXAMPLE
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import HOME, JAZZ
from seqdemo.tasks.card import Card
from seqdemo.tasks.registry import cards
from seqdemo.views.palette import DARK, LIGHT
from seqdemo.views.state_field import state_field
from seqdemo.views.thumbnail import thumbnail
from seqdemo.views.unit_order import by_peak
from seqdemo.views.unroll_picture import png
from seqdemo.web.fold import fold
from seqdemo.web.unroll.payload import Step, UnrollView

LIVING = ASSETS / "word_reader" / "gru" / HOME
WRITTEN = ASSETS / "shakespeare" / "lstm" / EXAMPLE


def living_picture() -> None:
    """The cell that unfolds over j, a, z, z: a shipped reading, every value real."""
    trace = networks.example_file(LIVING)
    parts = zip(reading.letters(trace), reading.guesses(trace), strict=True)
    steps = [Step(n, letter, p, guesses, ()) for n, ((letter, p), guesses) in enumerate(parts)]
    layer = trace.layers[-1]
    fold(UnrollView(drawing=JAZZ, steps=steps, layer=layer, order=by_peak(layer)), key="home.fold")


def demo_cards() -> None:
    """A card for each demo, with a thumbnail of its own example trace."""
    columns = st.columns(max(2, min(3, len(cards()))))
    for place, card in enumerate(cards()):
        with columns[place % len(columns)].container(border=True):
            path = example_of(card)
            dark = st.context.theme.type == "dark"
            picture = _thumbnail(path, dark) if path else _field(dark)
            st.image(picture, width="stretch")
            st.markdown(f"#### {card.title}")
            st.markdown(card.summary)
            st.page_link(page_of(card), label="Open", icon=card.icon)


def example_of(card: Card) -> Path | None:
    """The first example trace a demo ships."""
    return next(iter(sorted((ASSETS / card.name).glob("**/example.npz"))), None)


@st.cache_data(show_spinner=False)
def _field(dark: bool) -> bytes:
    """For a page over the networks of other demos: all units of the writer's example."""
    trace = networks.example_file(WRITTEN)
    order = np.array(networks.card("shakespeare", "lstm")["unit_orders"][-1])
    return png(state_field(trace, order, DARK if dark else LIGHT))


@st.cache_data(show_spinner=False)
def _thumbnail(path: Path, dark: bool) -> bytes:
    return png(thumbnail(networks.example_file(path), DARK if dark else LIGHT))
