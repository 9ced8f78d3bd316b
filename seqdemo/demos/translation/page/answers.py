"""Cached translations, from the shipped example or the network."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.core.card_file import ASSETS
from seqdemo.core.search_tree import BeamResult
from seqdemo.core.trace import Trace
from seqdemo.demos.translation import measured
from seqdemo.demos.translation.examples import EXAMPLE, SEARCH, TRACE, load_search
from seqdemo.demos.translation.known_words import FILE as WORDS
from seqdemo.demos.translation.known_words import KnownWords, load_words
from seqdemo.demos.translation.languages import DIRECTIONS, LANGUAGES
from seqdemo.demos.translation.pieces import text_of
from seqdemo.demos.translation.query import LONGEST, Translate
from seqdemo.tasks.registry import get_task

NAME = "translation"
MAIN = "attention"
"""The network whose finished example ships."""

_DESKS = threading.BoundedSemaphore(2)
"""How many sentences are translated at one moment: it bounds memory, and pages stay quick."""


@dataclass(frozen=True)
class Answer:
    """What is shown of one network.

    Attributes:
        trace: Of the translation that is shown, the encoder's upstream.
        said: Its pieces, by number.
        text: The translation.
        search: The search behind the network's own.
        milliseconds: From sentence to translation and all states; None for the shipped example.
    """

    trace: Trace
    said: tuple[int, ...]
    text: str
    search: BeamResult
    milliseconds: float | None


def answer(network: str, asked: Translate) -> Answer:
    """The translation of a network, with every state.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    if network == MAIN and asked == EXAMPLE:
        return _shipped()
    return _computed(network, repr(asked), asked)


@st.cache_resource(show_spinner=False)
def _shipped() -> Answer:
    folder = ASSETS / NAME / MAIN
    trace, search = networks.example_file(folder / TRACE), load_search(folder / SEARCH)
    return Answer(trace, search.sentences[0].words, text_of(trace.inputs[1:]), search, None)


@within_budget
@st.cache_resource(max_entries=48, show_spinner=False)
def _computed(network: str, key: str, _asked: Translate) -> Answer:
    """Equal questions (by `key`) are answered from memory."""
    model = networks.thinking(NAME, network)
    with _DESKS:
        start = perf_counter()
        made, trace = get_task(NAME).explain(model, _asked)
        took = 1000 * (perf_counter() - start)
    return Answer(trace, made.said, made.text, made.search, took)


@st.cache_resource(max_entries=256, show_spinner=False)
def text(network: str, sentence: str, way: str) -> str:
    """A translation alone, by the search that was best; of what is too long, of its beginning."""
    with _DESKS:
        return str(networks.answer(NAME, network, Translate(sentence[:LONGEST], way)).text)


@cache
def pieces() -> tuple[str, ...]:
    """Pieces by number; needs no torch."""
    return tuple(card(MAIN)["pieces"])


@st.cache_resource(show_spinner=False)
def known_words() -> KnownWords:
    """Words of the training sentences."""
    return load_words(ASSETS / NAME / MAIN / WORDS, LANGUAGES)


@st.cache_resource(show_spinner=False)
def measures(network: str) -> measured.Measured:
    """What a network reached on sentences it was not trained on."""
    return measured.load(ASSETS / NAME / network / measured.FILE)


def knows(network: str, way: str) -> bool:
    """Whether a network has learned a direction."""
    return way in card(network)["directions"]


def reads_back(network: str, way: str) -> bool:
    """Whether a network can read its translations back."""
    return knows(network, DIRECTIONS[way].back.name)


def card(network: str) -> dict[str, Any]:
    """The card of a network; needs no torch."""
    return networks.card(NAME, network)
