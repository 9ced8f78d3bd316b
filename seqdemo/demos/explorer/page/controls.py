"""Controls: which network, which input, which view."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.input_controls import Place, input_controls
from seqdemo.demos.explorer.page import bases, files, state
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE, VIEWS
from seqdemo.tasks.causes import HasCauses
from seqdemo.tasks.protocols import (
    Explorable,
    HasCorpora,
    HasInterventions,
    HasProperties,
    HasSaliency,
)

NEEDS = {
    "gradient": HasSaliency,
    "meaning": HasProperties,
    "match": HasCorpora,
    "reach": HasInterventions,
    "cause": HasCauses,
}
"""View -> what a demo must offer for it; a file is told what it lacks."""

OF_UNITS = ("gates", "path", "gradient")
"""Views that a direction has no part in."""


def source() -> None:
    """Where states come from, and the input."""
    with sections.tools("source"):
        STATE.draw(
            sections.first_control("source").segmented_control,
            "source",
            "States of",
            options=list(state.sources()),
            label_visibility="collapsed",
            required=True,
            on_change=_restart,
            help="A trained network of this app, or a trace of your own",
        )
        side = state.side()
        if side is not None:
            STATE.draw(
                st.segmented_control,
                "network",
                "Network",
                options=list(side.networks),
                format_func=lambda name: side.networks[name],
                label_visibility="collapsed",
                required=True,
                help="Which trained network",
            )
        _layer(side.layers if side else files.file_layers())
    if side is None:
        _file()
    elif not STATE.hides("input"):
        demo = STATE["source"]
        place = Place(state.input_state(demo), STATE["network"], _start_over)
        input_controls(demo).draw(place)


def view(explored: Explored) -> str:
    """Which view, of those there are for what is explored, and what a row is."""
    there = views(explored.side)
    if STATE["basis"] != "units":
        there = [name for name in there if name not in OF_UNITS]
    if STATE["view"] not in there:
        STATE["view"] = next(iter(there))
    if not STATE.hides("view"):
        with sections.tools("view"):
            arguments = STATE.control("view") | {"options": there, "label_visibility": "collapsed"}
            first = sections.first_control("view")
            first.segmented_control("View", required=True, **arguments)
            bases.control(explored)
    return str(STATE["view"])


def views(side: Explorable | None) -> list[str]:
    """Names of the views a demo has what they need for; a file has all."""
    return [name for name in VIEWS if side is None or _offers(side, name)]


def _offers(side: Explorable, name: str) -> bool:
    """Whether a demo has what a view needs, or says why not; what is long is searched itself."""
    there = isinstance(side, NEEDS.get(name, object)) or (name == "match" and side.within)
    return there or name in side.lacking


def _restart() -> None:
    """Another source: what was selected no longer means anything."""
    STATE["layer"] = 64
    state.point_at(at=None, unit=None, span=None)


def _start_over(network: str) -> None:
    """Another input, put in from Python."""
    if network:
        STATE["network"] = network
    state.point_at(at=None, unit=None, span=None)


def _layer(count: int) -> None:
    """Which layer, where there are several."""
    STATE["layer"] = max(1, min(int(STATE["layer"]), count))
    if count > 1:
        STATE.draw(
            st.segmented_control,
            "layer",
            "Layer",
            options=list(range(1, count + 1)),
            format_func=lambda number: f"layer {number}",
            label_visibility="collapsed",
            required=True,
            help="Layer 1 reads the input; each further layer reads the one below",
        )


def _file() -> None:
    made = "Made by seqdemo.record and seqdemo.save_trace, or downloaded here"
    files.uploader(files.OWN, "A trace file (.npz)", made)
    name = files.file_name()
    if name and not files.refused(files.OWN):
        st.caption(f"Exploring {name}.")
