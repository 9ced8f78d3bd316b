"""Section "Twenty ways it could go on from here", as a tree."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors
from seqdemo.core.character_names import with_sign
from seqdemo.core.prefix_tree import Branch, prefix_tree
from seqdemo.core.trace import Trace
from seqdemo.demos.shakespeare.page import stage, state
from seqdemo.demos.shakespeare.page.slot import Slot
from seqdemo.demos.shakespeare.page.state import NAME, STATE, WAYS
from seqdemo.demos.shakespeare.query import START, Write
from seqdemo.web import prefix_tree as tree
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

SEEDS = range(1, 21)
LENGTH = 30
"""Characters of a continuation."""

CONTEXT = 24
"""Characters shown before the place."""


@fragment(WAYS)
def section(slot: Slot, asked: Write) -> None:
    """Twenty texts that begin at the selected character, if the visitor wants them."""
    if STATE.hides("ways") and not STATE["ways"]:
        return
    st.subheader("Twenty ways it could go on from here", anchor="ways")
    STATE.draw(
        st.toggle,
        "ways",
        "Begin anew at the selected letter, twenty times, each with a luck of its own",
    )
    trace = slot.shown(asked).trace if STATE["ways"] else None
    if trace is not None:
        with network_errors():
            _show(slot, asked, trace)


def _show(slot: Slot, asked: Write, trace: Trace) -> None:
    assert trace.logits is not None
    text, opening = "".join(trace.inputs), len(asked.prompt or START)
    selected = stage.place_of(text, trace.logits)
    at = min(max(selected, opening), len(text) - 1)
    branches = _branches(asked, slot, at, opening)
    before = text[max(0, at - CONTEXT) : at].replace("\n", "⏎")
    given = "The opening words are yours, so it begins after them. " if selected < at else ""
    st.caption(
        f"{given}Before the letter “{with_sign(text[at])}” the network has one state; "
        f"from there it writes {LENGTH} letters with seeds 1 to {len(SEEDS)}, drawn at "
        f"{_in_words()}. What several share stands once, with how many took it and how likely it "
        "was. **Click one** to go on with it."
    )

    def pick(sent: dict[str, Any]) -> Rerun:
        symbols = tree.picked(sent, branches)
        if symbols is None:
            return None
        state.go_on(at - opening, symbols)
        return [PAGE]

    tree.prefix_tree(
        branches,
        key=f"{NAME}.ways.tree",
        root=f"…{before}" if at > CONTEXT else before,
        named="seed",
        on_pick=pick,
        fragment=WAYS,
    )


def _in_words() -> str:
    sampling = state.tried()
    cuts = [f"top-k {sampling.top_k}"] if sampling.top_k else []
    cuts += [f"top-p {sampling.top_p:g}"] if sampling.top_p else []
    return ", ".join([f"temperature {sampling.temperature:g}", *cuts])


def _branches(asked: Write, slot: Slot, at: int, opening: int) -> tuple[Branch, ...]:
    from seqdemo.demos.shakespeare.task import network_steps  # torch: not before it is needed
    from seqdemo.demos.shakespeare.ways import ways_on

    steps = network_steps(networks.thinking(NAME, asked.cell))
    trace = slot.finished(asked)()  # the example that ships has states in half precision
    known, drawn = state.vocabulary(), state.tried()
    paths = ways_on(steps, known, trace, at, drawn, SEEDS, place=at - opening, length=LENGTH)
    return prefix_tree(paths)
