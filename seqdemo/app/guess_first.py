"""Guess first: a question before an answer, then both compared in bits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from seqdemo.analysis.guesses import Named, Rates, Score, Shared, score, shares
from seqdemo.app.lessons.link import LESSON
from seqdemo.app.lessons.running import asks
from seqdemo.app.page_state import GUESS, PageState
from seqdemo.app.sections import veiled
from seqdemo.web.guess_box import GuessView, Revealed, guess_box
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE

SHOWN = 6
"""Alternatives that are shown after a guess where any word could be named."""

_BITS = (
    "Surprise is −log₂ of the probability given to what came: 50\u00a0% is 1 bit, "
    "25\u00a0% are 2 bits."
)
_BARS_RULE = f"Your bars are probabilities; together they are always 100\u00a0%. {_BITS}"
_WORD_RULE = (
    "The bar is the probability you give to your {noun}; the rest goes evenly to all else that the "
    "network can say, {count:,} answers in all. "
)


@dataclass(frozen=True)
class Question:
    """What the visitor is to guess.

    Attributes:
        about: Names what it is about, such as the text; about another one there is no guess yet.
        words: The question.
        chances: The network's probability of every alternative, in the order they are shown in.
        truth: What came; one of the alternatives. None is what the network holds for likeliest.
        came: What "came" means, in a sentence, shown with the score.
        noun: What is guessed, in a word.
        hint: What can be typed, in a few words.
        bars: Whether all alternatives have a bar; else a word is typed.
        spelled: How a typed word is written among the alternatives.
    """

    about: str
    words: str
    chances: Callable[[], Mapping[str, float]]
    truth: str | None = None
    came: str = "What came is what the network says."
    noun: str = "word"
    hint: str = "a word"
    bars: Sequence[str] = ()
    spelled: Callable[[str], str] = str.strip


def switch(state: PageState, on_change: Callable[[], None] | None = None) -> None:
    """Draw the control "Guess first" of a page that has the choice."""
    if not offered(state):
        return
    words = "What is to come is hidden until you have said what you expect; then compare"
    state.draw(st.toggle, GUESS, "Guess first", help=words, on_change=on_change)


def offered(state: PageState) -> bool:
    """Whether the control is there: steps of a lesson ask for guesses themselves."""
    return LESSON not in st.query_params and not state.hides(GUESS)


def any_above(state: PageState, *controls: str) -> bool:
    """Whether any control stands above the picture; else no place is kept free for them.

    Args:
        state: Of the page.
        controls: Names of those beside this one.
    """
    return offered(state) or not all(map(state.hides, controls))


def in_turn(state: PageState, name: str) -> bool:
    """Whether answers are given one after the other, each after its guess.

    Args:
        state: The page's table.
        name: Of these answers.
    """
    return bool(state[GUESS]) or (name in state.rules.veil and not state.veil.shown(name))


def ask(state: PageState, name: str, question: Question) -> None:
    """Say what is asked about an answer; before anything of the page that shows it."""
    state.veil.ask(name, question.about)


def guess_first(
    state: PageState, name: str, question: Question, *, fragment: str | None = None
) -> bool:
    """Draw the question, or after the guess the comparison; nothing if nobody is asked.

    Args:
        state: The page's table.
        name: Of the answer.
        question: What is asked.
        fragment: Key of the fragment this stands in, if any.

    Returns:
        Whether the answer stays hidden.

    Example:
        if guess_first(STATE, "mood", question):
            return
    """
    ask(state, name, question)
    hidden, guess = state.veils(name), state.veil.guess(name)
    if asks() and name in state.rules.veil:
        return hidden and veiled(state, name)
    if hidden or guess is not None:
        _box(state, name, question, fragment)
    return hidden and veiled(state, name)


def _box(state: PageState, name: str, question: Question, fragment: str | None) -> None:
    rerun: Rerun = [PAGE]

    def guessed(guess: Named | Shared) -> Rerun:
        state.veil.keep(name, guess)
        return rerun

    def again() -> Rerun:
        state.veil.again(name)
        return rerun

    guess_box(
        _view(question, state.veil.guess(name)),
        key=state.key(f"#guess.{name}"),
        on_guess=guessed,
        on_again=again,
        fragment=fragment,
    )


def _view(question: Question, guess: object) -> GuessView:
    chances = question.chances()
    rule = (
        _BARS_RULE
        if question.bars
        else _WORD_RULE.format(noun=question.noun, count=len(chances)) + _BITS
    )
    rev = sha256(question.about.encode("utf-8", "replace")).hexdigest()[:12]
    shown = revealed(question, guess, chances) if isinstance(guess, Named | Shared) else None
    return GuessView(rev, question.words, question.bars, rule, shown, question.noun, question.hint)


def revealed(question: Question, guess: Named | Shared, chances: Mapping[str, float]) -> Revealed:
    """The visitor's guess beside the network's probabilities."""
    base = dict.fromkeys(chances, 1 / len(chances))
    truth = max(chances, key=chances.__getitem__) if question.truth is None else question.truth
    if isinstance(guess, Named):
        meant = _alike(question.spelled(guess.choice), (truth, *chances))
        guess = Named(meant, guess.share)
    own, found = shares(guess, base), score(guess, truth, chances[truth], base)
    rows = [
        (label, own[label], chances[label]) for label in _shown(question, guess, truth, chances)
    ]
    even = f"each of {len(base):,} alike"
    scores = [("You", found.guess), ("the network", found.network), (even, found.base)]
    return Revealed(rows, truth, _verdict(guess, own, found), question.came, scores)


def _alike(word: str, alternatives: Sequence[str]) -> str:
    """The alternative that is meant by a typed word, the first of them: capitals do not count."""
    return next((label for label in alternatives if label.lower() == word.lower()), word or "?")


def _shown(
    question: Question, guess: Named | Shared, truth: str, chances: Mapping[str, float]
) -> list[str]:
    """Alternatives worth a row."""
    if question.bars:
        return list(question.bars)
    best = sorted(chances, key=lambda label: -chances[label])[:SHOWN]
    named = [guess.choice] if isinstance(guess, Named) and guess.choice in chances else []
    return list(dict.fromkeys([*named, truth, *best]))[: SHOWN + 1]


def _verdict(guess: Named | Shared, own: Rates, found: Score) -> str:
    if found.right:
        return f"Right: {found.truth}."
    if isinstance(guess, Named) and guess.choice not in own:
        return f"“{guess.choice}” is nothing the network can say. It is {found.truth}."
    if isinstance(guess, Shared) and own[found.truth] == max(own.values()):
        return f"No bar of yours was longer than all others. It is {found.truth}."
    return f"Not this time: it is {found.truth}."
