"""Pictures: translation, attention, decoder and search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from seqdemo.analysis.guesses import by_label
from seqdemo.app.guess_words import Sentence, word_by_word
from seqdemo.app.input_controls import explorer_link
from seqdemo.app.markdown import literal
from seqdemo.app.page import waiting
from seqdemo.core.sampling import probabilities
from seqdemo.core.search_tree import Sentence as Finished
from seqdemo.core.trace import Trace
from seqdemo.demos.translation.explore import EXPLORE, NAME, about, split
from seqdemo.demos.translation.languages import DIRECTIONS, LANGUAGES
from seqdemo.demos.translation.page import answers, cell, encoder, state
from seqdemo.demos.translation.page.answers import Answer
from seqdemo.demos.translation.page.state import STATE
from seqdemo.demos.translation.pieces import END, EOS, NEVER_SAID, shown, text_of
from seqdemo.demos.translation.prompt import Prompt
from seqdemo.demos.translation.query import Translate
from seqdemo.web.attention_map import AttentionView, attention_map
from seqdemo.web.search_tree import search_tree
from seqdemo.web.steps import Bars, Column, Text, steps

CHOICES = 5
TITLES = {"attention": "with attention", "plain": "without attention"}
DECODER = STATE.key("decoder")


def stage(prompt: Prompt) -> bool:
    """Everything about the translation of a sentence that can be read.

    Returns:
        Whether the translation is shown, and not for the class to guess.
    """
    asked = state.query(prompt.text)
    with waiting("Opening the network…"):
        found = answers.answer(STATE["network"], asked)
    if word_by_word(STATE, "translation", _sentence(asked, found)):
        encoder.states(found.trace, prompt, alone=True)
        encoder.vector(found.trace)
        return False
    _said(asked, found)
    _attention(found)
    encoder.states(found.trace, prompt)
    encoder.vector(found.trace)
    _decoder(asked, found)
    cell.opened(found.trace, _step(found))
    if not STATE.hides("tree"):
        _tree(asked, found)
    return True


def _sentence(asked: Translate, found: Answer) -> Sentence:
    """What a visitor guesses, piece by piece."""
    trace = found.trace
    target = LANGUAGES[DIRECTIONS[asked.direction].target]

    def chances(at: int) -> dict[str, float]:
        assert trace.logits is not None
        names = [shown(piece) for piece in trace.classes]
        return by_label(names, probabilities(trace.logits[at]).tolist())

    return Sentence(
        about=f"{STATE['network']} {asked}",
        words=[shown(trace.classes[number]) for number in found.said],
        chances=chances,
        joined=_joined,
        asks=f"Which word, or part of one, comes next in {target}?",
        each="piece",
    )


def _said(asked: Translate, found: Answer) -> None:
    """The translation, and what was done to it."""
    own = found.search.sentences[0].words if found.search.sentences else ()
    st.markdown(f"## {literal(found.text) or '(nothing)'}")
    with st.container(horizontal=True, gap="small", key="seqdemo-row"):
        if found.text:
            st.button(
                "⇄ and back again",
                on_click=state.turn_round,
                args=(found.text,),
                help="Translate this translation back",
            )
        if asked.prefix or asked.pinned or (asked.said is not None and asked.said != own):
            st.button("Its own translation", on_click=state.restart)
        note = _done(asked, found)
        if note:
            st.caption(note)  # in the row: below it, the words that one chooses would move


def _done(asked: Translate, found: Answer) -> str:
    """What the visitor did to the translation, in a sentence."""
    if asked.pinned is not None and found.trace.attention is not None:
        step, place = asked.pinned
        if step < len(found.trace) and place < len(found.trace.source):
            said = END if step >= len(found.said) else shown(found.trace.classes[found.said[step]])
            looked = shown(found.trace.source[place])
            return literal(f"Made to look at “{looked}” only, it says “{said}” there.")
    if asked.prefix:
        chosen = text_of(found.trace.classes[number] for number in asked.prefix)
        return literal(f"You chose how it begins: “{chosen} …”")
    return ""


def _columns(found: Answer) -> list[Column]:
    """One column a step: the piece that was read, and the likeliest next ones."""
    trace = found.trace
    assert trace.logits is not None
    said = [*found.said, EOS]
    columns = []
    for name, row, number in zip(trace.inputs, trace.logits, said, strict=True):
        p = probabilities(row)
        best = [int(n) for n in np.argsort(-p, kind="stable")[: CHOICES + 3]]
        best = [n for n in best if n not in NEVER_SAID][:CHOICES]
        if number not in best:
            best[-1] = number
        bars = [(shown(trace.classes[n]), float(p[n])) for n in best]
        columns.append(Column(Text(shown(name)), Bars(bars, shown(trace.classes[number]))))
    return columns


def _attention(found: Answer) -> None:
    trace = found.trace
    if trace.attention is None:
        st.caption(
            "Without attention there is nothing to look at: every word is said from the one "
            "vector below."
        )
        return
    said = [shown(trace.classes[number]) for number in (*found.said, EOS)]
    view = AttentionView(
        trace,
        said,
        [shown(name) for name in trace.source],
        follows=DECODER,
        step=_step(found),
        pinned=_pinned(trace),
        title="Where it looks before it says each piece",
        note="A row is a piece it says, a column a piece it read; → is the mark for the language "
        "it is to speak, ■ the end. Click a square, and at that step it looks there alone: what "
        "does it say?",
    )
    attention_map(
        view,
        key=STATE.key("attention"),
        on_pin=lambda place: state.look_elsewhere(place, found.said),
    )


def _pinned(trace: Trace) -> tuple[int, int] | None:
    """The step and position that are pinned, if this translation has them."""
    pinned: tuple[int, int] | None = STATE["pinned"]
    if pinned is None or pinned[0] >= len(trace) or pinned[1] >= len(trace.source):
        return None
    return pinned


def _decoder(asked: Translate, found: Answer) -> None:
    target = LANGUAGES[DIRECTIONS[asked.direction].target]
    took = "" if found.milliseconds is None else f" · {found.milliseconds:.0f} ms"
    units = found.trace.layers[-1].hidden_size
    width = f"beam {asked.beam_width}" if asked.beam_width > 1 else "greedy"
    steps(
        encoder.named(found.trace),
        _columns(found),
        key=DECODER,
        title=f"It speaks {target}: LSTM {TITLES[STATE['network']]}, 2 × {units} units · "
        f"{width}{took}",
        step=_step(found),
        layer=STATE["layer"],
        unit=STATE["unit"],
        upstream=encoder.KEY,
        on_view=state.viewed,
        on_pick=lambda step, label: _pick(found, step, label),
        hold=_held(asked, found),
    )


def _held(asked: Translate, found: Answer) -> str:
    """The explorer with this sentence and what was said of it."""
    given = about(asked.direction, asked.text)
    way, text, said = split(EXPLORE.exactly(given, encoder.named(found.trace)))
    return explorer_link(NAME, STATE["network"], way=way, text=text, say=said)


def _step(found: Answer) -> int:
    """The step shown first: the link's, or the first."""
    return min(STATE["at"] or 0, len(found.trace) - 1)


def _pick(found: Answer, step: int, label: str) -> None:
    """Go on with another piece, or end there."""
    before = found.said[:step]
    if label == END:
        if before:  # nothing at all is no translation
            state.restart()
            STATE["said"] = before
        return
    names = [shown(piece) for piece in found.trace.classes]
    state.go_on_with((*before, names.index(label)))


def _tree(asked: Translate, found: Answer) -> None:
    names = found.trace.classes
    search_tree(
        replace(found.search, sentences=distinct(found.search.sentences, names)),
        key=STATE.key("tree"),
        said=[shown(names[number]) for number in found.said],
        name_of=lambda number: "" if number == EOS else shown(names[number]),
        text_of=_joined,
        ranking=asked.ranking,
        each="piece",
        follows=DECODER,
        on_act=lambda sent: _act(found, sent),
    )


def distinct(sentences: Sequence[Finished], names: Sequence[str]) -> tuple[Finished, ...]:
    """Finished sentences, best first, without those that a better one only cuts otherwise."""
    first: dict[str, Finished] = {}
    for one in sentences:
        first.setdefault(text_of(names[number] for number in one.words), one)
    return tuple(first.values())


def _joined(names: Sequence[str]) -> str:
    """Names of pieces as a text."""
    return " ".join(names).replace(" ·", "").replace("␣", "")


def _act(found: Answer, sent: dict[str, object]) -> None:
    """Go on with a beginning of the tree, or look at a whole translation."""
    words = sent.get("words")
    names = [shown(piece) for piece in found.trace.classes]
    if not isinstance(words, list) or any(word not in names for word in words):
        return
    numbers = state.sayable([names.index(word) for word in words])
    if sent.get("do") == "branch" and numbers:
        state.go_on_with(numbers)
    elif sent.get("do") == "say" and numbers:
        state.restart()
        STATE["said"] = numbers
