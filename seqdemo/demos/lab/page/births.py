"""Gradients before the first update: shipped for the first visit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from seqdemo.core.card_file import ASSETS, ShippedFileError
from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.settings import Settings

FILE = ASSETS / "lab" / "births.json"

Births = Mapping[CellKind, Sequence[float]]


def births(settings: Settings) -> Births:
    """Gradients of the race's networks; torch is loaded unless these are the first visit's.

    Raises:
        ShippedFileError: If the file of those is damaged.
    """
    plain = replace(settings, learning_rate=0.0, max_grad_norm=0.0, practice="far")
    if plain == replace(Settings(), learning_rate=0.0, max_grad_norm=0.0):
        return _shipped()
    return _computed(plain)


@st.cache_data(show_spinner=False)
def _shipped() -> Births:
    try:
        found: Births = json.loads(FILE.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ShippedFileError(FILE, error) from error
    return found


@st.cache_data(max_entries=256, show_spinner=False)
def _computed(settings: Settings) -> Births:
    from seqdemo.demos.lab.birth_gradient import birth_gradients
    from seqdemo.training.device import use_one_thread

    use_one_thread()
    return birth_gradients(settings)
