"""View "Meaning": which unit tells which property."""

from __future__ import annotations

import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.text_properties import Property
from seqdemo.analysis.unit_meaning import AUC, Meaning, UnitScore
from seqdemo.analysis.unit_numbers import LayerNumbers
from seqdemo.app import sections
from seqdemo.core.table import Table
from seqdemo.demos.explorer.page import lens_settings, state
from seqdemo.demos.explorer.page.corpora import (
    corpus_or_wait,
    meanings_of,
    properties_of,
)
from seqdemo.demos.explorer.page.corpus_choice import choose_corpus, corpus_words
from seqdemo.demos.explorer.page.hints import look_for
from seqdemo.demos.explorer.page.measured_units import (
    best_told,
    measured,
    measured_beside,
    measured_on,
)
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.demos.explorer.page.views import responses, sureness

ROWS, TALL = 12, 485
"""A table of more rows scrolls, in so many pixels."""


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    with sections.shown():
        st.caption(look_for("meaning", explored.side, explored.step))
        choose_corpus(explored)
        with st.container():
            found = corpus_or_wait(explored)
            return _told(explored, found[0]) if found is not None else ()


def _told(explored: Explored, corpus: Corpus) -> tuple[Numbers, ...]:
    """What units tell, or their mean after each symbol."""
    STATE.draw(
        st.segmented_control,
        "asked",
        "What is asked",
        label_visibility="collapsed",
        required=True,
    )
    if STATE["asked"] == "symbols":
        return responses.show(explored, corpus)
    known = meanings_of(explored, corpus)
    if not known:
        st.info(
            "Properties are those of a text of single characters, or those that a trace file holds "
            '(`seqdemo.save_trace(trace, file, properties={"name": numbers})`), with enough '
            "examples of each in both halves. This input has too few."
        )
        return ()
    asked = properties_of(explored, corpus)
    names = _in_order(known)
    if STATE["property"] not in names:
        STATE["property"] = names[0]
    beside = measured_beside(explored)
    left, right = sections.beside("boxes", *((9, 4) if beside else (7, 5)))
    with left, st.container(height=TALL if len(names) > ROWS else "content", border=False):
        st.markdown(_table(known, asked, names, beside, explored.noun))
    with right:
        _choose(explored, known, asked, names)
    lens_settings.show(
        explored, marked=[one.unit for one in known[STATE["property"]].best], tall=170
    )
    st.caption(
        f"Measured over {corpus_words(explored)}. Units are chosen on its first half and measured "
        "on its second. AUC: the chance that the unit is higher (or, where marked ▽, lower) at a "
        f"{explored.step} with the property than at one without; 0.5 is guessing, 1 is never "
        "wrong. Where the property is a number, r is the correlation, 0 to 1. What the whole "
        "state knows is read by a linear probe: one weighted sum of all units, fitted to the "
        "first half." + (f" {_beside_words(explored)}" if beside else "")
    )
    sure = sureness.show(explored, corpus, asked[STATE["property"]])
    return (_numbers(known, asked, names), *sure)


def _beside_words(explored: Explored) -> str:
    return (
        f"Real text: the same, measured on {measured_on(explored)}, of which the numbers are kept "
        "here."
    )


def _in_order(known: dict[str, Meaning]) -> list[str]:
    """Numbers before yes or no, as their measures do not compare; best first within each."""
    return sorted(known, key=lambda name: (known[name].measure == AUC, -known[name].best[0].score))


def _table(
    known: dict[str, Meaning],
    asked: dict[str, Property],
    names: list[str],
    beside: LayerNumbers | None,
    noun: str,
) -> str:
    """Best unit and whole state; their figures on real text beside where those are known."""
    real = " real text |" if beside else ""
    heads = f"| what was just read | best {noun} | alone |{real} whole state |{real}"
    rows = [heads, "|---" * (heads.count("|") - 1) + "|"]
    for name in names:
        one, best = known[name], known[name].best[0]
        alone, whole = _real(beside, name, best)
        sign = "\u00a0▽" if best.sign < 0 else ""
        title = asked[name].title.replace(" ", "\u00a0")  # a row is a line
        said = _figure(one.measure, best.score), _figure(one.measure, one.probe)
        rows.append(f"| {title} | {best.unit}{sign} | {said[0]} |{alone} {said[1]} |{whole}")
    return "\n".join(rows)


def _figure(measure: str, score: float) -> str:
    return f"{score:.3f}" if measure == AUC else f"r\u00a0=\u00a0{score:.3f}"


def _real(beside: LayerNumbers | None, name: str, best: UnitScore) -> tuple[str, str]:
    """Cells with the unit's and the probe's figure on real text; "" without such numbers."""
    if beside is None:
        return "", ""
    one = beside.meaning.get(name)
    if one is None:
        return " – |", " – |"
    unit = _figure(one.measure, one.score(best.unit, best.sign).score)
    return f" {unit} |", f" {_figure(one.measure, one.probe)} |"


def _numbers(known: dict[str, Meaning], asked: dict[str, Property], names: list[str]) -> Numbers:
    def table() -> Table:
        rows = [
            (asked[name].title, rank, best.unit, best.score, best.sign, one.probe, one.measure)
            for name, one in ((name, known[name]) for name in names)
            for rank, best in enumerate(one.best, start=1)
        ]
        columns = ("property", "rank", "unit", "alone", "sign", "whole_state", "measure")
        return dict(zip(columns, zip(*rows, strict=True), strict=True))

    return Numbers("meanings", "One row a property and unit: how well it alone tells it", table)


def _choose(
    explored: Explored, known: dict[str, Meaning], asked: dict[str, Property], names: list[str]
) -> None:
    STATE.draw(
        st.selectbox,
        "property",
        "See a property in the text",
        options=names,
        format_func=lambda name: asked[name].title,
        help="Its best units; the text below takes the colours of the one you click",
        on_change=lambda: _select(known[STATE["property"]].best[0].unit),
    )
    one = known[STATE["property"]]
    with st.container(horizontal=True):
        for best in one.best:
            st.button(
                f"{explored.called(best.unit)}: {best.score:.3f}",
                key=f"explorer.unit.{best.unit}",
                on_click=_select,
                args=(best.unit,),
                help="Higher" if best.sign > 0 else "Lower",
            )
    beside = measured_beside(explored)
    if beside and STATE["property"] in beside.meaning:
        st.caption(f"On {measured_on(explored)}: {_real_scores(beside, STATE['property'], one)}.")
    now = lens_settings.unit_of(explored)
    others = [
        f"{asked[name].title} ({score.score:.2f})"
        for name, meaning in known.items()
        for score in meaning.best
        if score.unit == now
    ]
    said = ", ".join(others) if others else "nothing here: it is not among the best five of any"
    st.caption(f"Selected {explored.called(now)} tells: {said}.")
    numbers = measured(explored)
    if numbers:
        st.caption(
            f"On {measured_on(explored)} unit {now} tells best: {best_told(numbers, now, asked)}."
        )


def _real_scores(beside: LayerNumbers, name: str, here: Meaning) -> str:
    """The figures on real text of the units that are best here."""
    scores = (beside.meaning[name].score(best.unit, best.sign) for best in here.best)
    return ", ".join(f"unit {one.unit} {one.score:.3f}" for one in scores)


def _select(unit: int) -> None:
    state.point_at(unit=unit)
