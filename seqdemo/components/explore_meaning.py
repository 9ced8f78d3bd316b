"""View "Meaning": which unit tells what, measured on text not used to choose it."""

from __future__ import annotations

import streamlit as st

from seqdemo.components import explore_lens, explore_page
from seqdemo.components.explore_corpora import (
    corpus_or_wait,
    corpus_words,
    meanings_of,
    properties_of,
)
from seqdemo.components.explore_numbers import Numbers
from seqdemo.components.explore_page import CHOICES, put, value
from seqdemo.components.explore_source import Explored
from seqdemo.core.table import Table
from seqdemo.core.text_properties import Property
from seqdemo.core.unit_meaning import Meaning


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    st.caption(
        "**What to look for:** a single unit that does nearly as well as the whole state. Choose a "
        "property and see its best unit in the text: does it light up where it should?"
    )
    found = corpus_or_wait(explored)
    if found is None:
        return ()
    corpus, _ = found
    known = meanings_of(explored, corpus)
    if not known:
        st.info(
            "Properties are those of a text of single characters, with enough examples of each in "
            "both halves. This input has too few."
        )
        return ()
    asked = properties_of(explored, corpus)
    names = sorted(known, key=lambda name: -known[name].best[0].score)
    if value("property") not in names:
        put("property", names[0])
    left, right = st.columns([7, 5])
    with left:
        st.markdown(_table(known, asked, names))
    with right:
        _choose(explored, known, asked, names)
    explore_lens.show(
        explored, marked=[one.unit for one in known[value("property")].best], tall=170
    )
    st.caption(
        f"Measured over {corpus_words(explored)}. Units are chosen on its first half and measured "
        "on its second. AUC: the chance that the unit is higher (or, where marked ▽, lower) at a "
        "letter with the property than at one without; 0.5 is guessing. The probe is one weighted "
        "sum of all units, fitted to the first half: what the whole state knows."
    )
    return (_numbers(known, asked, names),)


def _table(known: dict[str, Meaning], asked: dict[str, Property], names: list[str]) -> str:
    rows = [
        "| what was just read | best unit | alone | whole state | measure |",
        "|---|---|---|---|---|",
    ]
    for name in names:
        one = known[name]
        best = one.best[0]
        sign = " ▽" if best.sign < 0 else ""
        rows.append(
            f"| {asked[name].title} | {best.unit}{sign} | {best.score:.3f} | {one.probe:.3f} "
            f"| {one.measure} |"
        )
    return "\n".join(rows)


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
    st.selectbox(
        "See a property in the text",
        names,
        key=CHOICES.drawn("property"),
        format_func=lambda name: asked[name].title,
        help="Its best units; the text below takes the colours of the one you click",
        on_change=lambda: _select(known[value("property")].best[0].unit),
    )
    one = known[value("property")]
    with st.container(horizontal=True):
        for best in one.best:
            st.button(
                f"unit {best.unit}: {best.score:.3f}",
                key=f"explorer.unit.{best.unit}",
                on_click=_select,
                args=(best.unit,),
                help="Higher" if best.sign > 0 else "Lower",
            )
    now = explore_lens.unit_of(explored)
    others = [
        f"{asked[name].title} ({score.score:.2f})"
        for name, meaning in known.items()
        for score in meaning.best
        if score.unit == now
    ]
    said = ", ".join(others) if others else "nothing here: it is not among the best five of any"
    st.caption(f"Selected unit {now} tells: {said}.")


def _select(unit: int) -> None:
    explore_page.point_at(unit=unit)
