"""A text on the page: written by a scribe, shown as it grows, opened up when it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.generation import Scribe
from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.shakespeare.examples import EXAMPLE, example
from seqdemo.demos.shakespeare.page import state
from seqdemo.demos.shakespeare.page.state import MORE, NAME, PACES, STATE
from seqdemo.demos.shakespeare.page.text_unroll import text_unroll
from seqdemo.demos.shakespeare.page.text_unroll.payload import TextView, bits_of
from seqdemo.demos.shakespeare.query import MAX_LENGTH, START, Score, Write
from seqdemo.views.unit_order import liveliest

_AGAIN = f"{NAME}.again"
POLL = 0.2
"""Seconds between two looks at a text that grows."""

FIRST_LINES = 160  # characters

SOON = 0.4
"""Seconds to wait for a text before showing it unfinished: most are done by then."""


class Slot:
    """One place for a text on the page, with the scribe that fills it."""

    def __init__(self, name: str, *, owner: bool) -> None:
        self.name, self.owner = name, owner
        self._key = f"{NAME}.slot.{name}"

    @property
    def _scribe(self) -> tuple[Write, Scribe] | None:
        found: tuple[Write, Scribe] | None = st.session_state.get(self._key)
        return found

    def prepare(self, asked: Write) -> Trace | None:
        """Have `asked` written; returns its trace if it is there at once: the shipped example."""
        if asked == example(asked.cell) and asked.cell == "lstm":
            st.session_state.pop(self._key, None)
            return networks.example_file(ASSETS / NAME / "lstm" / EXAMPLE)
        if self._scribe is None or self._scribe[0] != asked:
            known = self._known(asked)
            if self._scribe:
                self._scribe[1].stop()
            writing = networks.writing(NAME, asked.cell, asked)
            pace = PACES[STATE["pace"]]
            scribe = Scribe(iter(writing), asked.length, pace=pace, skip=known)
            st.session_state[self._key] = (asked, scribe)
            if not pace:
                scribe.join(SOON)
        return None

    def _known(self, asked: Write) -> int:
        """Characters of `asked` that the text on screen has already."""
        if self._scribe is None:
            before, length = example("lstm"), example("lstm").length
        else:
            before, length = self._scribe[0], len(self._scribe[1].symbols)
        if _voice(asked) != _voice(before):
            return 0
        # Up to the first choice that only one of them has they are the same.
        differ = set(asked.changes) ^ set(before.changes)
        return min([length, *(place for place, _ in differ)])

    @property
    def error(self) -> Exception | None:
        """What ended the writing before its time."""
        return self._scribe[1].error if self._scribe else None

    @property
    def running(self) -> bool:
        """Whether the text grows."""
        return self._scribe is not None and self._scribe[1].running

    def stop(self) -> None:
        """Let the text end where it is; the link then says so too."""
        if self._scribe is None:
            return
        asked, scribe = self._scribe
        scribe.stop()
        scribe.join(2)
        length = max(1, len(scribe.symbols))
        STATE.insist("length", length)
        stopped = Write(asked.prompt, length, asked.cell, asked.sampling, asked.changes)
        st.session_state[self._key] = (stopped, scribe)

    def text(self) -> tuple[str, FloatArray, float]:
        """What is written so far, the logits it was drawn from, and the speed."""
        assert self._scribe is not None
        asked, scribe = self._scribe
        names = state.vocabulary()
        symbols = scribe.symbols[: asked.length]
        logits = scribe.logits(len(symbols)) if symbols else np.zeros((0, len(names)), np.float32)
        return names.decode(symbols), logits, scribe.speed


def _voice(asked: Write) -> tuple[object, ...]:
    """All that decides what is written, but for the visitor's choices of characters."""
    return asked.prompt, asked.cell, asked.sampling


def written(slot: Slot, asked: Write) -> None:
    """Show a text that is being written, in a fragment that looks again while it grows."""
    with st.spinner("Opening the network…", show_time=False):
        shipped = slot.prepare(asked)

    # The browser says when it has shown the end. Were the page run again sooner, its controls could
    # miss the values that a link gave them in the first run.
    polling = slot.running

    @st.fragment(run_every=POLL if polling else None)
    def stage() -> None:
        if st.session_state.pop(_AGAIN, False):
            st.rerun()  # what was done here concerns the page above
        _show(slot, asked, shipped, polling)

    stage()
    if slot.error is not None:
        st.error(f"The writing stopped: {slot.error}. Another seed or network may still work.")


def _show(slot: Slot, asked: Write, shipped: Trace | None, polling: bool) -> None:
    running = slot.running
    names = state.vocabulary().symbols
    opening = asked.prompt or START
    speed = 0.0
    if shipped is not None:
        trace: Trace | None = shipped
        text, logits = "".join(shipped.inputs), shipped.logits
    else:
        new, drawn, speed = slot.text()
        text = opening + new
        trace = None if running else trace_of(asked.cell, text)
        # Of the opening nothing is known while the text grows: it was read all at once.
        unknown = np.full((len(opening) - 1, len(names)), np.nan, np.float32)
        logits = trace.logits if trace else np.concatenate([unknown, drawn])
    assert logits is not None
    view = _view(slot, asked.cell, text, trace, logits)
    text_unroll(
        TextView(
            **view,
            prompt_length=len(opening),
            sampling=asked.sampling,
            running=running,
            polling=polling,
            full=len(text) - len(opening) >= MAX_LENGTH,
            speed=speed,
            changed=[place for place, _ in asked.changes],
            rev=_digest(asked),
            link=state.link(asked),
        ),
        key=f"{NAME}.text.{slot.name}",
        on_act=lambda act: _act(slot, act),
        on_view=state.look,
    )


def scored(text: str, cell: CellKind) -> None:
    """Show how surprised a network is by a given text."""
    with st.spinner("Reading…", show_time=False):
        trace = trace_of(cell, text)
    slot = Slot("score", owner=True)
    assert trace.logits is not None
    view = _view(slot, cell, text, trace, trace.logits)
    text_unroll(
        TextView(
            **view,
            prompt_length=0,
            sampling=None,
            rev=_digest(Score(text, cell)),
            link=state.scored_link(text),
        ),
        key=f"{NAME}.text.score",
        on_act=lambda act: _act(slot, act),
        on_view=lambda seen: None,
    )


def trace_of(cell: CellKind, text: str) -> Trace:
    """Trace of a network that reads `text`; the same text is read once."""
    return networks.long_trace(NAME, cell, Score(text), text)


def _view(
    slot: Slot, cell: CellKind, text: str, trace: Trace | None, logits: FloatArray
) -> dict[str, Any]:
    """What all texts have in common."""
    card, unit = networks.card(NAME, cell), STATE["unit"]
    layers = len(trace.layers) if trace else card["config"]["num_layers"]
    depth = layers - 1 if STATE["depth"] is None else min(STATE["depth"], layers - 1)
    # Only what is shown in full has a unit to look at.
    if trace and (unit is None or unit >= trace.layers[depth].hidden_size):
        unit = liveliest(trace.layers[depth])
    names = state.vocabulary().symbols
    common: dict[str, Any] = {
        "text": text,
        "logits": logits,
        "names": names,
        "trace": trace,
        "orders": card["unit_orders"],
        "title": f"{cell.upper()}, {layers} layers of {card['config']['hidden_size']} units",
        "at": telling(text, logits) if trace and STATE["at"] is None else STATE["at"] or 0,
        "unit": unit or 0,
        "depth": depth,
        "colour": STATE["colour"],
        "owner": slot.owner,
    }
    return common | {"summary": summary(common, trace)}


def telling(text: str, logits: FloatArray) -> int:
    """A character worth opening first: the most surprising of those on the first lines."""
    bits = bits_of(text, logits, state.vocabulary().symbols)
    return int(bits[:FIRST_LINES].argmax())


def summary(common: dict[str, Any], trace: Trace | None) -> str:
    """How surprising the whole text is."""
    if trace is None or len(common["text"]) < 2:
        return ""
    mean = float(bits_of(common["text"], common["logits"], common["names"])[1:].mean())
    return f"{mean:.2f} bits per character on average, perplexity {2**mean:.1f}"


def _act(slot: Slot, act: dict[str, Any]) -> None:
    """Do what the visitor asked for in the component."""
    what = act.get("do")
    st.session_state[_AGAIN] = True
    if what == "stop":
        slot.stop()
    elif what == "continue":
        length = STATE["length"] + MORE
        STATE.insist("length", min(MAX_LENGTH, length))
    elif what == "branch":
        place, symbol = act.get("place"), act.get("symbol")
        known = isinstance(symbol, str) and symbol in state.vocabulary()
        if known and isinstance(place, int) and 0 <= place < MAX_LENGTH:
            state.branch(place, str(symbol))
    elif what == "undo":
        state.undo()
    elif what == "layer" and act.get("depth") in (0, 1, 2, 3):
        STATE["depth"], STATE["unit"] = act["depth"], None


def _digest(asked: Any) -> str:
    """A short name for a text; a text that only grows keeps it."""
    if isinstance(asked, Write):
        asked = (asked.prompt, asked.cell, asked.sampling, asked.changes)
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]


def columns(slots: Sequence[tuple[Slot, Write]]) -> None:
    """Two texts side by side."""
    for column, (slot, asked) in zip(st.columns(len(slots)), slots, strict=True):
        with column:
            name = f"{asked.cell.upper()}, temperature {asked.sampling.temperature:g}"
            st.markdown(f"**{name}**")
            written(slot, asked)
