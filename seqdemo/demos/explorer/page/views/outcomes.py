"""What becomes of a network that is reached into, beside the untouched one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.core.intervention import Intervention
from seqdemo.core.sampling import Sampling, probabilities, surprise
from seqdemo.core.table import Table
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.explorer.page import source
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import value
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.typed import readable
from seqdemo.views.unroll_picture import percent
from seqdemo.web.passages import Passage, passages

if TYPE_CHECKING:
    from seqdemo.demos.word_reader.interventions import Reached

LENGTH = 240  # characters that are written


def show(explored: Explored, step: int, done: tuple[Intervention, ...]) -> tuple[Numbers, ...]:
    """Both results, or a sentence on why there is none."""
    try:
        if explored.name == "word_reader":
            return (_words(explored, done),)
        return _texts(explored, step, done)
    except ValueError as error:
        st.warning(
            f"This cannot be done to this network: {error}. Undo it above, or choose the network "
            "and layer it was meant for."
        )
        return ()


def donor(explored: Explored) -> str:
    """What the state that is put in has read; "" for nothing."""
    typed = str(value("donor"))
    if explored.name == "word_reader":
        return readable(typed)
    return source.clean_text(typed).text


def _texts(explored: Explored, step: int, done: tuple[Intervention, ...]) -> tuple[Numbers, ...]:
    prompt = explored.text[: step + 1]
    luck, other = source.sampling(), donor(explored)
    plain = _written(explored.cell, prompt, luck, (), "")
    touched = _written(explored.cell, prompt, luck, done, other) if done else plain
    place = _parting(plain.inputs, touched.inputs)
    rows = [
        _row("untouched", plain, len(prompt), place),
        _row("reached into", touched, len(prompt), place),
    ]
    passages(
        rows,
        key="explorer.reached",
        breaks=True,
        signed=False,
        most=8.0,
        unit="bits",
    )
    numbers = _characters(plain, touched, len(prompt)), _next(plain, touched, len(prompt) - 1)
    if not done:
        return numbers
    apart = _apart(plain, touched, len(prompt) - 1)
    written = place - len(prompt)
    where = (
        f"The texts part after **{written} characters**."
        if place < len(plain)
        else "The texts are the same to the end."
    )
    st.markdown(
        f"{where} At the first touched step the probabilities of the next character are "
        f"**{apart:.2f} bits** apart (Kullback-Leibler, untouched to touched)."
    )
    st.caption(
        "Colour: surprise of each character to the network that wrote it, in bits. Underlined: "
        f"where the texts are not the same. Temperature {luck.temperature:g}, seed {luck.seed}."
    )
    return numbers


def _characters(plain: Trace, touched: Trace, given: int) -> Numbers:
    def table() -> Table:
        return {
            "step": range(1, len(plain) + 1),
            "given": [int(step < given) for step in range(len(plain))],
            "untouched": plain.inputs,
            "untouched_bits": _bits(plain, given),
            "reached_into": touched.inputs,
            "reached_into_bits": _bits(touched, given),
        }

    return Numbers("both texts", "One row a character of both texts, with its surprise", table)


def _next(plain: Trace, touched: Trace, step: int) -> Numbers:
    """What may come next at the first touched step, before temperature."""
    assert plain.logits is not None and touched.logits is not None
    rows = plain.logits[step], touched.logits[step]

    def table() -> Table:
        return {
            "next": plain.classes,
            "p_untouched": probabilities(rows[0]),
            "p_reached_into": probabilities(rows[1]),
        }

    words = f"One row a character: how likely it is after step {step + 1}, before temperature"
    return Numbers("next character", words, table)


def _row(title: str, trace: Trace, given: int, place: int) -> Passage:
    symbols, bits = trace.inputs, _bits(trace, given)
    start = max(0, given - 80)
    marks = None if place >= len(symbols) else (place - start, len(symbols) - 1 - start)
    return Passage(symbols[start:], bits[start:], title, f"{given} given", marks)


def _bits(trace: Trace, given: int) -> FloatArray:
    """Surprise of each character to the network that wrote it, (T,), bits."""
    assert trace.logits is not None
    numbers = np.array([trace.classes.index(symbol) for symbol in trace.inputs[1:]], np.int64)
    bits = np.append(np.float32(0), surprise(trace.logits[:-1], numbers))
    bits[:given] = 0  # it was given these, whatever it thought of them
    return bits


def _apart(plain: Trace, touched: Trace, step: int) -> float:
    """Kullback-Leibler divergence of the next character after a step, bits."""
    assert plain.logits is not None and touched.logits is not None
    one, other = _log2(plain.logits[step]), _log2(touched.logits[step])
    return float((np.exp2(one) * (one - other)).sum())


def _log2(logits: FloatArray) -> Any:
    wide = logits.astype(np.float64) - logits.max()
    return (wide - np.log(np.exp(wide).sum())) / np.log(2)


def _parting(one: Sequence[str], other: Sequence[str]) -> int:
    from seqdemo.demos.shakespeare.interventions import parting

    return parting(one, other)


def _words(explored: Explored, done: tuple[Intervention, ...]) -> Numbers:
    drawing = source.grids()
    plain = _read(explored.cell, drawing, (), ())
    other = source.drawing(donor(explored)) if donor(explored) else ()
    touched = _read(explored.cell, drawing, done, other) if done else plain
    left, right = st.columns(2)
    left.markdown(_guesses("Untouched, it reads", plain))
    right.markdown(_guesses("Reached into, it reads", touched))

    def table() -> Table:
        found = [("untouched", plain), ("reached into", touched)]
        rows = [
            (name, rank, word, p)
            for name, one in found
            for rank, (word, p) in enumerate(one.words, start=1)
        ]
        return dict(zip(("network", "rank", "word", "p"), zip(*rows, strict=True), strict=True))

    return Numbers("words", "One row a word of each list, likeliest first; no word is empty", table)


def _guesses(title: str, reached: Reached) -> str:
    rows = [f"| {title} | |", "|---|---|"]
    for place, (word, p) in enumerate(reached.words):
        name = word or "*no word I know*"
        rows.append(f"| {f'**{name}**' if not place else name} | {percent(p)} |")
    return "\n".join(rows)


@st.cache_resource(max_entries=32, show_spinner=False)
def _written(
    cell: CellKind, prompt: str, luck: Sampling, done: tuple[Intervention, ...], other: str
) -> Trace:
    from seqdemo.demos.shakespeare.interventions import ReachIn, reach_in

    model = networks.thinking("shakespeare", cell)
    asked = ReachIn(prompt, LENGTH, cell, luck, done, other)
    return reach_in(model, source.vocabulary(), asked)


@st.cache_resource(max_entries=64, show_spinner=False)
def _read(
    cell: CellKind,
    drawing: tuple[str, ...],
    done: tuple[Intervention, ...],
    other: tuple[str, ...],
) -> Reached:
    from seqdemo.demos.word_reader.interventions import reach_in

    model = networks.thinking("word_reader", cell)
    donor_query = ReadWord(other, cell) if other else None
    return reach_in(model, ReadWord(drawing, cell), done, donor_query)
