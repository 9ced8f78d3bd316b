"""Corpora made in the background, on disk, shared by all."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import streamlit as st

from seqdemo.analysis.corpus import Corpus, corpus_of
from seqdemo.analysis.directions import Directions
from seqdemo.analysis.network_corpus import NetworkCorpus, load_corpus, save_corpus
from seqdemo.analysis.saturation import Saturation, saturations
from seqdemo.analysis.text_properties import Property, text_properties
from seqdemo.analysis.unit_meaning import Meaning, meanings
from seqdemo.app import background, networks
from seqdemo.app.budget import within_budget
from seqdemo.app.lessons.link import RUNNING
from seqdemo.app.memory import give_back_file
from seqdemo.core.trace import FloatArray
from seqdemo.core.trace_arrays import properties_in
from seqdemo.demos.explorer.page.corpus_choice import corpus_kind, corpus_words
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.tasks.protocols import HasCorpora, HasProperties
from seqdemo.tasks.registry import explorables

VERSION = 1
"""Of how corpora are made; another number makes them anew."""

OWN = "own"
"""The corpus whose name is not part of its folder's."""

LOOKED_AT = 4.0
"""Seconds after which whoever opened the explorer is taken to stay."""

_DESK = threading.Lock()  # one corpus is made at a time: each takes a core for seconds


class Making:
    """A corpus that is there, or on its way.

    Attributes:
        share: How much is done, 0..1.
        corpus: The corpus, when it is there.
        error: Why it could not be made.
    """

    def __init__(self, source: str, network: str, kind: str) -> None:
        self.share, self.error = 0.0, ""
        self._asked = source, network, kind
        self._folder = folder_of(source, network, kind)
        self.corpus = _loaded(self._folder)
        if self.corpus is None:
            self._thread = background.start(self._run)

    def wait(self, seconds: float) -> None:
        """Wait until it is there, at most so long."""
        if self.corpus is None:
            self._thread.join(seconds)

    def _run(self) -> None:
        source, network, kind = self._asked
        try:
            with _DESK:
                model, side = networks.thinking(source, network), explorables()[source]
                assert isinstance(side, HasCorpora), "only such are asked for a corpus"
                made = side.corpus(model, kind, self._tell)
            save_corpus(made, self._folder)
            # What was kept is read from disk as needed; what could not be kept stays in memory.
            self.corpus = _loaded(self._folder) or made
        except Exception as error:  # noqa: BLE001 - the page says it: a thread has no reader
            self.error = str(error) or type(error).__name__

    def _tell(self, share: float) -> None:
        self.share = min(1.0, share)


def _loaded(folder: str) -> NetworkCorpus | None:
    """A corpus that is kept; what is read of it does not stay in memory."""
    found = load_corpus(folder)
    for layer in found.layers if found else ():
        give_back_file(layer.states)
    return found


def folder_of(source: str, network: str, kind: str = OWN) -> str:
    """Name under which a network's corpus is kept: another network has another."""
    sha = str(networks.card(source, network)["sha256"])[:12]
    return "-".join([source, network, sha, *([] if kind == OWN else [kind]), str(VERSION)])


@st.cache_resource(show_spinner=False)
def making(source: str, network: str, kind: str = OWN) -> Making:
    """The corpus of a network, made by the first who asks."""
    return Making(source, network, kind)


def prepare(explored: Explored | None) -> None:
    """Have made what other views will ask for, once this one has been looked at.

    In a lesson that is also which unit tells which property: it takes seconds.
    """
    kind = "" if explored is None else corpus_kind(explored)
    if explored is not None and kind:
        _prepared(explored.source, explored.network, kind)
        if RUNNING in st.session_state:  # a lesson leads on, and a class does not wait
            _told_apart(explored.source, explored.network, kind, explored.depth)


@st.cache_resource(show_spinner=False)
def _prepared(source: str, network: str, kind: str) -> object:
    def make() -> None:
        making(source, network, kind)

    return background.start(make, after=LOOKED_AT)


@st.cache_resource(show_spinner=False)
def _told_apart(source: str, network: str, kind: str, depth: int) -> threading.Thread:
    def make() -> None:
        made = making(source, network, kind)
        while made.corpus is None and not (made.error or background.closing.is_set()):
            made.wait(1.0)
        if made.corpus is not None:
            name = f"{_name(source, network, kind, depth)}.units"
            _meanings(source, name, made.corpus.layers[depth])

    return background.start(make, after=LOOKED_AT)


def corpus_or_wait(explored: Explored) -> tuple[Corpus, dict[str, Saturation]] | None:
    """The chosen layer's corpus and saturation; None, with a progress bar, while it is made.

    A row of the corpus is a unit or a direction, as in the layer.
    """
    found = _whole(explored)
    if found is None or explored.directions is None:
        return found
    return _in_directions(_rows_name(explored), found[0], explored.directions), {}


def units_or_wait(explored: Explored) -> Corpus | None:
    """The chosen layer's corpus with a row a unit; None, with a progress bar, while it is made."""
    found = _whole(explored)
    return None if found is None else found[0]


def corpus_name(explored: Explored) -> str:
    """Names the corpus of a layer, whatever its rows are."""
    kind = corpus_kind(explored)
    own = replace(explored, basis="units").digest if not kind else ""
    return _name(explored.source, explored.network, kind, explored.depth, own)


def _rows_name(explored: Explored) -> str:
    return f"{corpus_name(explored)}.{explored.basis}"


def _name(source: str, network: str, kind: str, depth: int, own: str = "") -> str:
    return f"{source}.{network}.{kind}.{depth}.{own}"


@within_budget
@st.cache_resource(max_entries=4, show_spinner="Reading all states along these directions…")
def _in_directions(name: str, _corpus: Corpus, _directions: Directions) -> Corpus:
    return _directions.corpus(_corpus)


def _whole(explored: Explored) -> tuple[Corpus, dict[str, Saturation]] | None:
    kind = corpus_kind(explored)
    if not kind:
        found = saturations(explored.trace.layers[explored.depth])
        return corpus_of(explored.trace, explored.depth), dict(found)
    made = making(explored.source, explored.network, kind)
    made.wait(0.3)
    if made.error:  # it is said below; who comes later has it tried again
        making.clear(explored.source, explored.network, kind)
    if made.corpus is None:
        _progress(explored, made)
        return None
    return made.corpus.layers[explored.depth], dict(made.corpus.saturation[explored.depth])


def meanings_of(explored: Explored, corpus: Corpus) -> dict[str, Meaning]:
    """Which units tell each property, over the corpus."""
    kind = corpus_kind(explored)
    if not kind:
        return meanings(corpus, properties_of(explored, corpus))
    return _meanings(explored.source, _rows_name(explored), corpus)


def known_properties(explored: Explored, corpus: Corpus) -> dict[str, Property]:
    """The same as `properties_of`, of a corpus that is kept: worked out once."""
    if not corpus_kind(explored):
        return properties_of(explored, corpus)
    return _kept_properties(explored.source, corpus_name(explored), corpus)


@within_budget
@st.cache_resource(max_entries=4, show_spinner=False)
def _kept_properties(source: str, name: str, _corpus: Corpus) -> dict[str, Property]:
    return _properties(source, _corpus)


def properties_of(explored: Explored, corpus: Corpus) -> dict[str, Property]:
    """What units are asked for: what a trace says of its steps, and what letters of a text are."""
    itself = {} if corpus_kind(explored) else properties_in(explored.trace)
    own = {name: _own_property(name, one) for name, one in itself.items()}
    if explored.side is not None:
        return _properties(explored.source, corpus) | own
    return own | (dict(text_properties("".join(corpus.labels))) if explored.joined else {})


def _own_property(name: str, values: FloatArray) -> Property:
    return Property(name, values, binary=bool(np.isin(values, (0, 1)).all()))


def _properties(source: str, corpus: Corpus) -> dict[str, Property]:
    side = explorables()[source]
    return dict(side.properties(corpus)) if isinstance(side, HasProperties) else {}


@within_budget
@st.cache_resource(max_entries=16, show_spinner="Asking every unit…")
def _meanings(source: str, name: str, _corpus: Corpus) -> dict[str, Meaning]:
    return meanings(_corpus, _properties(source, _corpus))


def _progress(explored: Explored, made: Making) -> None:
    """Look again every half second; the page goes on when the corpus is there."""

    @st.fragment(run_every=0.5)
    def look() -> None:
        if made.corpus is not None:
            st.rerun()
        if made.error:
            st.error(f"The corpus could not be made: {made.error}.")
            return
        st.progress(
            made.share,
            f"Once only: the network goes through its corpus, {corpus_words(explored)}. "
            "It is kept on this machine.",
        )

    look()
