"""Cached answers; torch is loaded when needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.core.card_file import ASSETS, CheckpointError
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.next_word.guessing import Guess, likeliest, word_chances
from seqdemo.demos.next_word.keystrokes import Keystrokes
from seqdemo.demos.next_word.page.state import NAME, STATE
from seqdemo.demos.next_word.query import Words
from seqdemo.demos.next_word.seed_sentence import EXAMPLE, FIRST
from seqdemo.demos.next_word.suggestions_table import FILE, SuggestionTable
from seqdemo.demos.next_word.typed import Typed, in_place, split_typed
from seqdemo.demos.next_word.words import SPECIAL, Lexicon, tokens_of

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.demos.next_word.reading import Typist

KEYBOARD = "keyboard"
SHOWN = 3
"""Suggestions."""


@st.cache_resource(show_spinner=False)
def lexicon() -> Lexicon:
    """The words all networks know; needs no torch.

    Raises:
        CheckpointError: If the card that lists them is missing or damaged.
    """
    return Lexicon(Vocabulary(tuple(networks.card(NAME, KEYBOARD)["vocabulary"])))


@st.cache_resource(show_spinner=False)
def typist() -> Typist:
    """What suggests words, shared by all visitors."""
    from seqdemo.demos.next_word.reading import Typist

    return Typist(networks.thinking(NAME, KEYBOARD), lexicon())


def suggestions(typed: Typed) -> tuple[Guess, ...]:
    """Three words of the network; those of a first visit need no torch."""
    if typed == split_typed(FIRST):
        trace = read(" ".join(typed.tokens))
        assert trace.logits is not None
        return likeliest(word_chances(trace.logits[-1]), lexicon(), typed.tokens, SHOWN)
    from seqdemo.training.device import use_one_thread

    use_one_thread()
    return typist().suggestions(typed.tokens, typed.prefix, SHOWN)


@st.cache_resource(show_spinner=False)
def table() -> SuggestionTable:
    """The 4-gram model's suggestions.

    Raises:
        CheckpointError: If their file is missing or damaged.
    """
    try:
        return SuggestionTable.from_bytes((ASSETS / NAME / KEYBOARD / FILE).read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise CheckpointError(f"{NAME}/{KEYBOARD}/{FILE} is missing or damaged") from error


def ngram_words(tokens: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Three words of the 4-gram model, between words."""
    known = lexicon()
    numbers, chances = table().after(known.numbers(tokens))
    return tuple(
        (in_place(known.shown(int(number)), tokens), float(chance))
        for number, chance in zip(numbers, chances, strict=True)
        if number
    )


def written_text() -> str:
    """The finished words of the text, as one string; "" if there are none."""
    return " ".join(split_typed(STATE["text"]).tokens)


def read(text: str, network: str = KEYBOARD) -> Trace:
    """Every state while a network reads a text; the one of a first visit ships."""
    if network == KEYBOARD and text == FIRST.strip():
        return networks.example_file(ASSETS / NAME / KEYBOARD / EXAMPLE)
    return networks.trace(NAME, network, Words(text), text)


@st.cache_resource(show_spinner=False)
def _keystrokes() -> Keystrokes:
    return Keystrokes(lexicon())


def saved(trace: Trace, tokens: list[str]) -> float:
    """Share of keystrokes that suggestions save over the words of a trace."""
    return _keystrokes().saved_in(trace, tokens)


def unknown(tokens: Sequence[str]) -> list[str]:
    """Words that no network knows, each once, as they were typed."""
    known = lexicon()
    return [word for word in dict.fromkeys(tokens) if known.number(word) < len(SPECIAL)]


def unknown_in_words(tokens: Sequence[str]) -> str:
    """Which of the words no network knows, as a sentence; nothing where all are known."""
    new = unknown(tokens)
    if not new:
        return ""
    return f"Unknown to the network: {', '.join(new[:5])}{' …' if len(new) > 5 else ''}."


@st.cache_resource(max_entries=64, show_spinner=False)
def filled(before: str, after: str) -> dict[str, tuple[Guess, ...]]:
    """The five likeliest words for a blank: by the left side, by the right side, by both."""
    from seqdemo.demos.next_word import reading

    model, known = networks.thinking(NAME, KEYBOARD), lexicon()
    left, right = tokens_of(before), tokens_of(after)
    return {
        "left": reading.fill(model, known, left, None),
        "right": reading.from_right(model, known, left, right),
        "both": reading.fill(model, known, left, right),
    }


@within_budget
@st.cache_resource(max_entries=64, show_spinner=False)
def gradients(text: str, network: str, word: str) -> Saliency:
    """How the log-probability of a word after a text depends on every word of it."""
    from seqdemo.demos.next_word.lens import word_saliency

    trace = read(text, network)
    model = networks.thinking(NAME, network)
    return word_saliency(model, lexicon(), trace, len(trace) - 1, word)


def chances(text: str, network: str) -> FloatArray:
    """Probabilities (V,) of the word after a text."""
    trace = read(text, network)
    assert trace.logits is not None
    return word_chances(trace.logits[-1])
