"""Directions in place of units: axes, probes, sparse features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.directions import Directions, axes_of, probes_of
from seqdemo.analysis.feature_file import LayerFeatures, load_features
from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.core.card_file import ASSETS
from seqdemo.core.intervention import Intervention, Steer
from seqdemo.core.percent import percent
from seqdemo.demos.explorer.page import state
from seqdemo.demos.explorer.page.corpora import corpus_name, properties_of, units_or_wait
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import BASES, STATE
from seqdemo.tasks.live import live_networks

AXES = 16
NOUNS = {"units": "unit", "axes": "axis", "probes": "probe", "features": "feature"}
WORDS = {
    "axes": "Each row is a principal axis, a direction in which the states of the corpus vary "
    "most. Its sign is arbitrary; 1 is about as far as they go.",
    "probes": "Each row is a linear probe, the weighted sum of all units that tells a property "
    "best, fitted to the first half of the corpus.",
}


def control(explored: Explored) -> None:
    """What a row is: a unit, or a direction."""
    there = [name for name in BASES if name != "features" or _features(explored)]
    if STATE["basis"] not in there:
        STATE["basis"] = "units"
    STATE.draw(
        st.selectbox,
        "basis",
        "A row is",
        options=there,
        label_visibility="collapsed",
        on_change=_other_rows,
        width=190,
        help="Single units, or directions: sums of many units that are read, matched and turned "
        "as if each were one",
    )


def _other_rows() -> None:
    """What was selected, or held, was a row of another kind."""
    state.point_at(unit=None)
    STATE["holding"] = ""


def seen(explored: Explored) -> Explored | None:
    """The same in the chosen directions; None, with a progress bar, while a corpus is made."""
    basis = str(STATE["basis"])
    if basis == "units":
        return explored
    found = _directions(explored, basis)
    if found is None:
        return None
    if not len(found):
        st.info("No property has enough examples in this input for a probe: these are its units.")
        return explored
    st.caption(_words(explored, basis))
    return replace(explored, basis=basis, noun=NOUNS[basis], directions=found)


def resolved(explored: Explored, done: Sequence[Intervention]) -> tuple[Intervention, ...]:
    """Interventions of a link with the vectors of their directions."""
    return tuple(_with_vectors(explored, one) if isinstance(one, Steer) else one for one in done)


def _with_vectors(explored: Explored, one: Steer) -> Steer:
    found = directions_of(explored, one.layer, one.basis)
    if found is None or one.number >= len(found):
        return one
    return found.steer(one.number, one.layer, one.basis, one.first, one.value)


def directions_of(explored: Explored, layer: int, basis: str) -> Directions | None:
    """Directions of any layer; none of units, nor, with a progress bar, while a corpus is made."""
    if basis not in BASES or basis == "units" or layer >= len(explored.trace.layers):
        return None
    plain = replace(explored, basis="units", noun="unit", directions=None, depth=layer)
    return _directions(plain, basis)


def _directions(explored: Explored, basis: str) -> Directions | None:
    if basis == "features":
        one = _features(explored).get(explored.depth)
        return one.directions if one else Directions.none(explored.layer.hidden_size)
    corpus = units_or_wait(explored)
    return None if corpus is None else _made(corpus_name(explored), basis, explored, corpus)


@within_budget
@st.cache_resource(max_entries=16, show_spinner="Looking for directions…")
def _made(name: str, basis: str, _explored: Explored, _corpus: Corpus) -> Directions:
    if basis == "axes":
        return axes_of(_corpus, AXES)
    return probes_of(_corpus, properties_of(_explored, _corpus))


def _features(explored: Explored) -> dict[int, LayerFeatures]:
    if explored.side is None or explored.source in live_networks():
        return {}
    return _shipped(explored.source, explored.network)


@st.cache_resource(show_spinner=False)
def _shipped(name: str, network: str) -> dict[int, LayerFeatures]:
    weights = str(networks.card(name, network)["sha256"])
    return load_features(ASSETS / name / network, weights)


def _words(explored: Explored, basis: str) -> str:
    if basis != "features":
        return WORDS[basis]
    one = _features(explored)[explored.depth]
    told = one.measures
    return (
        f"Each row is a feature of a sparse autoencoder: {len(one.directions)} directions, of "
        f"which {told['active']:.0f} are on in a state, rebuild "
        f"{percent(told['explained'], 0)} of the variance of states of unseen text. "
        f"{percent(told['dead'], 0)} of them are never on."
    )
