"""Mean state of every unit after every symbol; in "Meaning"."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.expected_response import (
    GROUPS,
    LEAST,
    ExpectedResponse,
    expected_response,
    strongest,
)
from seqdemo.app.budget import within_budget
from seqdemo.app.markdown import literal
from seqdemo.core.character_names import with_sign
from seqdemo.core.table import Table
from seqdemo.demos.explorer.page import lens_settings, state
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.corpora import folder_of
from seqdemo.demos.explorer.page.corpus_choice import corpus_kind, corpus_words
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import key
from seqdemo.views.response_plot import response_plot
from seqdemo.views.signed import signed
from seqdemo.web.passages import Passage, passages

PLACES = 3
"""Places of a cell that are shown, of the highest and of the lowest."""

BEFORE, AFTER = 30, 12


def show(explored: Explored, corpus: Corpus) -> tuple[Numbers, ...]:
    """The matrix, and the texts behind a cell."""
    found = _measured(_name(explored), corpus)
    if found is None:
        st.info(f"No two {explored.step}s were read at least {LEAST} times.")
        return ()
    names = [_shown(symbol) for symbol in found.symbols]
    rows = found.order
    chart(
        response_plot(found.means[rows], rows.tolist(), found.groups[rows].tolist(), names),
        "responses",
    )
    st.caption(
        f"Each row a unit, each column a {explored.step} just read: the mean state after it, less "
        f"the unit's mean over {corpus_words(explored)}. Units whose rows are alike are one of "
        f"{GROUPS} groups; {explored.step}s whose columns are alike stand beside each other."
    )
    left, right = st.columns([4, 6])
    with left:
        st.markdown(_groups(found))
    with right:
        _cell(explored, corpus, found)
    return (_numbers(found),)


def _name(explored: Explored) -> str:
    """Names a corpus and a layer."""
    kind = corpus_kind(explored)
    whole = folder_of(explored.source, explored.network, kind) if kind else explored.digest
    return f"{whole}.{explored.depth}.{explored.basis}"


@within_budget
@st.cache_resource(max_entries=16, show_spinner="Asking every unit…")
def _measured(name: str, _corpus: Corpus) -> ExpectedResponse | None:
    return expected_response(_corpus)


def _groups(found: ExpectedResponse) -> str:
    """What drives each group, in words."""
    lines = ["| group | units | up after | down after |", "|---|---|---|---|"]
    for group in range(int(found.groups.max()) + 1):
        drivers = found.drivers(group, 6)
        sides = [
            " ".join(_code(symbol) for symbol, response in drivers if sign * response > 0)
            for sign in (1, -1)
        ]
        units = int((found.groups == group).sum())
        lines.append(f"| {group + 1} | {units} | {sides[0] or '–'} | {sides[1] or '–'} |")
    return "\n".join(lines)


def _cell(explored: Explored, corpus: Corpus, found: ExpectedResponse) -> None:
    """The texts behind one cell."""
    after, which = st.columns(2)
    symbol = after.selectbox(
        f"After the {explored.step}",
        found.symbols,
        format_func=_shown,
        key=key(f"response.after.{_name(explored)}"),
    )
    unit = lens_settings.unit_of(explored)
    which.number_input(
        "unit",
        0,
        corpus.hidden_size - 1,
        unit,
        key=key(f"response.unit.{unit}"),
        on_change=lambda: state.point_at(unit=st.session_state[key(f"response.unit.{unit}")]),
    )
    mean = float(found.means[unit, found.symbols.index(symbol)])
    high, low = strongest(corpus, unit, symbol, PLACES)
    rows = [_place(explored, corpus, unit, step) for step in (*high, *low)]
    passages(rows, key="explorer.behind", joined=explored.joined, most=corpus.most, unit="")
    st.caption(
        f"Unit {unit} is {abs(mean):.3f} {'above' if mean >= 0 else 'below'} its mean after "
        f"“{literal(_shown(symbol))}”: the places at which it is highest and lowest there, in its "
        "colours."
    )


def _place(explored: Explored, corpus: Corpus, unit: int, step: int) -> Passage:
    scale = 1 if explored.joined else 4
    first, end = corpus.around(step, BEFORE // scale, AFTER // scale)
    values = corpus.unit(unit)[first:end]
    return Passage(
        [_shown(label) for label in corpus.labels[first:end]],
        values,
        signed(float(values[step - first])),
        now=step - first,
    )


def _numbers(found: ExpectedResponse) -> Numbers:
    def table() -> Table:
        symbols = {f"after {symbol!r}": found.means[:, n] for n, symbol in enumerate(found.symbols)}
        return {"unit": np.arange(len(found.means)), "group": found.groups + 1, **symbols}

    words = "One row a unit: its group, and its mean state after each symbol less its mean"
    return Numbers("responses", words, table)


def _shown(symbol: str) -> str:
    return with_sign(symbol)[:12]


def _code(symbol: str) -> str:
    """A symbol in a table of Markdown."""
    return literal(_shown(symbol)).replace("|", "\\|")
