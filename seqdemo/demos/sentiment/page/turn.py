"""Which word turned the mood: leave out, replace, move."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.app.sections import veiled
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.sentiment import shipped
from seqdemo.demos.sentiment.answer import changes_of, moods_of, turn_of
from seqdemo.demos.sentiment.effects import WhatIf
from seqdemo.demos.sentiment.page import charts, readings, stage
from seqdemo.demos.sentiment.page.state import STATE
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.views.palette import IDENTITIES

_WHAT = (
    "**When it was read**: by how much the mood moved at that word. **Left out**: by how much the "
    "mood in the end is higher with the word than without it. **Gradient**: the word's share in "
    "the end by gradient times input, its largest drawn as 1. Three honest answers, and they need "
    "not agree: a word can move the mood at once and be overruled later."
)


def section(asked: Judge) -> None:
    """Draw the section, unless a link leaves it out."""
    if STATE.hides("words"):
        return
    st.header("Which word turned it?", anchor="words")
    if veiled(STATE, "words"):
        return
    cell: CellKind = STATE["cell"]
    trace = readings.trace_of(asked, cell)
    if len(trace) > readings.TURNS_UP_TO and not _wanted(asked, len(trace)):
        return
    moods = moods_of(trace)
    found = readings.influences(cell, asked, asked.text)
    bars = {
        "when it was read": changes_of(moods),
        "left out": found.ablation,
        "gradient": charts.scaled(found.gradient),
    }
    charts.chart(charts.word_bars(trace.inputs, bars, "what the word does"), "words")
    st.caption(_WHAT)
    what_if(asked, cell, trace, moods)


def _wanted(asked: Judge, words: int) -> bool:
    """Whether a long text is to be taken apart: that is asked for once a text."""
    key = STATE.key("#apart")
    if st.session_state.get(key) != asked.text:
        st.button(
            f"take all {words} words apart",
            on_click=lambda: st.session_state.update({key: asked.text}),
            help="The network reads the text once again for every word: a second or two",
        )
    return bool(st.session_state.get(key) == asked.text)


def what_if(asked: Judge, cell: CellKind, trace: Trace, moods: FloatArray) -> None:
    """Choose a word; leave it out, replace it, move it."""
    words, at = trace.inputs, _chosen(trace, moods)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Take this word",
            range(len(words)),
            index=at,
            format_func=lambda n: f"{n + 1}. {words[n]}",
            key=STATE.key(f"#word.{_name(words)}.{at}"),
            on_change=_pick,
            args=(words, at),
            width=220,
            disabled=STATE.locks("words"),
        )
        STATE.draw(
            st.text_input,
            "instead",
            "and put this in its place",
            placeholder="a word, such as great",
            width=320,
        )
    found = readings.what_if(cell, asked, asked.text, at)
    left, right = st.columns([2, 3])
    with left:
        _outcomes(cell, asked, words, found, float(moods[-1]))
    with right:
        _moves(words, found)


def _chosen(trace: Trace, moods: FloatArray) -> int:
    """The chosen word; the one that turned the mood, until one is chosen."""
    chosen = STATE["word"]
    return chosen if chosen is not None and chosen < len(trace) else turn_of(moods)


def _pick(words: Sequence[str], at: int) -> None:
    STATE["word"] = st.session_state[STATE.key(f"#word.{_name(words)}.{at}")]


def _name(words: Sequence[str]) -> int:
    """Names a sentence: another one has a selectbox of its own."""
    return hash(tuple(words)) & 0xFFFF


def _outcomes(
    cell: CellKind, asked: Judge, words: Sequence[str], found: WhatIf, now: float
) -> None:
    rows = {"as it stands": now, "without the word": found.without}
    instead = tokens(str(STATE["instead"]))[:5]
    if instead:
        name, mood = _replaced(cell, asked, found.at, instead)
        rows[name] = mood
    rows["with a word it does not know"] = found.unknown
    lines = [f"| “{literal(words[found.at][:40])}” | mood | change |", "|---|---|---|"]
    for name, mood in rows.items():
        change = stage.signed(mood - now) if name != "as it stands" else ""
        lines.append(f"| {name} | {stage.signed(mood)} | {change} |")
    st.markdown("\n".join(lines))


def _replaced(cell: CellKind, asked: Judge, at: int, instead: Sequence[str]) -> tuple[str, float]:
    """The last mood with other words in the place of one; and what that is called."""
    known = shipped.known_words()
    numbers, read = known.numbers(asked.tokens), known.read(instead)
    put = [piece.number for piece in read]
    unknown = "" if all(put) else " (not known)"
    mood = readings.variants(cell, [[*numbers[:at], *put, *numbers[at + 1 :]]])[0]
    return f"with “{literal(' '.join(instead))}”{unknown}", float(mood)


def _moves(words: Sequence[str], found: WhatIf) -> None:
    if len(words) < 2:
        return
    at = found.at
    rest = [*words[:at], *words[at + 1 :]]
    places = ["to the start", *(f"after {word[:12]}" for word in rest)]
    figure = charts.word_bars(places, {"mood in the end": found.moved}, "mood in the end")
    figure.update_layout(title=f"“{words[at][:20]}” moved to another place", height=280)
    figure.update_yaxes(range=[-1.05, 1.05])
    figure.update_traces(
        marker_color=[IDENTITIES[0 if to == at else 2] for to in range(len(words))],
    )
    charts.chart(figure, "moves")
