"""Section "Let it write": what the network writes, letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from seqdemo.app.handed_trace import hand_over
from seqdemo.app.page import waiting
from seqdemo.app.page_state import ADDRESS
from seqdemo.app.typed_line import typed_line
from seqdemo.core.character_names import with_sign
from seqdemo.core.sampling import probabilities
from seqdemo.core.trace import Trace
from seqdemo.demos.own_text.page.kept import kept, kept_words, put_away
from seqdemo.demos.own_text.page.run import Run
from seqdemo.demos.own_text.page.state import HIGH, LONGEST_PROMPT, NAME, NETWORKS, STATE
from seqdemo.web.messages import Rerun
from seqdemo.web.passages import Passage, passages
from seqdemo.web.steps import Bars, Column, Text, steps

if TYPE_CHECKING:
    from seqdemo.models.text_writer import TextWriter

LENGTH, UNROLLED = 400, 60
"""Characters that are written, and how many of them are unrolled."""

SHOWN = 4
"""Likeliest next characters of a step."""

GATES = {"lstm": "forget", "gru": "update"}
_MODEL = STATE.key("#model")


def writing(run: Run | None) -> None:
    """Draw it."""
    brought = kept()
    if brought is not None:
        _section(brought[0], kept_words(brought[1]), None)
        return
    if run is None or run.running or not run.update:
        st.markdown("### Let it write")
        st.caption(
            "When the training is paused or over, the network writes here what you ask for, and is "
            "opened character by character."
        )
        return
    words = f"your {NETWORKS[run.cell]} after {run.update:,} updates"
    _section(model_of(run), words, run.text.learnt)


def model_of(run: Run) -> TextWriter:
    """The network as it is where the visitor is; made once for each place."""
    key = (run.number, run.update)
    held = st.session_state.get(_MODEL)
    if held is None or held[0] != key:
        with waiting("Opening the network…"):
            from seqdemo.demos.own_text import learning
            from seqdemo.training.device import use_one_thread

            use_one_thread()
            model = learning.model_of(run.text, run.cell, run.seed, run.state)
            held = st.session_state[_MODEL] = (key, model)
    found: TextWriter = held[1]
    return found


def _section(model: TextWriter, words: str, learnt: str | None) -> None:
    """What a writer writes; `learnt` is the text it was trained on, where that is known."""
    from seqdemo.demos.own_text import writer

    st.markdown(f"### Let it write: {words}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = typed_line(
            STATE,
            "prompt",
            "It goes on from",
            LONGEST_PROMPT,
            placeholder="a new line",
            width=300,
        )
        with st.container(width=240):
            STATE.draw(
                st.slider, "temperature", "Temperature", help="Low: sure things. High: daring."
            )
        st.button("write another", on_click=_another)
        if learnt is None:
            st.button("put it away", on_click=put_away)
    begin = writer.readable(model, typed)
    if unknown := sorted({*typed} - {*model.symbols}):
        st.caption(f"It has never read {' '.join(map(repr, unknown[:9]))}: left out.")
    warm = float(STATE["temperature"])
    text = begin + writer.written(model, int(STATE["draw"]), LENGTH, prompt=begin, temperature=warm)
    _coloured(model, text, learnt)
    if not STATE.hides("unroll"):
        _unrolled(model, writer.read(model, text[:UNROLLED]))
    name = f"{NAME} {NETWORKS[model.config.cell]}.npz"
    st.button("Open it in the explorer", on_click=_explore, args=(name, model, text))


def _explore(name: str, model: TextWriter, text: str) -> None:
    from seqdemo.demos.own_text import writer

    hand_over(name, writer.read(model, text))


def _another() -> None:
    STATE["draw"] = STATE["draw"] % 9_999 + 1


def _coloured(model: TextWriter, text: str, learnt: str | None) -> None:
    """The text by surprise, its longest copied passage underlined."""
    from seqdemo.demos.own_text import writer
    from seqdemo.demos.own_text.heart import is_copied
    from seqdemo.demos.own_text.text import longest_copy

    start, end = (0, 0) if learnt is None else longest_copy(text, learnt)
    marks = (start, end - 1) if is_copied(start, end) else None
    bits = writer.bits(writer.read(model, text))
    row = Passage(tuple(text), bits, marks=marks)
    passages([row], key=STATE.key("#text"), most=6.0, signed=False, breaks=True, unit="bits")
    words = "The stronger the colour, the more it surprised the network itself."
    if marks:
        words += f" The {end - start} underlined characters stand in your text word for word."
    elif learnt is not None:
        words += f" No passage of over {end - start} characters is copied from your text."
    st.caption(words)


def _unrolled(model: TextWriter, trace: Trace) -> None:
    at, unit = STATE["step"], STATE["unit"]
    size = model.config.hidden_size
    steps(
        trace,
        [_column(trace, step) for step in range(len(trace))],
        key=STATE.key("#steps"),
        strips=("hidden", GATES[model.config.cell]),
        title=f"{NETWORKS[model.config.cell]}, {size} units, as you have trained it",
        step=None if at is None else min(at, len(trace) - 1),
        unit=None if unit is None else min(unit, size - 1),
        on_view=_viewed,
        says="next character",
    )


def _column(trace: Trace, step: int) -> Column:
    assert trace.logits is not None
    chances = probabilities(trace.logits[step])
    best = np.argsort(-chances, kind="stable")[:SHOWN]
    choices = [(with_sign(trace.classes[one]), float(chances[one])) for one in best]
    came = with_sign(trace.inputs[step + 1]) if step + 1 < len(trace) else None
    chosen = came if came in [name for name, _ in choices] else None
    return Column(Text(with_sign(trace.inputs[step])), Bars(choices, chosen))


def _viewed(seen: dict[str, Any]) -> Rerun:
    STATE["step"], STATE["unit"] = min(seen["step"], HIGH - 1), seen["unit"]
    return [ADDRESS]
