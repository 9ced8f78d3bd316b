"""Cached captions, from the shipped example or the network."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.core.card_file import ASSETS
from seqdemo.core.search_tree import BeamResult
from seqdemo.core.trace import Trace
from seqdemo.demos.captioner import closeness, confidence
from seqdemo.demos.captioner.examples import PHOTO, SEARCH, TRACE, load_search
from seqdemo.demos.captioner.photo import open_photo
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto, prepare
from seqdemo.demos.captioner.query import Describe, Network
from seqdemo.demos.captioner.samples import SAMPLES, sample
from seqdemo.tasks.registry import get_task

if TYPE_CHECKING:
    from seqdemo.demos.captioner.looking import Looked

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
        distance: Of the photo from those that were trained on; None where that was not measured.
    """

    trace: Trace
    words: tuple[str, ...]
    search: BeamResult | None
    milliseconds: float | None
    distance: float | None


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
    near = closeness_of(LOOKING)
    distance = near.samples.get(PHOTO) if near else None
    return Answer(trace, trace.inputs[1:], load_search(folder / SEARCH), None, distance)


@within_budget
@st.cache_resource(max_entries=64, show_spinner=False)
def _computed(kind: str, key: str, _asked: Describe, _said: tuple[str, ...] | None) -> Answer:
    """Equal questions (by `key`) are answered from memory; an answer takes half a megabyte."""
    model = networks.thinking(NAME, kind)
    with _DESKS:
        start = perf_counter()
        description, trace = get_task(NAME).explain(model, _asked, _said)
        took = 1000 * (perf_counter() - start)
    axes = _axes(kind)
    distance = None if axes is None else float(axes.distance(description.direction))
    return Answer(trace, description.words, description.search, took, distance)


def looked(photo: PreparedPhoto, asked: Describe, found: Answer, painted: Sequence[int]) -> Looked:
    """Probabilities of the words that are shown, with and without parts of the photo."""
    key = repr((photo.key, asked.cache_key, found.trace.inputs, tuple(painted)))
    return _looked(asked.network, key, asked, found.trace, tuple(painted))


@within_budget
@st.cache_resource(max_entries=64, show_spinner=False)
def _looked(
    kind: str, key: str, _asked: Describe, _trace: Trace, _painted: tuple[int, ...]
) -> Looked:
    from seqdemo.demos.captioner.looking import looked as measure

    model = networks.thinking(NAME, kind)
    known, photo = get_task(NAME).known(model), open_photo(_asked.photo)
    with _DESKS:
        return measure(model, known, photo, _trace.inputs[1:], _trace.attention, _asked, _painted)


def prepared(file: bytes, name: str) -> PreparedPhoto:
    """A visitor's photo made ready.

    Raises:
        PhotoError: If it is no photo that can be shown; the message is for the visitor.
    """
    with _DESKS:
        return prepare(file, name)


@st.cache_resource(show_spinner=False)
def samples() -> tuple[PreparedPhoto, ...]:
    """The sample photos that are at hand, those most like the training photos first."""
    near = closeness_of(LOOKING)
    far = near.samples if near else {}
    files = ((name, sample(name)) for name in sorted(SAMPLES, key=lambda name: far.get(name, 0.0)))
    return tuple(prepare(file, name, key=name) for name, file in files if file is not None)


@st.cache_resource(show_spinner=False)
def scale(kind: str) -> confidence.Scale | None:
    """What being sure has meant on photos a network was not trained on, if that was measured."""
    return confidence.load_scale(ASSETS / NAME / kind / confidence.FILE)


@st.cache_resource(show_spinner=False)
def closeness_of(kind: str) -> closeness.Closeness | None:
    """How far new photos, odd pictures and samples are from a network's training photos."""
    return closeness.load_closeness(ASSETS / NAME / kind / closeness.FILE)


@st.cache_resource(show_spinner=False)
def _axes(kind: str) -> closeness.Axes | None:
    return closeness.load_axes(ASSETS / NAME / kind / closeness.AXES_FILE)


def card(kind: str) -> dict[str, Any]:
    """The card of a network; needs no torch."""
    return networks.card(NAME, kind)
