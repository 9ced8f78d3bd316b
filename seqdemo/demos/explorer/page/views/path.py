"""View "Path": the state's path and its nearest states."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.nearest import nearest
from seqdemo.analysis.principal_axes import PrincipalAxes, principal_axes
from seqdemo.app import sections
from seqdemo.core.table import Table
from seqdemo.core.trace import FloatArray
from seqdemo.demos.explorer.page import lens_settings, source
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.corpora import corpus_or_wait
from seqdemo.demos.explorer.page.corpus_choice import choose_corpus, corpus_words
from seqdemo.demos.explorer.page.hints import look_for
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE, key
from seqdemo.views.state_space import Path, state_space
from seqdemo.web.passages import Passage, passages

CLOUD = 2_000
NEAREST = 8
TAIL = 30
"""Steps of a path that are drawn, up to the selected one: more would be a tangle."""


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    with sections.shown():
        st.caption(look_for("path", explored.side, explored.step))
        choose_corpus(explored)
        _choose(explored)
        with st.container():
            found = corpus_or_wait(explored)
            if found is None:
                return ()
            coordinates = _paths(explored, found[0])
    _step(explored, lens_settings.step_of(explored))
    return coordinates, _nearest(explored, found[0], lens_settings.step_of(explored))


def _choose(explored: Explored) -> None:
    """A second input, and in how many components."""
    second, dimensions = st.columns([5, 2], vertical_alignment="bottom")
    if explored.side is not None:
        STATE.draw(
            second.text_input,
            "other",
            "A second input in the same plane",
            placeholder=explored.side.other,
            help="The same network reads it too; both paths are drawn along the same components",
        )
    STATE.draw(
        dimensions.segmented_control,
        "dimensions",
        "Components",
        format_func=lambda count: f"{count}-D",
        required=True,
        help="Principal components: the directions in which the states of the corpus vary most",
    )


def _paths(explored: Explored, corpus: Corpus) -> Numbers:
    """The paths of one input or two, over the corpus."""
    now = lens_settings.step_of(explored)
    first = max(0, now + 1 - TAIL)
    here = slice(first, max(now + 1, first + TAIL))
    labels = explored.trace.inputs[here]
    paths = [
        Path(_name(explored, labels), labels, explored.layer.hidden[here], first),
        *_second(explored),
    ]
    cloud = _some(corpus)
    axes = principal_axes(
        np.concatenate([cloud, *(path.states for path in paths)]), int(STATE["dimensions"])
    )
    chart(state_space(axes, paths, now - first, cloud), "path")
    return _coordinates(axes, paths, cloud)


def _step(explored: Explored, now: int) -> None:
    """Which step the nearest states are asked for."""
    if len(explored.trace) < 2:
        return
    name = key("path_step")
    st.session_state[name] = now + 1
    st.slider(
        "Step",
        1,
        len(explored.trace),
        key=name,
        on_change=lambda: lens_settings.select_step(int(st.session_state[name]) - 1),
        help=f"Ringed above, with the {TAIL} steps up to it; its nearest states stand below",
    )


def _second(explored: Explored) -> list[Path]:
    trace = source.other_trace(explored)
    if trace is None:
        return []
    labels, hidden = trace.inputs[-TAIL:], explored.seen(trace).hidden[-TAIL:]
    return [Path(_name(explored, labels), labels, hidden, len(trace) - len(labels))]


def _nearest(explored: Explored, corpus: Corpus, step: int) -> Numbers:
    """Where the network was in nearly the same state."""
    st.markdown(f"**Nearest states** to the one after step {step + 1}, in {corpus_words(explored)}")
    rows = []
    found = nearest(corpus, explored.layer.hidden[step], NEAREST, apart=3)
    for place, distance in found:
        low, high = corpus.around(place, 45, 20)
        symbols = corpus.labels[low:high]
        note = f"step {place + 1:,}"
        marks = (place - low, place - low)
        rows.append(Passage(symbols, None, f"{distance:.2f} apart", note, marks))
    passages(rows, key="explorer.nearest", joined=explored.joined)
    st.caption(
        f"Underlined: the {explored.step} just read. Distances are Euclidean, over all units."
    )

    def table() -> Table:
        return {
            "rank": range(1, len(found) + 1),
            "step": [place + 1 for place, _ in found],
            "distance": [distance for _, distance in found],
            "input": [corpus.labels[place] for place, _ in found],
            "text": [("" if explored.joined else " ").join(row.symbols) for row in rows],
        }

    return Numbers("nearest states", "One row a step of the corpus, nearest first", table)


def _coordinates(axes: PrincipalAxes, paths: list[Path], cloud: FloatArray) -> Numbers:
    """Every point that is drawn; before them the axes' shares of the variance."""

    def table() -> Table:
        points = [axes.project(cloud), *(axes.project(path.states) for path in paths)]
        every = np.concatenate([axes.share[None], *points])
        blank = [None] * len(cloud)
        return {
            "what": [
                "share of variance",
                *["corpus"] * len(cloud),
                *(path.name for path in paths for _ in path.labels),
            ],
            "step": [None, *blank, *(step for path in paths for step in path.steps)],
            "input": [None, *blank, *(label for path in paths for label in path.labels)],
            **{f"component_{n + 1}": every[:, n] for n in range(every.shape[1])},
        }

    words = "One row a point, one column a component; the first row is their share of the variance"
    return Numbers("path", words, table)


def _some(corpus: Corpus) -> FloatArray:
    """States spread over the corpus, (N, H)."""
    places = np.linspace(0, len(corpus) - 1, min(CLOUD, len(corpus))).astype(int)
    chosen = np.ascontiguousarray(corpus.states[:, places].T)
    return np.asarray(chosen.astype(np.float32) * np.float32(corpus.most / 127))


def _name(explored: Explored, labels: tuple[str, ...]) -> str:
    text = explored.spelled(labels)
    return text if len(text) <= 24 else f"{text[:23]}…"
