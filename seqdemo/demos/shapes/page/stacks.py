"""What depth, width and a second direction add, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.markdown import literal
from seqdemo.app.page import page_of
from seqdemo.app.shape import Comparison, comparisons
from seqdemo.app.typed_line import typed_line
from seqdemo.core.card_file import ASSETS
from seqdemo.core.character_names import named, with_sign
from seqdemo.core.percent import percent
from seqdemo.core.sampling import probabilities
from seqdemo.core.trace import Trace
from seqdemo.demos.shapes.page.state import NAME, NEWLINE, STACKS, STATE, look
from seqdemo.demos.shapes.query import EXAMPLE_TEXT, LONGEST, Read
from seqdemo.tasks.registry import cards
from seqdemo.web.steps import Bars, Column, Text, steps

BARS = 3


def depth() -> None:
    """One, two and three layers reading the same text."""
    if STATE.hides("depth"):
        return
    st.header("In depth: layers on top of each other", anchor="depth")
    st.markdown(
        "The states of one layer are the inputs of the next. The same small writer with one, two "
        "and three layers of 64 units, and with one wide layer that has about as many weights "
        "as three; all read the same text as often. What do they expect next?"
    )
    st.markdown(_table())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        STATE.draw(st.segmented_control, "stack", "Network", required=True, width="content")
        typed_line(STATE, "text", "A text to read", LONGEST)
    text = text_read()
    if left_out := [one for one in dict.fromkeys(_text()) if one not in _known()]:
        st.caption(f"Left out, as the networks never saw them: {literal(named(left_out))}.")
    if not text:
        st.info("There is nothing to read: type letters of English.")
        return
    stack = STATE["stack"]
    trace = trace_of(stack, text)
    _unrolled(trace, f"{STACKS[stack]}: what comes next")


def _unrolled(trace: Trace, title: str) -> None:
    step, layer, unit = (STATE[name] for name in ("step", "layer", "unit"))
    top = len(trace.layers) - 1
    depth = top if layer is None else min(layer, top)
    steps(
        trace,
        _columns(trace),
        key=f"{NAME}.#stacked",
        title=title,
        step=None if step is None else min(step, len(trace) - 1),
        layer=depth,
        unit=None if unit is None or unit >= trace.layers[depth].hidden_size else unit,
        on_view=look,
    )


def width() -> None:
    """What the demos' networks show of width and of a second direction."""
    if STATE.hides("width"):
        return
    for demo, compared in comparisons():
        st.header(compared.title, anchor=False)
        st.markdown(compared.words)
        st.markdown(_compared(demo, compared))
        card = next(card for card in cards() if card.name == demo)
        st.page_link(page_of(card), label=f"Open “{card.title}” →")


def text_read() -> str:
    """What of the text the networks know."""
    known = _known()
    return "".join(letter for letter in _text()[:LONGEST] if letter in known)


def _text() -> str:
    """The text as it is read: its line shows a sign for each new line."""
    return str(STATE["text"]).replace(NEWLINE, "\n")


def _known() -> Sequence[str]:
    letters: Sequence[str] = networks.card(NAME, "one")["vocabulary"]
    return letters


def trace_of(stack: str, text: str) -> Trace:
    """A stack reading a text.

    Raises:
        CheckpointError: If its files are missing or damaged.
    """
    path = ASSETS / NAME / stack / "example.npz"
    if text == EXAMPLE_TEXT and path.exists():
        return networks.example_file(path)
    return networks.trace(NAME, stack, Read(text), text)


def _columns(trace: Trace) -> list[Column]:
    assert trace.logits is not None
    found = []
    for letter, row in zip(trace.inputs, trace.logits, strict=True):
        shares = probabilities(row)
        best = [int(n) for n in np.argsort(-shares, kind="stable")[:BARS]]
        bars = [(with_sign(trace.classes[n]), float(shares[n])) for n in best]
        found.append(Column(Text(with_sign(letter)), Bars(bars)))
    return found


def _table() -> str:
    rows = [
        "| network | weights | bits a letter on unseen text |",
        "|---|---|---|",
    ]
    for stack, name in STACKS.items():
        card = networks.card(NAME, stack)
        rows.append(
            f"| {name} of {card['config']['hidden_size']} | {card['parameters']:,} | "
            f"**{card['metrics']['bits_per_char']:.3f}** |"
        )
    return "\n".join(rows)


def _compared(demo: str, compared: Comparison) -> str:
    heads = ["network", "weights", *compared.measures.values()]
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for network, name in compared.networks.items():
        card = networks.card(demo, network)
        shares = [f"**{percent(card['metrics'][measure], 1)}**" for measure in compared.measures]
        rows.append(f"| {name} | {card['parameters']:,} | {' | '.join(shares)} |")
    return "\n".join(rows)
