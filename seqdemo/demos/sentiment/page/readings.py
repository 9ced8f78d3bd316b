"""Cached moods of sentences, from the example or a network."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.sentiment import examples, shipped
from seqdemo.demos.sentiment.answer import mood_of
from seqdemo.demos.sentiment.effects import Influence, WhatIf, load_effects
from seqdemo.demos.sentiment.page.state import NAME
from seqdemo.demos.sentiment.query import Judge

TURNS_UP_TO = 60
"""Words up to which a sentence is taken apart without being asked."""


def trace_of(asked: Judge, cell: CellKind) -> Trace:
    """The trace of a sentence.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    file = examples.shipped(cell, asked.text)
    if file is not None:
        return networks.example_file(file)
    return networks.trace(NAME, cell, asked, asked.text)


def bag_moods(asked: Judge) -> FloatArray:
    """Mood of a bag of words after every word, (T,).

    Raises:
        CheckpointError: If its file is missing or damaged.
    """
    numbers = shipped.known_words().numbers(asked.tokens)
    return mood_of(shipped.known_bag().logits(numbers))


def unknown_words(asked: Judge) -> list[str]:
    """Words of a sentence that no network knows, each once."""
    read = shipped.known_words().read(asked.tokens)
    return list(dict.fromkeys(piece.text for piece in read if not piece.number))


@within_budget
@st.cache_resource(max_entries=128, show_spinner=False)
def influences(cell: CellKind, _asked: Judge, text: str) -> Influence:
    """What each word of a sentence does to the mood in the end.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    file = examples.taken_apart(cell, text)
    if file is not None:
        return load_effects(file)[0]
    from seqdemo.demos.sentiment.influence import influence

    numbers = shipped.known_words().numbers(_asked.tokens)
    return influence(networks.thinking(NAME, cell), numbers, trace_of(_asked, cell))


@within_budget
@st.cache_resource(max_entries=256, show_spinner=False)
def what_if(cell: CellKind, _asked: Judge, text: str, at: int) -> WhatIf:
    """The last mood if one word were left out, not known, or elsewhere.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    file = examples.taken_apart(cell, text)
    known = None if file is None else load_effects(file)[1]
    if known is not None and known.at == at:
        return known
    from seqdemo.demos.sentiment.influence import what_if

    numbers = shipped.known_words().numbers(_asked.tokens)
    return what_if(networks.thinking(NAME, cell), numbers, at)


def variants(cell: CellKind, sentences: Sequence[Sequence[int]]) -> FloatArray:
    """Mood after the last word of sentences, given as numbers of words, (N,)."""
    from seqdemo.demos.sentiment.influence import last_moods

    return last_moods(networks.thinking(NAME, cell), sentences)


def moods_of_many(cell: CellKind, asked: Sequence[Judge]) -> FloatArray:
    """Mood of each of many texts after its last word, (N,)."""
    known = shipped.known_words()
    return variants(cell, [known.numbers(one.tokens) for one in asked])
