"""Vanishing gradients, measured over many texts; in "What matters"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.vanishing import Vanishing, vanishing
from seqdemo.app.job import Job
from seqdemo.core.table import Table
from seqdemo.core.trace import FloatArray
from seqdemo.demos.explorer.page import source
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.corpora import corpus_or_wait
from seqdemo.demos.explorer.page.corpus_choice import choose_corpus, corpus_words
from seqdemo.demos.explorer.page.measurements import LOOK, MEASUREMENTS, progress
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.vanishing import STEPS, Backwards
from seqdemo.views.vanishing_plot import singular_plot, vanishing_plot

WORK = "seqdemo.demos.explorer.vanishing:backwards"
TEXTS, LENGTH = 32, 60
SEED = 1

Found = Mapping[str, Vanishing]


def show(explored: Explored) -> tuple[Numbers, ...]:
    """All networks of a demo, each over the same texts of its own corpus."""
    choose_corpus(explored)
    made = corpus_or_wait(explored)
    if made is None or explored.side is None:
        return ()
    texts = _texts(explored, made[0])
    if len(texts) < 2:
        st.info("This corpus has no two texts to read.")
        return ()
    orders = {
        name: Backwards(explored.source, name, explored.depth, texts).as_json()
        for name in explored.side.networks
    }
    jobs: dict[str, Job] = {}
    for name, order in orders.items():  # one after the other: a visitor has one at a time
        job = jobs[name] = MEASUREMENTS.of(WORK, order)
        if job.running or job.end != "done":
            _wait(job, name, order, explored.side.networks[name])
            return ()
    return _result(explored, jobs)


def _wait(job: Job, name: str, order: Mapping[str, object], title: str) -> None:
    @st.fragment(run_every=LOOK if job.running else None)
    def look() -> None:
        job.look()
        if not job.running and job.end == "done":
            st.rerun()
        forget = lambda: MEASUREMENTS.forget(WORK, order)  # noqa: E731
        progress(job, f"{title}: back through {TEXTS} texts…", f"vanishing.{name}", forget)

    look()


def _result(explored: Explored, jobs: Mapping[str, Job]) -> tuple[Numbers, ...]:
    assert explored.side is not None
    told = {name: [one.told for one in list(job.events)] for name, job in jobs.items()}
    hidden = {name: _measured(rows, "hidden") for name, rows in told.items()}
    cells = {name: _measured(rows, "cells") for name, rows in told.items() if _has(rows)}
    names = explored.side.networks
    chart(vanishing_plot(hidden, cells, names), "vanishing")
    st.markdown(_table(hidden, cells, names))
    count = next(iter(hidden.values())).texts
    st.caption(
        f"Mean over {count} texts of {corpus_words(explored)}, each asked for the likeliest output "
        "after its last step; geometric mean, with its 95\u00a0% interval (bootstrap over texts). "
        "A straight fall is a gradient that shrinks by the same factor at every step. What a "
        "forget gate's first bias does to it, before any training: "
        "[How long can it remember?](lab?gate=0)"
    )
    own = told[explored.network]
    singular = [row for one in own for row in one.get("singular", [])]
    if singular:
        _jacobian(explored, np.asarray(singular, np.float32))
    return (_numbers(hidden, cells),)


def _jacobian(explored: Explored, values: FloatArray) -> None:
    chart(singular_plot(values, 1), "jacobian")
    st.caption(
        f"The largest singular values of the Jacobian of single steps, d(state after)/d(state "
        f"before), {explored.title}, the last {len(values)} steps of the first of these texts (of "
        f"an LSTM h and c together; at most {STEPS} steps). Above the dotted line a gradient can "
        "grow on its way back, in the one direction it belongs to."
    )


def _texts(explored: Explored, corpus: Corpus) -> tuple[str, ...]:
    """Texts from all over a corpus, as the network can be given them."""
    ends = np.append(corpus.starts[1:], len(corpus))
    draw = np.random.default_rng(SEED)
    space = "" if explored.joined else " "
    texts: list[str] = []
    for place in draw.permutation(len(corpus.starts)).tolist() * TEXTS:
        start, end = int(corpus.starts[place]), int(ends[place])
        first = int(draw.integers(start, max(start + 1, end - LENGTH)))
        text = source.typed(explored, space.join(corpus.labels[first : min(end, first + LENGTH)]))
        texts += [text] if text and text not in texts else []
        if len(texts) == TEXTS:
            break
    return tuple(texts)


def _has(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(one.get("cells") for one in rows)


def _measured(rows: Sequence[Mapping[str, Any]], name: str) -> Vanishing:
    return vanishing([one[name] for one in rows if name in one])


def _table(hidden: Found, cells: Found, names: Mapping[str, str]) -> str:
    rows = ["| gradient | factor a step | 95\u00a0% | half is left after |", "|---|---|---|---|"]
    for network, found in hidden.items():
        rows.append(_row(f"{names[network]}, dL/dh", found))
        if network in cells:
            rows.append(_row(f"{names[network]}, dL/dc", cells[network]))
    return "\n".join(rows)


def _row(title: str, found: Vanishing) -> str:
    factor, low, high = found.factor
    half = f"{found.half_life:.1f} steps" if np.isfinite(found.half_life) else "it does not shrink"
    return f"| {title} | {factor:.3f} | {low:.3f} to {high:.3f} | {half} |"


def _numbers(hidden: Found, cells: Found) -> Numbers:
    def table() -> Table:
        every = [(name, "h", one) for name, one in hidden.items()]
        every += [(name, "c", one) for name, one in cells.items()]
        rows = [
            (name, state, back, one.mean[back], one.low[back], one.high[back])
            for name, state, one in every
            for back in range(len(one.mean))
        ]
        columns = ("network", "gradient_of", "steps_before", "mean", "low", "high")
        return dict(zip(columns, zip(*rows, strict=True), strict=True))

    words = "One row a network, state and step back: mean norm of the gradient and its interval"
    return Numbers("vanishing gradients", words, table)
