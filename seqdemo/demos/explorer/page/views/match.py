"""View "Match": other spans where the same units are active."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter

import numpy as np
import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.matching import Match, Pattern, match, pattern_of
from seqdemo.analysis.text_properties import Property
from seqdemo.app import sections
from seqdemo.app.markdown import literal
from seqdemo.core.table import Table
from seqdemo.core.trace import FloatArray
from seqdemo.demos.explorer.page import lens_settings
from seqdemo.demos.explorer.page.corpora import corpus_or_wait, known_properties
from seqdemo.demos.explorer.page.corpus_choice import choose_corpus, corpus_words
from seqdemo.demos.explorer.page.hints import look_for
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.demos.explorer.page.views import matched
from seqdemo.web.passages import Passage, passages

COUNT = 15
BEFORE, AFTER = 33, 20
LOOK_FOR_SPAN = 200  # steps


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    with sections.shown():
        st.caption(look_for("match", explored.side, explored.step))
        choose_corpus(explored)
        _controls()
        with st.container():
            return _marked(explored)


def _marked(explored: Explored) -> tuple[Numbers, ...]:
    """The text to mark, and other places at which the same units are on."""
    most = max(1.0, float(np.abs(explored.layer.hidden).max()))
    level, alone = float(STATE["threshold"]) * most, bool(STATE["around"])
    span = lens_settings.span_of(explored) or _first_span(explored, level, alone)
    pattern = pattern_of(explored.layer.hidden, *span, level, around=alone)
    lens_settings.show(
        explored, spans=True, marked=pattern.units.tolist(), first_span=span, tall=170
    )
    st.markdown(_said(explored, span, pattern))
    found = corpus_or_wait(explored)
    if found is None or not len(pattern.units):
        return (_units(pattern),)
    corpus, _ = found
    return *_matches(explored, corpus, pattern), _units(pattern)


def _controls() -> None:
    """From when on a unit is on."""
    threshold, around, _ = st.columns([3, 3, 4], vertical_alignment="bottom")
    STATE.draw(
        threshold.slider,
        "threshold",
        "A unit is on from",
        help="Absolute value of the hidden state, no unit; the same sign all through the span",
    )
    STATE.draw(
        around.toggle,
        "around",
        "and off just before and after",
        help="Leaves out units that are on all the time",
    )


def _matches(explored: Explored, corpus: Corpus, pattern: Pattern) -> tuple[Numbers, ...]:
    """Places with what is around them; beside them what is so there, where that is known."""
    asked = known_properties(explored, corpus)
    left, right = sections.beside("choices", 17, 7) if asked else (st.container(), st.container())
    with right:
        matched.choose(asked)
    start = perf_counter()
    places = match(corpus, pattern, matched.MANY, matched.allowed(asked, pattern.length))
    took = 1000 * (perf_counter() - start)
    if not places:
        left.info("Nowhere in the corpus does any of these units do the same. A shorter span may.")
        return ()
    with left:
        _texts(explored, corpus, pattern, places[:COUNT], asked)
        st.caption(_searched(explored, corpus, took, asked))
    best = matched.alike(places)
    with right:
        matched.table(asked, best, pattern.length)
    told = (matched.numbers(asked, best, pattern.length),) if asked else ()
    return _places(explored, corpus, pattern, places[:COUNT], asked), *told


def _texts(
    explored: Explored,
    corpus: Corpus,
    pattern: Pattern,
    places: Sequence[Match],
    asked: Mapping[str, Property],
) -> None:
    colours = matched.colours(asked)
    passages(
        [_row(corpus, pattern, place, colours and colours[0]) for place in places],
        key="explorer.matches",
        joined=explored.joined,
        most=1.0 if colours is None else colours[1],
        signed=colours is not None and bool((colours[0] < 0).any()),
    )


def _searched(
    explored: Explored, corpus: Corpus, took: float, asked: Mapping[str, Property]
) -> str:
    told = STATE["told"]
    colour = f"“{literal(asked[told].title)}”" if told else "share of these units that are on"
    return (
        f"Searched {len(corpus):,} steps in {took:.0f} ms: {corpus_words(explored)}. Colour: "
        f"{colour}. After LSTMVis (Strobelt et al., 2018)."
    )


def _units(pattern: Pattern) -> Numbers:
    def table() -> Table:
        return {
            "unit": pattern.units,
            "sign": pattern.signs,
            "threshold": np.full(len(pattern.units), pattern.threshold),
        }

    return Numbers("units that are on", "One row a unit: its number and sign over the span", table)


def _places(
    explored: Explored,
    corpus: Corpus,
    pattern: Pattern,
    places: Sequence[Match],
    asked: Mapping[str, Property],
) -> Numbers:
    def table() -> Table:
        ends = [place.start + pattern.length for place in places]
        around = [
            (corpus.around(place.start, BEFORE, 0)[0], corpus.around(end - 1, 0, AFTER)[1])
            for place, end in zip(places, ends, strict=True)
        ]
        space = "" if explored.joined else " "

        def text(low: int, high: int) -> str:
            return space.join(corpus.labels[low:high])

        return {
            "rank": range(1, len(places) + 1),
            "step": [place.start + 1 for place in places],
            "units_on": [place.units for place in places],
            "of_units": [len(pattern.units)] * len(places),
            "before": [
                text(low, place.start) for place, (low, _) in zip(places, around, strict=True)
            ],
            "match": [text(place.start, end) for place, end in zip(places, ends, strict=True)],
            "after": [text(end, high) for end, (_, high) in zip(ends, around, strict=True)],
            **matched.columns(asked, places, pattern.length),
        }

    return Numbers("matches", "One row a place of the corpus, best first, with its text", table)


def _first_span(explored: Explored, threshold: float, around: bool) -> tuple[int, int]:
    """What is marked until the visitor marks something: a word, or a step where a unit is on."""
    text = "".join(label if len(label) == 1 else "x" for label in explored.trace.inputs)
    line = text.find("\n") + 1
    end = text.find(" ", line)
    if 0 < line < end <= line + 12:
        return line, end - 1
    hidden = explored.layer.hidden
    first = 0 if explored.joined else 1  # a sentence begins with the same sign every time
    for step in range(first, min(len(text), LOOK_FOR_SPAN)):
        if len(pattern_of(hidden, step, step, threshold, around=around).units):
            return step, step
    return 0, 0


def _said(explored: Explored, span: tuple[int, int], pattern: Pattern) -> str:
    inputs = explored.trace.inputs[span[0] : span[1] + 1]
    marked = literal(explored.spelled(inputs)[:40])
    count = len(pattern.units)
    if not count:
        return (
            f"No unit is on all through “{marked}”"
            + (" and off around it" if pattern.around else "")
            + f". Mark fewer {explored.step}s, or lower the threshold."
        )
    shown = ", ".join(map(str, pattern.units[:10].tolist()))
    more = f" and {count - 10} more" if count > 10 else ""
    return f"**{count} units** are on all through “{marked}”: {shown}{more}."


def _row(corpus: Corpus, pattern: Pattern, place: Match, told: FloatArray | None = None) -> Passage:
    low, _ = corpus.around(place.start, BEFORE, 0)
    _, high = corpus.around(place.start, 0, pattern.length + AFTER)
    states = corpus.states[pattern.units, low:high].astype(np.float32) * (corpus.most / 127)
    on = (states * pattern.signs[:, None] >= pattern.threshold).mean(0)
    first = place.start - low
    return Passage(
        corpus.labels[low:high],
        np.asarray(on if told is None else told[low:high], np.float32),
        f"{place.units} of {len(pattern.units)}",
        f"step {place.start + 1:,}",
        (first, first + pattern.length - 1),
    )
