"""View "The Shakespeare writer": the same of a real network."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors, note_line, waiting
from seqdemo.app.typed_line import typed_line
from seqdemo.demos.through_time.page import state
from seqdemo.demos.through_time.page.state import LONGEST, STATE
from seqdemo.demos.through_time.page.unrolled import unrolled
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE

WRITER, NETWORK = "shakespeare", "lstm"
SHOWN = (0, 1, 10)
"""After so many updates the writer is drawn, and after MORE if the visitor asks for that."""

MORE = 100
_ASKED = STATE.key("#asked")
"""Session key of the text, the window and the rate of which MORE updates are wanted."""


def show() -> None:
    """Draw the view."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = typed_line(STATE, "text", "A few letters", LONGEST)
        never = f"Steps of the window; at {LONGEST} nothing is cut"
        STATE.draw(st.slider, "cut", "Cut the chain after", help=never)
        STATE.draw(st.slider, "speed", "Learning rate")
    with network_errors():
        symbols = networks.card(WRITER, NETWORK)["vocabulary"]
        text = "".join(letter for letter in typed if letter in symbols)
        left_out = "".join(dict.fromkeys(c for c in typed if c not in symbols))
        note_line(f"The writer does not know: {left_out}" if left_out else "")
        if len(text) < 2:
            st.info("Type at least two letters: it reads one and is asked for the next.")
            return
        _learning(text)


def _learning(text: str) -> None:
    asked = (text, STATE["cut"], STATE["speed"])
    with waiting("Forward, back, and the updates …"):
        more = st.session_state.get(_ASKED) == asked
        found = learned_more(*asked) if more else learned(*asked)
    title = "LSTM, 2 layers of 512 units, 3.5 million weights"
    unrolled(
        state.place(),
        title,
        writer=found,
        on_view=state.take,
        on_more=lambda: _ask(asked),
    )


def _ask(asked: tuple[str, int, float]) -> Rerun:
    st.session_state[_ASKED] = asked
    return [PAGE]


@st.cache_data(max_entries=64, show_spinner=False)
def learned(text: str, window: int, rate: float) -> dict[str, Any]:
    """Records of a text after 0, 1 and 10 updates, and the loss after each of them.

    Args:
        text: Symbols that the writer knows, at least two.
        window: Steps of the BPTT window.
        rate: Learning rate of plain gradient descent.
    """
    from seqdemo.demos.through_time import back

    writer, numbers = networks.thinking(WRITER, NETWORK), _numbers(text)
    weights, records, losses = back.weights_of(writer), {}, []
    for done, then in zip(SHOWN, (*SHOWN[1:], 0), strict=True):
        found = back.through_time(writer, weights, numbers, window)
        losses.append(sum(found.losses))
        records[str(done)] = record(text, window, found)
        if then:
            weights = back.updated(weights, found.gradients, rate)
            between = then - done - 1
            weights, passed = back.descended(writer, weights, numbers, window, rate, between)
            losses += passed
    return {"records": records, "losses": losses, "rate": rate}


@st.cache_data(max_entries=64, show_spinner=False)
def learned_more(text: str, window: int, rate: float) -> dict[str, Any]:
    """The same with the record after MORE updates, and all the losses up to that."""
    from seqdemo.demos.through_time import back

    writer, numbers = networks.thinking(WRITER, NETWORK), _numbers(text)
    first = back.weights_of(writer)
    weights, losses = back.descended(writer, first, numbers, window, rate, MORE)
    found = back.through_time(writer, weights, numbers, window)
    shown = learned(text, window, rate)
    records = shown["records"] | {str(MORE): record(text, window, found)}
    start = shown["losses"]
    losses = [*start, *losses[len(start) :], sum(found.losses)]
    return {"records": records, "losses": losses, "rate": rate}


def _numbers(text: str) -> list[int]:
    symbols = networks.card(WRITER, NETWORK)["vocabulary"]
    return [symbols.index(letter) for letter in text]


def record(text: str, window: int, found: Any) -> dict[str, Any]:
    """A pass as the drawing takes it; see `unrolled/drawing.js`."""
    layers = [
        {"name": f"layer {n + 1}", "states": [[] for _ in norms], "norms": norms, "flows": flows}
        for n, (norms, flows) in enumerate(zip(found.norms, found.flows, strict=True))
    ]
    return {
        "labels": list(text[:-1]),
        "targets": list(text[1:]),
        "chances": found.chances,
        "losses": found.losses,
        "layers": layers,
        "own": found.own,
        "adds": found.adds,
        "total": found.total,
        "window": window,
    }
