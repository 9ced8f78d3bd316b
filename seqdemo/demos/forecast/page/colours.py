"""Colours of networks and rivals, the same on every chart."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from seqdemo.demos.forecast.rivals import TITLES

COLOURS: Mapping[str, tuple[str, str]] = {
    "network": ("#8250c4", "#b48cf0"),
    "naive": ("#7a828f", "#a3acba"),
    "seasonal": ("#94720f", "#e0bb58"),
    "ar": ("#1e8a63", "#4fc396"),
    "theta": ("#b5333f", "#f07178"),
    "truth": ("#1d2433", "#eef1f5"),
    "you": ("#0e7c86", "#4fbfca"),
    "forced": ("#c2307a", "#f07fb5"),
}
"""Name -> colour in light and in dark; blue and orange are signs."""

SIGNS: Mapping[str, str] = {
    "network": ":violet[●]",
    "naive": ":gray[●]",
    "seasonal": ":yellow[●]",
    "ar": ":green[●]",
    "theta": ":red[●]",
}
"""The same in tables of text."""


def colour(name: str) -> str:
    """The colour in the visitor's theme."""
    return COLOURS[name][st.context.theme.type == "dark"]


def titled(name: str) -> str:
    """A rival or network in words: "gru" is "GRU"."""
    return TITLES.get(name, name.upper())
