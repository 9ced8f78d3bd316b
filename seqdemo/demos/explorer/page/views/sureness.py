"""How sure a meaning is: intervals, and labels that mean nothing."""

from __future__ import annotations

import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.selectivity import SHIFTS, Measured, Selectivity, selectivity
from seqdemo.analysis.text_properties import Property
from seqdemo.core.table import Table
from seqdemo.demos.explorer.page.corpora import corpus_name
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE


def show(explored: Explored, corpus: Corpus, asked: Property) -> tuple[Numbers, ...]:
    """A switch, and what was measured of the chosen property."""
    STATE.draw(
        st.toggle,
        "sure",
        "How sure? Intervals, and labels that mean nothing",
        help="95\u00a0% intervals by a bootstrap of runs of steps; and the best that is found when "
        f"the labels are shifted along the text, {SHIFTS} times, so that they mean nothing",
    )
    if not STATE["sure"]:
        return ()
    name = f"{corpus_name(explored)}.{explored.basis}.{asked.title}"
    found = _measured(name, corpus, asked)
    st.markdown(
        f"| “{asked.title}” told by | score | 95\u00a0% interval | shifted labels: mean, most |\n"
        "|---|---|---|---|\n"
        f"{_row(explored.called(found.unit), found.alone)}\n{_row('the whole state', found.whole)}"
    )
    st.caption(_verdict(found))
    return (_numbers(explored, asked, found),)


@st.cache_resource(max_entries=32, show_spinner="Shifting the labels, and asking again…")
def _measured(name: str, _corpus: Corpus, _asked: Property) -> Selectivity:
    return selectivity(_corpus, _asked)


def _row(title: str, one: Measured) -> str:
    return (
        f"| {title} | {one.score:.3f} | {one.low:.3f} to {one.high:.3f} "
        f"| {one.chance:.3f}, {one.chance_most:.3f} |"
    )


def _verdict(found: Selectivity) -> str:
    stands = found.alone.score > found.alone.chance_most
    alone = "stands out from" if stands else "is **not** above"
    return (
        f"The best of all {alone} what is found in labels that mean nothing: those are shifted "
        f"along the text, so that they keep their runs, and all is chosen and fitted anew, "
        f"{SHIFTS} times. Chosen by correlation on the first half, measured on the second."
    )


def _numbers(explored: Explored, asked: Property, found: Selectivity) -> Numbers:
    def table() -> Table:
        both = found.alone, found.whole
        return {
            "property": [asked.title] * 2,
            "told_by": [explored.called(found.unit), "whole state"],
            "score": [one.score for one in both],
            "low": [one.low for one in both],
            "high": [one.high for one in both],
            "shifted_mean": [one.chance for one in both],
            "shifted_most": [one.chance_most for one in both],
        }

    return Numbers(
        "selectivity", "The best row and the whole state: score, interval, chance", table
    )
