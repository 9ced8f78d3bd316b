"""Figures measured on Shakespeare's own text, which ship where the text does not."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from seqdemo.analysis.saturation import Saturation
from seqdemo.analysis.text_properties import Property
from seqdemo.analysis.unit_meaning import AUC, EveryUnit
from seqdemo.analysis.unit_numbers import LayerNumbers, UnitNumbers, load_numbers
from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS
from seqdemo.demos.explorer.page.corpus_choice import corpus_kind
from seqdemo.demos.explorer.page.source import Explored

TELLS = 2
"""How many properties are named of a unit."""


def real_numbers(explored: Explored) -> LayerNumbers | None:
    """What was measured of the layer on real text; None for a network without such numbers."""
    if not explored.has_network:
        return None
    found = _numbers(explored.name, explored.cell)
    return found.layers[explored.depth] if found and explored.depth < len(found.layers) else None


def numbers_beside(explored: Explored) -> LayerNumbers | None:
    """The same, where what is measured on the page is measured on another text."""
    return real_numbers(explored) if corpus_kind(explored) == "own" else None


def best_told(numbers: LayerNumbers, unit: int, asked: dict[str, Property]) -> str:
    """What a unit tells best of real text, in words: chosen and measured on different halves."""
    known = [name for name in numbers.meaning if name in asked]
    known.sort(key=lambda name: -_strength(numbers.meaning[name], unit))
    told = (
        f"{asked[name].title} ({numbers.meaning[name].score(unit).score:.2f})"
        for name in known[:TELLS]
    )
    return ", ".join(told)


def saturation_words(here: Mapping[str, Saturation], beside: LayerNumbers | None, unit: int) -> str:
    """How often each gate of a unit is shut and open, here and on real text, in words."""
    real = beside.saturation if beside else {}
    said = []
    for name, one in here.items():
        words = f"{name} gate shut {one.left[unit]:.0%}, open {one.right[unit]:.0%} of the time"
        if name in real:
            shut, opened = real[name].left[unit], real[name].right[unit]
            words += f" (on Shakespeare's own text {shut:.0%} and {opened:.0%})"
        said.append(words)
    return f"**Unit {unit}**: {'; '.join(said)}."


def _strength(one: EveryUnit, unit: int) -> float:
    """0 for guessing, 1 for certainty, whatever the measure."""
    return abs(float(one.chosen[unit])) * (2 if one.measure == AUC else 1)


@st.cache_resource(show_spinner=False)
def _numbers(name: str, cell: str) -> UnitNumbers | None:
    return load_numbers(ASSETS / name / cell, str(networks.card(name, cell)["sha256"]))
