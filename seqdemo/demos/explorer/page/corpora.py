"""A network's corpus: made once in a thread of its own, kept on disk, shared by all visitors."""

from __future__ import annotations

import threading
from collections.abc import Callable

import streamlit as st

from seqdemo.analysis.corpus import Corpus, corpus_of
from seqdemo.analysis.network_corpus import NetworkCorpus, load_corpus, save_corpus
from seqdemo.analysis.saturation import Saturation, saturations
from seqdemo.analysis.text_properties import Property, text_properties
from seqdemo.analysis.unit_meaning import Meaning, meanings
from seqdemo.app import background, networks
from seqdemo.core.datasets import at_hand
from seqdemo.demos.explorer.page.corpus_choice import (
    DATA_SET,
    CorpusKind,
    corpus_kind,
    corpus_words,
)
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.word_reader.properties import word_properties

VERSION = 1
"""Of how corpora are made; another number makes them anew."""

_DESK = threading.Lock()  # one corpus is made at a time: each takes a core for seconds


class Making:
    """A corpus that is there, or on its way.

    Attributes:
        share: How much is done, 0..1.
        corpus: The corpus, when it is there.
        error: Why it could not be made.
    """

    def __init__(self, name: str, cell: str, kind: CorpusKind) -> None:
        self.share, self.error = 0.0, ""
        self._asked = name, cell, kind
        sha = str(networks.card(name, cell)["sha256"])[:12]
        parts = [name, cell, sha, *([] if kind == "own" else [kind]), str(VERSION)]
        self._folder = "-".join(parts)
        self.corpus = load_corpus(self._folder)
        if self.corpus is None:
            self._thread = background.start(self._run)

    def wait(self, seconds: float) -> None:
        """Wait until it is there, at most so long."""
        if self.corpus is None:
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            with _DESK:
                made = _make(*self._asked, self._tell)
            save_corpus(made, self._folder)
            # What was kept is read from disk as needed; what could not be kept stays in memory.
            self.corpus = load_corpus(self._folder) or made
        except Exception as error:  # noqa: BLE001 - the page says it: a thread has no reader
            self.error = str(error) or type(error).__name__

    def _tell(self, share: float) -> None:
        self.share = min(1.0, share)


@st.cache_resource(show_spinner=False)
def making(name: str, cell: str, kind: CorpusKind = "own") -> Making:
    """The corpus of a network, made by the first who asks."""
    return Making(name, cell, kind)


def corpus_or_wait(explored: Explored) -> tuple[Corpus, dict[str, Saturation]] | None:
    """The chosen layer's corpus and saturation; None, with a progress bar, while it is made."""
    if explored.name == "file":
        found = saturations(explored.layer)
        return corpus_of(explored.trace, explored.depth), dict(found)
    made = making(explored.name, explored.cell, corpus_kind(explored))
    made.wait(0.3)
    if made.corpus is None:
        _progress(explored, made)
        return None
    return made.corpus.layers[explored.depth], dict(made.corpus.saturation[explored.depth])


def meanings_of(explored: Explored, corpus: Corpus) -> dict[str, Meaning]:
    """Which units tell each property, over the corpus."""
    if explored.name == "file":
        return meanings(corpus, properties_of(explored, corpus))
    kind = corpus_kind(explored)
    return _meanings(explored.name, explored.cell, kind, explored.depth, corpus)


def properties_of(explored: Explored, corpus: Corpus) -> dict[str, Property]:
    """What units are asked for; nothing where the labels are no text."""
    return _properties(explored.name, corpus) if explored.joined else {}


def _properties(name: str, corpus: Corpus) -> dict[str, Property]:
    if name == "word_reader":
        return dict(word_properties(corpus))
    return dict(text_properties("".join(corpus.labels)))


@st.cache_resource(max_entries=16, show_spinner="Asking every unit…")
def _meanings(
    name: str, cell: str, kind: CorpusKind, depth: int, _corpus: Corpus
) -> dict[str, Meaning]:
    return meanings(_corpus, _properties(name, _corpus))


def _make(name: str, cell: str, kind: CorpusKind, tell: Callable[[float], None]) -> NetworkCorpus:
    model = networks.thinking(name, cell)
    if name == "word_reader":
        from seqdemo.demos.word_reader.corpus import read_corpus

        return read_corpus(model, tell)
    from seqdemo.demos.shakespeare import corpus
    from seqdemo.demos.shakespeare.data import part_of, read_text
    from seqdemo.demos.shakespeare.task import TASK
    from seqdemo.models.pen.sampler import PenWeights

    if kind == "text":
        text = part_of(read_text(at_hand(DATA_SET)), "valid")
        return corpus.read_corpus(model, TASK.known(model), text, tell)
    return corpus.write_corpus(PenWeights.of(model), TASK.known(model), tell)


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
