"""Ask networks for a lesson, with answers kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Collection
from contextlib import suppress
from functools import partial

import streamlit as st

from seqdemo.app import background, networks
from seqdemo.lessons.lesson import Measure, Plain
from seqdemo.lessons.measures import MeasureError, Networks, measured


def ask(measure: Measure, first: tuple[Plain, ...] = ()) -> Plain:
    """The answer to a measure, by the networks that all visitors share.

    Args:
        measure: What is asked.
        first: Arguments before its own.

    Raises:
        MeasureError: If it has no answer.
    """
    return _answer(measure, first, repr((measure, first)))


def prepare(measures: Collection[Measure]) -> threading.Thread:
    """Ask in the background what will be told soon; what fails is said when it is told."""
    return background.start(partial(_ask_all, tuple(measures)), after=networks.PAINT_SECONDS)


def _ask_all(measures: Collection[Measure]) -> None:
    for measure in measures:
        if background.closing.is_set():
            return
        with suppress(MeasureError):
            ask(measure)


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _answer(_measure: Measure, _first: tuple[Plain, ...], key: str) -> Plain:
    return measured(_measure, _first, _networks)


def _networks(demo: str) -> Networks:
    return partial(networks.thinking, demo)
