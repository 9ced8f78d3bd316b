"""Outcomes of interventions, beside what the untouched network does."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.app.markdown import literal
from seqdemo.core.intervention import Intervention
from seqdemo.core.percent import percent
from seqdemo.core.sampling import Sampling, probabilities, surprise
from seqdemo.core.table import Table
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.trace_difference import divergence
from seqdemo.demos.explorer.page import source
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.tasks.protocols import Answers, HasInterventions, WritesOn
from seqdemo.tasks.registry import explorables
from seqdemo.web.passages import Passage, passages

BEST = 5
"""Answers that are named."""


def show(
    explored: Explored, side: HasInterventions, step: int, done: tuple[Intervention, ...]
) -> tuple[Numbers, ...]:
    """Both results, or a sentence on why there is none."""
    try:
        if isinstance(side.outcome, WritesOn):
            return _texts(explored, side.outcome, step, done)
        return (_answers(explored, side.outcome, done),)
    except ValueError as error:
        st.warning(
            f"This cannot be done to this network: {error}. Undo it above, or choose the network "
            "and layer it was meant for."
        )
        return ()


def _texts(
    explored: Explored, outcome: WritesOn, step: int, done: tuple[Intervention, ...]
) -> tuple[Numbers, ...]:
    assert explored.side is not None
    prompt, opening = explored.side.up_to(explored.given, explored.trace, step), step + 1
    sampling = source.sampling(explored)
    plain, touched = _both(explored, prompt, done, sampling)
    place = divergence(plain.inputs, touched.inputs)
    rows = [
        _row("untouched", plain, opening, place),
        _row("reached into", touched, opening, place),
    ]
    passages(
        rows,
        key="explorer.reached",
        breaks=True,
        joined=explored.joined,
        signed=False,
        most=8.0,
        unit="bits",
        beside=explored.joined,
    )
    symbol = outcome.symbol
    numbers = _symbols(plain, touched, opening, symbol), _next(plain, touched, step, symbol)
    if not done:
        return numbers
    written = place - opening
    where = (
        f"The texts part after **{written} {symbol}s**."
        if place < len(plain)
        else "The texts are the same to the end."
    )
    apart = _apart(plain, touched, step)
    st.markdown(
        f"{where} At the first touched step the probabilities of the next {symbol} are "
        f"**{apart:.2f} bits** apart (Kullback-Leibler, untouched to touched)."
    )
    st.caption(
        f"Colour: surprise of each {symbol} to the network that wrote it, in bits. Underlined: "
        f"where the texts are not the same. Temperature {sampling.temperature:g}, seed "
        f"{sampling.seed}."
    )
    return numbers


def _both(
    explored: Explored, given: str, done: tuple[Intervention, ...], sampling: Sampling
) -> tuple[Trace, Trace]:
    """Traces of the untouched network and of the one that is reached into."""
    asked = explored.source, explored.network, given
    plain = _run(*asked, (), "", sampling)
    if not done:
        return plain, plain
    return plain, _run(*asked, done, source.typed(explored, str(STATE["donor"])), sampling)


def _symbols(plain: Trace, touched: Trace, given: int, symbol: str) -> Numbers:
    def table() -> Table:
        return {
            "step": range(1, len(plain) + 1),
            "given": [int(step < given) for step in range(len(plain))],
            "untouched": plain.inputs,
            "untouched_bits": _bits(plain, given),
            "reached_into": touched.inputs,
            "reached_into_bits": _bits(touched, given),
        }

    return Numbers("both texts", f"One row a {symbol} of both texts, with its surprise", table)


def _next(plain: Trace, touched: Trace, step: int, symbol: str) -> Numbers:
    """What may come next at the first touched step, before temperature."""
    assert plain.logits is not None and touched.logits is not None
    rows = plain.logits[step], touched.logits[step]

    def table() -> Table:
        return {
            "next": plain.classes,
            "p_untouched": probabilities(rows[0]),
            "p_reached_into": probabilities(rows[1]),
        }

    words = f"One row a {symbol}: how likely it is after step {step + 1}, before temperature"
    return Numbers(f"next {symbol}", words, table)


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


def _answers(explored: Explored, outcome: Answers, done: tuple[Intervention, ...]) -> Numbers:
    plain, touched = _both(explored, explored.given, done, source.sampling(explored))
    left, right = st.columns(2)
    left.markdown(_guesses(f"Untouched, {outcome.verb}", plain, outcome))
    right.markdown(_guesses(f"Reached into, {outcome.verb}", touched, outcome))

    def table() -> Table:
        found = [("untouched", plain), ("reached into", touched)]
        rows = [
            (name, rank, answer, p)
            for name, one in found
            for rank, (answer, p) in enumerate(_best(one), start=1)
        ]
        columns = ("network", "rank", outcome.kind, "p")
        return dict(zip(columns, zip(*rows, strict=True), strict=True))

    words = f"One row a {outcome.kind} of each list, likeliest first; no {outcome.kind} is empty"
    return Numbers(f"{outcome.kind}s", words, table)


def _best(trace: Trace) -> list[tuple[str, float]]:
    """The likeliest answers after the last step and their probabilities, best first."""
    assert trace.logits is not None
    p = probabilities(trace.logits[-1])
    best = np.argsort(-p, kind="stable")[:BEST]
    return [(trace.classes[n], float(p[n])) for n in best]


def _guesses(title: str, trace: Trace, outcome: Answers) -> str:
    rows = [f"| {title} | |", "|---|---|"]
    for place, (answer, p) in enumerate(_best(trace)):
        name = literal(answer) or outcome.none
        rows.append(f"| {f'**{name}**' if not place else name} | {percent(p)} |")
    return "\n".join(rows)


@within_budget
@st.cache_resource(max_entries=64, show_spinner=False)
def _run(
    demo: str,
    network: str,
    given: str,
    done: tuple[Intervention, ...],
    donor: str,
    sampling: Sampling,
) -> Trace:
    model, side = networks.thinking(demo, network), explorables()[demo]
    assert isinstance(side, HasInterventions), "only such are asked"
    return side.intervene(model, given, done, donor, sampling)
