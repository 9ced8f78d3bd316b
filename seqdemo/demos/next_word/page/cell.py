"""Opened cell of the selected word and unit."""

from __future__ import annotations

from collections.abc import Sequence

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.next_word.page import answers
from seqdemo.demos.next_word.page.state import NAME, STATE
from seqdemo.demos.next_word.words import tokens_of
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened(text: str, trace: Trace) -> None:
    """How the selected unit came by its value while a text was read."""
    with network_errors():
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, STATE["at"], STATE["unit"]),
            opens=lambda _: _opened(tokens_of(text), trace),
            labels=["start", *trace.inputs[1:]],
            fragment=CELL,
        )


def _opened(tokens: Sequence[str], trace: Trace) -> OpenedLayer:
    from seqdemo.demos.next_word.opened import opened as open_layer  # torch: when it is needed

    model = networks.thinking(NAME, answers.KEYBOARD)
    return open_layer(model, answers.lexicon(), tokens, trace)
