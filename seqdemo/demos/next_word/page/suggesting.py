"""View "As you type": suggestions, surprise, and the unroll."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.guess_first import Question, ask, guess_first, in_turn
from seqdemo.app.input_controls import explorer_link
from seqdemo.app.open_cell import followers
from seqdemo.app.page import network_errors
from seqdemo.app.page_state import ADDRESS
from seqdemo.core.metrics import mean_and_perplexity
from seqdemo.core.percent import percent
from seqdemo.core.trace import Trace
from seqdemo.demos.next_word.guessing import surprisals, word_chances
from seqdemo.demos.next_word.page import answers, below, cell
from seqdemo.demos.next_word.page.keyboard import KeyboardView, Row, keyboard
from seqdemo.demos.next_word.page.questions import word_question
from seqdemo.demos.next_word.page.state import (
    BELOW,
    LONGEST,
    NAME,
    STATE,
    TYPING,
    push,
    revision,
)
from seqdemo.demos.next_word.seed_sentence import FIRST
from seqdemo.demos.next_word.typed import MAX_WORDS, Typed, split_typed
from seqdemo.demos.next_word.words import SPECIAL, is_word, tokens_of, written
from seqdemo.web.messages import Rerun
from seqdemo.web.passages import Passage, passages
from seqdemo.web.reruns import fragment
from seqdemo.web.steps import Bars, Column, Text, steps

UNROLLED = 24
"""Words that the picture shows, the last ones of the text."""

SHOWN = 5
"""Next words above each word."""

EXAMPLES = {
    "breakfast": FIRST,
    "travel": "Last year we went to ",
    "an old friend": "It was nice to ",
    "a question": "Do you know where ",
}


def show() -> None:
    """Draw the view."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Begin with:", width="content")
        for name, text in EXAMPLES.items():
            st.button(name, key=STATE.key(f"#{name}"), on_click=_begin, args=(text,))
    _typing()
    _thoughts()


def _begin(text: str) -> None:
    push(text)  # a button runs the whole page by itself


@fragment(TYPING)
def _typing() -> None:
    """Box and suggestions: a letter runs this, and nothing else."""
    with network_errors():
        text = STATE["text"]
        typed = split_typed(text)
        hidden = _asked(typed)
        found = () if hidden else answers.suggestions(typed)
        rows = [Row("LSTM", [(guess.word, guess.probability) for guess in found])]
        if not (hidden or STATE.hides("ngram")):
            # It knows whole words only, so it is silent within one.
            words = () if typed.prefix else answers.ngram_words(typed.tokens)
            rows.append(Row("4-gram", words))
        note = answers.unknown_in_words(typed.tokens)
        view = KeyboardView(text, revision(), text, rows, LONGEST, note)
        keyboard(
            view,
            key=STATE.key("keyboard"),
            fragment=TYPING,
            on_type=_take,
            on_rest=lambda: [BELOW, ADDRESS],
        )
        if in_turn(STATE, "guesses") and _between(typed):
            guess_first(STATE, "guesses", _question(typed), fragment=TYPING)


def _between(typed: Typed) -> bool:
    """Whether a whole word is to come, and not the rest of one."""
    return bool(typed.tokens) and not typed.prefix


def _question(typed: Typed) -> Question:
    return word_question(" ".join(typed.tokens), answers.KEYBOARD)


def _asked(typed: Typed) -> bool:
    """Whether the visitor is to guess before anything is suggested."""
    if not (in_turn(STATE, "guesses") and _between(typed)):
        return False
    ask(STATE, "guesses", _question(typed))
    return STATE.veils("guesses")


def _take(text: str) -> Rerun:
    STATE["text"], STATE["at"], STATE["kept"] = text[:LONGEST], None, ()
    return None


@fragment(BELOW)
def _thoughts() -> None:
    """Surprise of every word, and the network unrolled over the last ones."""
    text = answers.written_text()
    if not text:
        first = "End the word with a space" if STATE["text"].strip() else "Type a word"
        st.info(f"{first}, or take one of the suggestions: the network is then drawn here.")
        return
    with network_errors():
        trace = answers.read(text)
        tokens = tokens_of(text)
        if not STATE.hides("surprise"):
            _surprise(trace, tokens)
        if not STATE.hides("unroll"):
            _unrolled(trace, tokens)
        cell.opened(text, trace)
        if not STATE.hides("downloads"):
            below.downloads(text)
        below.explorer_link("Explore this network's states", answers.KEYBOARD, text)


def _surprise(trace: Trace, tokens: list[str]) -> None:
    bits = surprisals(trace, answers.lexicon())
    shown = tokens[-len(bits) :]
    passages(
        [Passage(shown, bits)],
        key=STATE.key("surprise"),
        most=12.0,
        signed=False,
        joined=False,
        unit="bits",
    )
    mean, perplexity = mean_and_perplexity(bits)
    letters = sum(len(token) + 1 for token in shown if is_word(token))
    st.caption(
        f"Surprise of each word, in bits: 1 bit is one half, 10 bits one in a thousand. Mean "
        f"**{mean:.2f} bits**, a perplexity of **{perplexity:.1f}**: as if the network had to "
        f"choose among that many words each time. Whoever taps a suggestion as soon as it shows "
        f"saves **{percent(answers.saved(trace, shown), 0)}** of {letters} keystrokes here."
    )


def _unrolled(trace: Trace, tokens: list[str]) -> None:
    first = max(0, len(trace) - UNROLLED)
    part = trace[first:] if first else trace
    names = [SPECIAL[1], *tokens][-len(part) :]
    columns = [_column(part, step, names) for step in range(len(part))]
    at = STATE["at"]
    read = " ".join(tokens[-MAX_WORDS:])  # as much as the explorer reads
    size = networks.card(NAME, answers.KEYBOARD)["config"]["hidden_size"]
    steps(
        part,
        columns,
        key=STATE.key("steps"),
        title=f"The network reads from left to right: LSTM, {size} units",
        step=None if at is None else max(0, at - first),
        unit=STATE["unit"],
        fragment=BELOW,
        on_view=lambda seen: _viewed(seen, first),
        on_pick=lambda step, label: _picked(tokens, first + step, label),
        hold="" if STATE.veils("guesses") else explorer_link(NAME, answers.KEYBOARD, text=read),
        began=first - (len(tokens) - len(read.split())),
    )


def _column(trace: Trace, step: int, names: list[str]) -> Column:
    assert trace.logits is not None
    chances = word_chances(trace.logits[step])
    best = np.argsort(-chances)[:SHOWN]
    came = trace.inputs[step + 1] if step + 1 < len(trace) else None
    choices = [(trace.classes[word], float(chances[word])) for word in best]
    begins = "start" if names[step] == SPECIAL[1] else names[step]
    if came is None and STATE.veils("guesses"):  # what comes next is to be guessed
        return Column(Text(begins))
    return Column(Text(begins), Bars(choices, came if came in dict(choices) else None))


def _viewed(seen: dict[str, int], first: int) -> Rerun:
    STATE["at"], STATE["unit"] = first + seen["step"], seen["unit"]
    return followers(STATE)


def _picked(tokens: list[str], step: int, word: str) -> Rerun:
    """Go on from a word with another one."""
    return push(f"{written([*tokens[:step], word])} ")
