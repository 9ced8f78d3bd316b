"""Search by cause on the page: the order, and what was found."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.analysis.cause_search import RATE, Found, judged
from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.app.job import Job
from seqdemo.core.percent import percent
from seqdemo.core.table import Table
from seqdemo.demos.explorer.holds import UNITS
from seqdemo.demos.explorer.page.dose_words import interval, said
from seqdemo.demos.explorer.page.held import Held
from seqdemo.demos.explorer.page.measurements import LOOK, MEASUREMENTS, progress
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import PLURALS, Explored
from seqdemo.demos.explorer.page.state import STATE, key
from seqdemo.demos.explorer.search import CONFIRMED, FRESH, HIGH, LOW, SCREENED, Search
from seqdemo.views.significant import significant

WORK = "seqdemo.demos.explorer.search:search"
SECONDS = 180.0
"""CPU seconds of a search."""

SHOWN = 8
"""Units that have a button."""


def show(explored: Explored, held: Held, outcome: Outcome, *, wait: bool) -> tuple[Numbers, ...]:
    """The search for the outcome that is looked at.

    Args:
        explored: What is explored.
        held: Says from which step on units are held.
        outcome: What is looked at.
        wait: Whether another measurement of this visitor is still running.
    """
    if outcome.count is None and not outcome.judge:
        return ()
    with st.container(border=True):
        size, layer = explored.layer.hidden_size, explored.depth + 1
        rows = PLURALS[explored.noun]
        if not _is_asked(explored):
            st.button(
                f"Search all {size} {rows} of layer {layer} for what changes “{outcome.title}”",
                on_click=_ask,
                args=(explored,),
                help=f"Holds every {explored.noun} low and high in {2 * SCREENED} texts, then the "
                f"best {CONFIRMED} in {2 * FRESH} new ones: half a minute on two cores",
            )
            return ()
        if wait:
            st.caption("The search begins when the measurement above is done.")
            return ()
        order = _order(explored, held).as_json()
        job = MEASUREMENTS.of(WORK, order, _payload(explored), SECONDS)
        _result(job, explored, held, outcome)
        return (_numbers(job, explored, outcome),)


def _is_asked(explored: Explored) -> bool:
    return bool(STATE["search"] == _link(explored))


def _ask(explored: Explored) -> None:
    STATE["search"] = _link(explored)


def _link(explored: Explored) -> str:
    """A search as a link says it."""
    kind = "" if explored.basis == UNITS else f".{explored.basis}"
    return f"{STATE['outcome']}.{explored.depth + 1}{kind}"


def _payload(explored: Explored) -> bytes:
    return b"" if explored.directions is None else explored.directions.to_bytes()


def _order(explored: Explored, held: Held) -> Search:
    assert explored.side is not None
    return Search(
        demo=explored.source,
        network=explored.network,
        opening=explored.side.up_to(explored.given, explored.trace, held.step),
        first=held.step,
        layer=explored.depth,
        hidden_size=explored.trace.layers[explored.depth].hidden_size,
        outcome=str(STATE["outcome"]),
        basis=explored.basis,
    )


def _result(job: Job, explored: Explored, held: Held, outcome: Outcome) -> None:
    polling = job.look()

    @st.fragment(run_every=LOOK if polling else None)
    def draw() -> None:
        if polling and not job.look():
            st.rerun()
        order = _order(explored, held).as_json()
        doing, payload = _stage(job, explored), _payload(explored)
        progress(job, doing, "search", lambda: MEASUREMENTS.forget(WORK, order, payload))
        units = found(job)
        if units:
            st.markdown(_table(units, explored, outcome))
            _choose(units, explored, held)
        elif job.end == "done":
            st.caption(f"No {explored.noun} changes this at all.")

    draw()


def _stage(job: Job, explored: Explored) -> str:
    if any(event.told["stage"] == "screened" for event in job.events):
        return f"Holding the best {PLURALS[explored.noun]} in new texts…"
    return f"Holding every {explored.noun} low and high…"


def found(job: Job) -> list[Found]:
    """Units that were held over fresh samples so far, the surest first."""
    told = [event.told for event in list(job.events) if event.told["stage"] == "confirm"]
    return judged([(one["unit"], np.array(one["down"]), np.array(one["up"])) for one in told])


def _table(units: list[Found], explored: Explored, outcome: Outcome) -> str:
    sure = [one for one in units if one.confirmed]
    lines = [
        f"**{len(sure)} of {len(units)}** {PLURALS[explored.noun]} that were held again "
        f"in {2 * FRESH} new texts change “{outcome.title}”; on average at most "
        f"{percent(RATE, 0)} of such finds are chance (Benjamini and Hochberg).",
        "",
        f"| {explored.noun} | held at {LOW:g} | held at +{HIGH:g} | p | corrected |".replace(
            "-", "−"
        ),
        "|---|---|---|---|---|",
    ]
    for one in sure[:SHOWN]:
        ends = [outcome.estimate(counts) for counts in (one.down, one.up)]
        cells = [f"**{said(end, outcome)}** ({interval(end, outcome)})" for end in ends]
        name = one.unit if explored.basis != "probes" else explored.called(one.unit)
        lines.append(
            f"| {name} | {' | '.join(cells)} | {significant(one.p)} | {significant(one.q)} |"
        )
    return "\n".join(lines if sure else lines[:1])


def _choose(units: list[Found], explored: Explored, held: Held) -> None:
    sure = [one for one in units if one.confirmed]
    if not sure:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Measure one:", width="content")
        for one in sure[:SHOWN]:
            st.button(
                explored.called(one.unit),
                key=key(f"found.{one.unit}"),
                on_click=_measure,
                args=(Held(explored.depth, (one.unit,), held.step, explored.basis),),
            )


def _measure(held: Held) -> None:
    STATE["holding"] = held.write()


def _numbers(job: Job, explored: Explored, outcome: Outcome) -> Numbers:
    def table() -> Table:
        rows = [
            (
                one.unit,
                *outcome.estimate(one.down),
                *outcome.estimate(one.up),
                one.p,
                one.q,
                int(one.confirmed),
            )
            for one in found(job)
        ]
        ends = [f"{end}_{what}" for end in ("low", "high") for what in ("value", "from", "to")]
        columns = (explored.noun, *ends, "p", "p_corrected", "confirmed")
        return dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}

    return Numbers(
        "search",
        f"One row a {explored.noun} of the best {CONFIRMED}: “{outcome.title}” with it held at "
        f"−1 (low) and +1 (high) in {FRESH} new texts each, with 95\u00a0% intervals, and the "
        "chance of it",
        table,
    )
