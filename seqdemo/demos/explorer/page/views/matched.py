"""Properties in "Match": where to look, colours, and a table beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from seqdemo.analysis.corpus import BoolArray
from seqdemo.analysis.match_properties import AtMatches, at_matches, window_means, windows_where
from seqdemo.analysis.matching import Match
from seqdemo.analysis.text_properties import Property
from seqdemo.app.markdown import literal
from seqdemo.core.percent import percent
from seqdemo.core.table import Table
from seqdemo.core.trace import FloatArray
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.views.significant import significant

Asked = Mapping[str, Property]

MANY = 200
"""Places that the table is over, at most."""

SHOWN = 9
SURE = 4.0
"""Standard errors from which on a difference is in bold."""

NONE = ""


def choose(asked: Asked) -> None:
    """Which property is seen, and whether it has to be so."""
    if STATE["told"] not in asked:
        STATE["told"] = NONE
    if not asked:
        return
    names = {NONE: "units that are on"} | {name: one.title for name, one in asked.items()}
    STATE.draw(
        st.selectbox,
        "told",
        "Texts are coloured by",
        options=list(names),
        format_func=names.get,
        help="Units, or a property: what a text is at each step, or what came with the states",
    )
    if STATE["told"]:
        STATE.draw(
            st.selectbox,
            "where",
            "Places",
            label_visibility="collapsed",
            help="Of a yes or no: where it is so at one step at least, or at none. Of a number: "
            "the highest or lowest quarter of all places",
        )


def allowed(asked: Asked, length: int) -> BoolArray | None:
    """Where a place may start; None for everywhere."""
    if not STATE["told"] or STATE["where"] == "any":
        return None
    return windows_where(asked[STATE["told"]], length, high=STATE["where"] == "high")


def colours(asked: Asked) -> tuple[FloatArray, float] | None:
    """The chosen property at each step, and its greatest size; None if none was chosen."""
    if not STATE["told"]:
        return None
    values = np.nan_to_num(asked[STATE["told"]].values)
    return values, max(float(np.abs(values).max()), 1e-9)


def alike(found: Sequence[Match]) -> list[Match]:
    """Places that the table is over: with at least half as many units as the best has."""
    return [one for one in found if 2 * one.units >= found[0].units]


def table(asked: Asked, found: Sequence[Match], length: int) -> None:
    """What is so at the places, against everywhere."""
    rows = at_matches(asked, found, length)
    if not rows:
        return
    lines = [f"| best {len(found)} places | there | all |", "|---|---|---|"]
    for row in rows[:SHOWN]:
        here, everywhere = (_said(asked[row.name], one) for one in (row.here, row.everywhere))
        sure = "**" if abs(row.errors) >= SURE else ""
        title = literal(asked[row.name].title)
        lines.append(f"| {title} | {sure}{here}{sure} | {everywhere} |")
    st.caption("\n".join(lines))
    st.caption(
        "Share of steps at which it is so, or its mean: at these places, and at all of the corpus. "
        f"Bold: {SURE:g} standard errors or more apart."
    )


def _said(one: Property, value: float) -> str:
    return percent(value, 0) if one.binary else significant(value)


def columns(asked: Asked, found: Sequence[Match], length: int) -> Table:
    """Each property's mean at each place."""
    starts = [place.start for place in found]
    return {
        f"property: {name}": window_means(one.values, length)[starts] for name, one in asked.items()
    }


def numbers(asked: Asked, found: Sequence[Match], length: int) -> Numbers:
    """The table."""

    def rows() -> Table:
        named = [
            AtMatches(asked[one.name].title, *one[1:]) for one in at_matches(asked, found, length)
        ]
        heads = ("property", "at_matches", "everywhere", "standard_errors_apart")
        return dict(zip(heads, zip(*named, strict=True), strict=True)) if named else {}

    words = f"One row a property: its mean over the best {len(found)} places, and everywhere"
    return Numbers("matched properties", words, rows)
