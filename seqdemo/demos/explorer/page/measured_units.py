"""Figures of every unit, measured on a data set."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from seqdemo.analysis.saturation import Saturation
from seqdemo.analysis.text_properties import Property
from seqdemo.analysis.unit_meaning import AUC, EveryUnit
from seqdemo.analysis.unit_numbers import LayerNumbers, UnitNumbers, load_numbers
from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS
from seqdemo.core.percent import percent
from seqdemo.demos.explorer.page.corpus_choice import corpus_kind, measured_corpus
from seqdemo.demos.explorer.page.source import Explored

TELLS = 2
"""How many properties are named of a unit."""


def measured(explored: Explored) -> LayerNumbers | None:
    """What was measured of the layer on its data set; None for one without such numbers."""
    if measured_corpus(explored) is None or explored.directions is not None:
        return None
    found = _numbers(explored.source, explored.network)
    return found.layers[explored.depth] if found and explored.depth < len(found.layers) else None


def measured_beside(explored: Explored) -> LayerNumbers | None:
    """The same, where what is measured on the page is measured on another corpus."""
    about = measured_corpus(explored)
    return measured(explored) if about and corpus_kind(explored) != about[0] else None


def measured_on(explored: Explored) -> str:
    """On what these figures were measured, in words."""
    about = measured_corpus(explored)
    return about[1].title if about else ""


def best_told(numbers: LayerNumbers, unit: int, asked: dict[str, Property]) -> str:
    """What a unit tells best of the data set, in words: chosen and measured on different halves."""
    known = [name for name in numbers.meaning if name in asked]
    known.sort(key=lambda name: -_strength(numbers.meaning[name], unit))
    told = (
        f"{asked[name].title} ({numbers.meaning[name].score(unit).score:.2f})"
        for name in known[:TELLS]
    )
    return ", ".join(told)


def saturation_words(explored: Explored, here: Mapping[str, Saturation], unit: int) -> str:
    """How often each gate of a unit is shut and open, here and on the data set, in words."""
    beside = measured_beside(explored)
    real = beside.saturation if beside else {}
    said = []
    for name, one in here.items():
        shut, opened = one.left[unit], one.right[unit]
        words = f"{name} gate shut {percent(shut, 0)}, open {percent(opened, 0)} of the time"
        if name in real:
            shut, opened = real[name].left[unit], real[name].right[unit]
            words += f" (on {measured_on(explored)} {percent(shut, 0)} and {percent(opened, 0)})"
        said.append(words)
    return f"**Unit {unit}**: {'; '.join(said)}."


def _strength(one: EveryUnit, unit: int) -> float:
    """0 for guessing, 1 for certainty, whatever the measure."""
    return abs(float(one.chosen[unit])) * (2 if one.measure == AUC else 1)


@st.cache_resource(show_spinner=False)
def _numbers(name: str, cell: str) -> UnitNumbers | None:
    return load_numbers(ASSETS / name / cell, str(networks.card(name, cell)["sha256"]))
