"""A text on the page: shown as it grows, opened up when it is done."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.generation import count_running
from seqdemo.app.input_controls import explorer_link
from seqdemo.app.open_cell import followers
from seqdemo.app.page import waiting
from seqdemo.app.page_state import ADDRESS
from seqdemo.core.metrics import mean_and_perplexity
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.shakespeare.examples import FIRST_UNIT
from seqdemo.demos.shakespeare.page import first_visit, state
from seqdemo.demos.shakespeare.page.slot import Shown, Slot
from seqdemo.demos.shakespeare.page.state import MORE, NAME, STATE, WAYS
from seqdemo.demos.shakespeare.page.text_unroll import text_unroll
from seqdemo.demos.shakespeare.page.text_unroll.payload import TextView, bits_of
from seqdemo.demos.shakespeare.query import MAX_LENGTH, START, Score, Write
from seqdemo.views.unit_order import first_unit
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

POLL, POLL_MORE, POLL_MOST = 0.2, 0.02, 1.0
"""Seconds between two looks at a text that grows: alone, more for each other text, and at most."""

_LOOKS = threading.Lock()
"""Texts are shown one at a time: a page whose visitor waits for an answer then shares Python with
one of a class that writes, not with thirty."""

FIRST_LINES = 160  # characters


def written(slot: Slot, asked: Write) -> None:
    """Show a text that is being written, in a fragment that looks again while it grows."""
    with waiting("Opening the network…"):
        slot.prepare(asked)
    polling = slot.running

    @fragment(slot.stage, run_every=poll_interval() if polling else None)
    def stage() -> None:
        looked = not next(whole_page, False)
        if looked and polling and not slot.running:
            st.rerun()  # the text is done: nobody has to look again
        with _LOOKS:
            _show(slot, asked)

    whole_page = iter((True,))  # the first time is in the page's own run
    stage()
    if slot.error is not None:
        st.error(f"The writing stopped: {slot.error}. Another seed or network may still work.")


def poll_interval() -> float:
    """Seconds until the next look at a text; longer when a whole class writes."""
    return min(POLL_MOST, POLL + POLL_MORE * max(0, count_running() - 1))


def _show(slot: Slot, asked: Write) -> None:
    shown = slot.shown(asked)
    prompt_length = len(asked.prompt or START)
    text_unroll(
        TextView(
            **_view(slot, asked.cell, shown),
            first=slot.first_new(shown),
            whole=slot.whole,
            prompt_length=prompt_length,
            sampling=asked.sampling,
            fixed=not slot.owner or any(map(STATE.locks, ("temperature", "top_k", "top_p"))),
            running=shown.trace is None and slot.error is None,
            full=len(shown.text) - prompt_length >= MAX_LENGTH,
            speed=shown.speed,
            slowly=slot.owner and first_visit.is_first(),
            changed=[place for place, _ in asked.changes],
            rev=_digest(asked),
        ),
        key=f"{NAME}.text.{slot.name}",
        on_act=lambda act: _act(slot, act),
        on_view=_look,
        fragment=slot.stage,
    )


def scored(text: str, cell: CellKind) -> None:
    """Show how surprised a network is by a given text."""
    slot = Slot("score", owner=True)
    with waiting("Reading…"):
        trace = networks.long_trace(NAME, cell, Score(text), text)
    text_unroll(
        TextView(
            **_view(slot, cell, Shown.of(trace)),
            prompt_length=0,
            sampling=None,
            rev=_digest(Score(text, cell)),
        ),
        key=f"{NAME}.text.score",
        on_act=lambda act: _act(slot, act),
        on_view=lambda seen: [ADDRESS],
    )


def _view(slot: Slot, cell: CellKind, shown: Shown) -> dict[str, Any]:
    """What all texts have in common."""
    text, logits, trace = shown.text, shown.logits, shown.trace
    card = networks.card(NAME, cell)
    layers = len(trace.layers) if trace else card["config"]["num_layers"]
    depth = layer_of(layers)
    # Only what is shown in full has a unit to look at.
    unit = unit_of(cell, trace, depth) if trace else STATE["unit"]
    names = state.vocabulary().symbols
    common: dict[str, Any] = {
        "text": text,
        "logits": logits,
        "names": names,
        "trace": trace,
        "hold": explorer_link(NAME, cell),
        "orders": card["unit_orders"],
        "title": f"{cell.upper()}, {layers} layers of {card['config']['hidden_size']} units",
        "around": slot.take_asked(),
        "at": place_of(text, logits) if trace else STATE["at"] or 0,
        "unit": unit or 0,
        "depth": depth,
        "colour": STATE["colour"],
        "owner": slot.owner,
        "tried": STATE["tried"] if slot.owner else None,
    }
    return common | {"summary": summary(cell, common, trace)}


def layer_of(layers: int) -> int:
    """The selected layer, from 0; the top one as long as none is."""
    return layers - 1 if STATE["depth"] is None else min(STATE["depth"], layers - 1)


def unit_of(cell: CellKind, trace: Trace, depth: int) -> int:
    """The selected unit of a layer; else one that is worth a first look."""
    unit: int | None = STATE["unit"]
    if unit is None or unit >= trace.layers[depth].hidden_size:
        return first_unit(trace.layers[depth], depth, FIRST_UNIT.get(cell))
    return unit


def place_of(text: str, logits: FloatArray) -> int:
    """The selected character; else one that is worth opening first."""
    at: int | None = STATE["at"]
    return telling(text, logits) if at is None else min(at, len(text) - 1)


def telling(text: str, logits: FloatArray) -> int:
    """A character worth opening first: the most surprising of those on the first lines."""
    bits = bits_of(text, logits, state.vocabulary().symbols)
    return int(bits[:FIRST_LINES].argmax())


def summary(cell: CellKind, common: dict[str, Any], trace: Trace | None) -> str:
    """How surprising the whole text is."""
    if trace is None or len(common["text"]) < 2:
        return ""
    bits = bits_of(common["text"], common["logits"], common["names"])[1:]
    mean, perplexity = mean_and_perplexity(bits)
    unseen = networks.card(NAME, cell)["metrics"]["bits_per_char"]
    words = f"{mean:.2f} bits a character on average, perplexity {perplexity:.1f}"
    return f"{words}; unseen Shakespeare: {unseen:.2f}"


def _look(seen: dict[str, Any]) -> list[str]:
    """Note what the visitor rests on, if it makes sense; the text need not be sent again."""
    for name in ("at", "unit"):
        if isinstance(seen.get(name), int) and seen[name] >= 0:
            STATE[name] = seen[name]
    STATE["tried"] = None
    with suppress(ValueError):
        STATE["tried"] = state.read_tried(str(seen.get("tried")))
    if seen.get("colour") in ("surprise", "unit", "none"):
        STATE["colour"] = seen["colour"]
    return [*followers(STATE), *([WAYS] if STATE["ways"] else [])]


def _act(slot: Slot, act: dict[str, Any]) -> Rerun:
    """Do what the visitor asked for in the component."""
    what = act.get("do")
    if what == "resend":
        slot.resend()
    elif what == "states":
        if isinstance(act.get("at"), int):
            slot.ask_for_states(act["at"])
    elif what == "colour":  # of a long text, all hidden states are sent when they colour it
        STATE["colour"] = "unit"
        slot.resend()
    else:
        _change(slot, act)
        return [PAGE]  # it concerns the page above
    return None


def _change(slot: Slot, act: dict[str, Any]) -> None:
    """Change what is written, or of which layer states are shown."""
    what = act.get("do")
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
    elif what == "anew":
        with suppress(ValueError):
            state.write_anew(state.read_tried(str(act.get("tried"))))
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
