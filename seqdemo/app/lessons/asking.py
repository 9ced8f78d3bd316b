"""Ask networks for a lesson, with answers kept in memory."""

from __future__ import annotations

from functools import partial

import streamlit as st

from seqdemo.app import networks
from seqdemo.lessons.lesson import Measure, Plain
from seqdemo.lessons.measures import Networks, measured


def ask(measure: Measure, first: tuple[Plain, ...] = ()) -> Plain:
    """The answer to a measure, by the networks that all visitors share.

    Args:
        measure: What is asked.
        first: Arguments before its own.

    Raises:
        MeasureError: If it has no answer.
    """
    return _answer(measure, first, repr((measure, first)))


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _answer(_measure: Measure, _first: tuple[Plain, ...], key: str) -> Plain:
    return measured(_measure, _first, _networks)


def _networks(demo: str) -> Networks:
    return partial(networks.thinking, demo)
