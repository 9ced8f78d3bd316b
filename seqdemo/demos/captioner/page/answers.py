"""Cached captions, from the shipped example or the network."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import Trace
from seqdemo.demos.captioner import confidence
from seqdemo.demos.captioner.examples import PHOTO, SEARCH, TRACE, load_search
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto, prepare
from seqdemo.demos.captioner.query import Describe, Network
from seqdemo.demos.captioner.samples import SAMPLES, sample
from seqdemo.demos.captioner.search import BeamResult
from seqdemo.tasks.registry import get_task

NAME = "captioner"
LOOKING: Network = "attention"
"""The network whose finished example ships."""

_DESKS = threading.BoundedSemaphore(2)
"""How many photos are opened or described at one moment: it bounds memory, and pages stay quick."""


@dataclass(frozen=True)
class Answer:
    """What is shown of one network.

    Attributes:
        trace: Of the sentence that is shown.
        words: What the network itself said.
        search: The search behind it; None if the words were drawn.
        milliseconds: From photo to sentence and all its states; None for the shipped example.
    """

    trace: Trace
    words: tuple[str, ...]
    search: BeamResult | None
    milliseconds: float | None


def answer(photo: PreparedPhoto, asked: Describe, said: Sequence[str] | None = None) -> Answer:
    """What the network says of a photo.

    Args:
        photo: What `asked` is about.
        asked: How to describe it.
        said: A sentence to look at instead of the network's own.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    if said is None and photo.key == PHOTO and asked.cache_key == Describe(b"").cache_key:
        return _shipped()
    words = None if said is None else tuple(said)
    key = repr((photo.key, asked.cache_key, words))
    return _computed(asked.network, key, asked, words)


@st.cache_resource(show_spinner=False)
def _shipped() -> Answer:
    folder = ASSETS / NAME / LOOKING
    trace = networks.example_file(folder / TRACE)
    return Answer(trace, trace.inputs[1:], load_search(folder / SEARCH), None)


@st.cache_resource(max_entries=64, show_spinner=False)
def _computed(kind: str, key: str, _asked: Describe, _said: tuple[str, ...] | None) -> Answer:
    """Equal questions (by `key`) are answered from memory; an answer takes half a megabyte."""
    model = networks.thinking(NAME, kind)
    with _DESKS:
        start = perf_counter()
        description, trace = get_task(NAME).explain(model, _asked, _said)
        took = 1000 * (perf_counter() - start)
    return Answer(trace, description.words, description.search, took)


def prepared(file: bytes, name: str) -> PreparedPhoto:
    """A visitor's photo made ready.

    Raises:
        PhotoError: If it is no photo that can be shown; the message is for the visitor.
    """
    with _DESKS:
        return prepare(file, name)


@st.cache_resource(show_spinner=False)
def samples() -> tuple[PreparedPhoto, ...]:
    """The sample photos that are at hand."""
    files = ((name, sample(name)) for name in SAMPLES)
    return tuple(prepare(file, name, key=name) for name, file in files if file is not None)


@st.cache_resource(show_spinner=False)
def scale(kind: str) -> confidence.Scale | None:
    """What being sure has meant on photos a network was not trained on, if that was measured."""
    return confidence.load_scale(ASSETS / NAME / kind / confidence.FILE)


def card(kind: str) -> dict[str, Any]:
    """The card of a network; needs no torch."""
    return networks.card(NAME, kind)
