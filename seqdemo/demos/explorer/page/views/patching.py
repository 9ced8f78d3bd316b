"""Every state of another input put in, one at a time: "Reach in"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.app.markdown import literal
from seqdemo.core.character_names import with_sign, with_signs, without_signs
from seqdemo.core.percent import percent
from seqdemo.core.table import Table
from seqdemo.demos.explorer.page import lens_settings
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored, typed
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.tasks.patching import HasStack, PatchMatrix, patch_matrix
from seqdemo.tasks.protocols import HasInterventions, WritesOn
from seqdemo.tasks.registry import explorables
from seqdemo.views.patch_plot import patch_plot

MOST = 40
"""Steps that have a column, the last ones."""

GROUPS = 8
"""Groups of a layer's units that move alike."""

Units = tuple[int, ...] | None
Row = tuple[str, int, Units]
"""Name, layer and units of a site."""


def controls(explored: Explored) -> None:
    """The answer that is asked about, and what a row is."""
    target, rows = st.columns([3, 4])
    STATE.draw(
        target.text_input,
        "target",
        "Which answer",
        placeholder="the other input's",
        help="By how much its log-probability changes; the likeliest of the other input unless "
        "named",
    )
    if STATE["rows"] == "groups" or len(explored.trace.layers) > 1:
        STATE.draw(
            rows.segmented_control,
            "rows",
            "A row is",
            required=True,
            help="A whole layer's state, or an eighth of the chosen layer's units, those that move "
            "alike together",
        )


def show(explored: Explored, side: HasInterventions, step: int) -> tuple[Numbers, ...]:
    """The matrix.

    Args:
        explored: What is explored.
        side: Its demo.
        step: Of an input that is written on from, where it ends.
    """
    given = explored.given
    if explored.side and isinstance(side.outcome, WritesOn):
        given = explored.side.up_to(given, explored.trace, step)
    other = typed(explored, str(STATE["donor"]))
    if not other:
        st.info("Type what the other state has read: its states are put in, one after the other.")
        return ()
    rows = _rows(explored)
    try:
        found = _matrix(
            explored.source,
            explored.network,
            given,
            other,
            tuple((layer, units) for _, layer, units in rows),
            without_signs(str(STATE["target"])),
        )
    except ValueError as error:
        st.warning(f"{str(error)[0].upper()}{str(error)[1:]}.")
        return ()
    names = [name for name, _, _ in rows]
    st.markdown(_sentence(found))
    labels, others = (_shown(explored, one) for one in (found.labels, found.others))
    chart(patch_plot(found.changes, names, labels, others), "patching")
    st.caption(
        "A column puts the states that the other input has after this step, counted from the end, "
        "into the reading, and lets the network go on from there. Below a letter or word stands, "
        "in bold, what the other input has in its place."
    )
    return (_numbers(found, names),)


def _rows(explored: Explored) -> list[Row]:
    """A row a layer, or a row for every group of the chosen layer's units."""
    layers = range(len(explored.trace.layers))
    if len(layers) > 1 and STATE["rows"] != "groups":
        return [(f"layer {layer + 1}", layer, None) for layer in reversed(layers)]
    units = replace(explored, basis="units", noun="unit", directions=None)
    order, _ = lens_settings.order_of(units, "alike")
    parts = np.array_split(order, GROUPS)
    whole: list[Row] = [(f"layer {explored.depth + 1}", explored.depth, None)]
    return whole + [
        (f"units like {part[len(part) // 2]}", explored.depth, tuple(int(one) for one in part))
        for part in parts
    ]


@within_budget
@st.cache_resource(max_entries=64, show_spinner="Putting in every state…")
def _matrix(
    demo: str,
    network: str,
    given: str,
    other: str,
    sites: tuple[tuple[int, Units], ...],
    target: str,
) -> PatchMatrix:
    from seqdemo.models.patching import Site

    model, side = networks.thinking(demo, network), explorables()[demo]
    assert isinstance(side, HasStack), "only such are asked"
    places = [Site(layer, units) for layer, units in sites]
    return patch_matrix(side.stack(model, given), side.stack(model, other), places, target, MOST)


def _sentence(found: PatchMatrix) -> str:
    name = literal(with_signs(found.name)) or "*none of them*"
    place = np.unravel_index(int(np.abs(found.changes).argmax()), found.changes.shape)
    gap = found.donor - found.base
    most = float(found.changes[place])
    share = f", {percent(most / gap, 0)} of the way to the other input" if abs(gap) > 0.05 else ""
    said = (
        f"Log-probability of “**{name}**”: {_nats(found.base)} nats, after the other input "
        f"{_nats(found.donor)}. The state that does most changes it by **{most:+.2f}**{share}."
    )
    return said.replace(" -", " −").replace("**-", "**−")


def _nats(number: float) -> str:
    """A log-probability; a sure one is 0, not −0."""
    return f"{round(number, 2) + 0.0:.2f}"


def _shown(explored: Explored, labels: Sequence[str]) -> list[str]:
    """Labels as an axis shows them."""
    long = 1 if explored.joined else 10
    return [with_sign(label[:long]).replace("<", "‹") for label in labels]


def _numbers(found: PatchMatrix, names: Sequence[str]) -> Numbers:
    def table() -> Table:
        steps = len(found.labels)
        return {
            "site": np.repeat(names, steps).tolist(),
            "step_from_the_end": list(range(-steps + 1, 1)) * len(names),
            "input": found.labels * len(names),
            "other_input": found.others * len(names),
            "change_nats": found.changes.ravel(),
        }

    words = f"One row a site and step: change of the log-probability of {found.name!r}, nats"
    return Numbers("patching", words, table)
