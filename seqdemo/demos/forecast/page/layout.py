"""Layout of the page "Forecast a series"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.forecast.page import below, controls, guessing, source, stage, views
from seqdemo.demos.forecast.page.inside import inside
from seqdemo.demos.forecast.page.practising import practise
from seqdemo.demos.forecast.page.state import STATE
from seqdemo.demos.forecast.query import Ask

SHOWN: Mapping[str, Callable[[Ask], None]] = {
    "who": views.who,
    "inside": inside,
    "matters": views.matters,
    "season": views.season,
    "forced": views.forced,
    "fit": practise,
}


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    with network_errors():
        with sections.controls():
            controls.choosing()
            series = source.chosen()
        if series is not None:
            _forecast(stage.query(series))
        below.guide()
        below.about()
    STATE.write()


def _forecast(asked: Ask) -> None:
    with sections.picture("forecast"):
        guessing.begin(asked)
        said = stage.stage(asked)
        if sections.veiled(STATE, guessing.FORECAST):
            return
        guessing.compared(asked, said)
        words, known = st.columns([4, 1], vertical_alignment="center")
        words.markdown(stage.in_words(asked, said))
    with known:
        controls.knowing(asked.series)
    below.sources(asked)
    SHOWN[controls.view()](asked)
    below.downloads(asked, said)
