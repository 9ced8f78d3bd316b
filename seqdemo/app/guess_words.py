"""Guess a sentence word by word, each beside the network's probability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from seqdemo.app.guess_first import Question, ask, guess_first, in_turn
from seqdemo.app.markdown import literal
from seqdemo.app.page_state import PageState


def _as_heading(text: str) -> None:
    st.markdown(f"## {literal(text)} …")


@dataclass(frozen=True)
class Sentence:
    """What is guessed.

    Attributes:
        about: Names it; another one begins at its first word.
        words: All of it, as the alternatives are called.
        chances: Place of a word -> the network's probability of every alternative there.
        joined: Words so far as a text.
        asks: The question, such as "Which word comes next?".
        each: What is guessed, in a word.
        hint: What can be typed.
        spelled: How what was typed is called among the alternatives.
        show: Draws the text so far.
    """

    about: str
    words: Sequence[str]
    chances: Callable[[int], Mapping[str, float]]
    joined: Callable[[Sequence[str]], str] = " ".join
    asks: str = "Which word comes next?"
    each: str = "word"
    hint: str = ""
    spelled: Callable[[str], str] = str.strip
    show: Callable[[str], None] = _as_heading


def word_by_word(state: PageState, name: str, sentence: Sentence) -> bool:
    """Draw what is known of the sentence and ask for the next word; nothing if nobody guesses.

    Args:
        state: The page's table.
        name: Of the answer.
        sentence: What is guessed; nothing after the word that is asked for is sent.

    Returns:
        Whether the rest of it stays hidden.
    """
    if not in_turn(state, name):
        return False
    at = _place(state, name, sentence)
    if at >= len(sentence.words):
        return False
    question = _question(sentence, at)
    ask(state, name, question)
    hidden = state.veils(name)
    told = sentence.words[: at if hidden else at + 1]
    sentence.show(sentence.joined(told))
    if not hidden:
        _go_on(state, name, sentence, at)
    guess_first(state, name, question)
    return True


def _question(sentence: Sentence, at: int) -> Question:
    return Question(
        about=f"{sentence.about} {at}",
        words=sentence.asks,
        chances=lambda: sentence.chances(at),
        truth=sentence.words[at],
        came="What came is what the network said there.",
        noun=sentence.each,
        hint=sentence.hint or f"a {sentence.each}",
        spelled=sentence.spelled,
    )


def _key(state: PageState, name: str) -> str:
    return state.key(f"#word.{name}")


def _place(state: PageState, name: str, sentence: Sentence) -> int:
    """How many words have been guessed and left behind."""
    about, place = st.session_state.get(_key(state, name), ("", 0))
    return int(place) if about == sentence.about else 0


def _go_on(state: PageState, name: str, sentence: Sentence, at: int) -> None:
    key = _key(state, name)

    def to(place: int) -> None:
        st.session_state[key] = sentence.about, place

    with st.container(horizontal=True):
        st.button(f"Next {sentence.each}", type="primary", on_click=to, args=(at + 1,))
        st.button("Show it all", on_click=to, args=(len(sentence.words),))
