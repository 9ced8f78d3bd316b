"""Page state: the choices, the drawing, what is asked of a network."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.choice import Choice, flag, number, one_of, position
from seqdemo.app.guess_first import in_turn
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import PageState
from seqdemo.demos.sketch.examples import NETWORK, SEED, STARTS, TEMPERATURE, THING
from seqdemo.demos.sketch.offsets import tolerance
from seqdemo.demos.sketch.query import MAX_ENDINGS, MAX_STEPS, Blend, Draw
from seqdemo.demos.sketch.strokes import (
    MAX_KEPT,
    Sketch,
    clean,
    decode,
    encode,
    is_sketch,
    read_line,
    write_line,
)
from seqdemo.demos.sketch.things import THINGS
from seqdemo.web.drawing import Drawing

NAME = "sketch"
NETWORKS = {
    "aaron_sheep": "Sheep",
    "quickdraw_mini": "344 things",
    "short_kanji": "Kanji",
    "omniglot": "Letters",
}
MODES = {
    "finish": "Finish my drawing",
    "beside": "Draw beside me",
    "morph": "Morph between two",
}
MORPHS = "sheep_blend"
"""The network that has an encoder."""

AHEAD = "ahead"
"""Name of the answer: how the network goes on."""

LINK_TOLERANCE = 1.0
"""How far a link's drawing may leave the one that was drawn, in units of the sheet."""


EMPTY = "-"
"""An empty sheet in a link, where nothing at all would be the drawing of a first visit."""

_BEGUN = f"{NAME}.#begun"


def _read(text: str) -> tuple[str, ...]:
    if text == EMPTY:
        return ()
    if not text:
        raise ValueError("no drawing")
    return tuple(write_line(line) for line in decode(text))


def _write(lines: tuple[str, ...]) -> str:
    sketch = sketch_of(lines)
    many = sum(len(line.places) for line in sketch) > MAX_KEPT
    return encode(clean(sketch, LINK_TOLERANCE)[0] if many else sketch) or EMPTY


def sketch_of(lines: tuple[str, ...]) -> Sketch:
    """A drawing from the texts of its lines."""
    return tuple(read_line(line) for line in lines)


_STARTS = {name: tuple(map(write_line, sketch)) for name, sketch in STARTS.items()}
_START = _STARTS[NETWORK]

STATE = PageState(
    NAME,
    parts=("endings", "states", "downloads"),
    answers=(AHEAD, "endings", "states"),
    inside=("seed", "states", "opened", "kept", "unit"),
    network=one_of(NETWORKS, NETWORK, link="net"),
    mode=one_of(MODES, "finish", link="mode"),
    thing=one_of(THINGS, THING, link="thing"),
    temperature=number(TEMPERATURE, 0.0, 1.5, link="t", step=0.05),
    seed=number(SEED, 0, 999_999, link="seed", step=1),
    drawing=Choice(_START, "w", _read, _write),
    pinned=Choice((), "v", _read, _write),
    ending=position("ending", high=MAX_ENDINGS - 1),
    step=position("step", high=MAX_STEPS),
    unit=position("unit"),
    look=position("look", high=1_000),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    guess=flag(False, link="guess"),
)


def drawing() -> Drawing:
    """The visitor's drawing; the body of a sheep on the first visit."""
    return Drawing(NAME, _START, STATE, is_sketch, MAX_STEPS + 1)


def other_beginning() -> None:
    """Let the beginning make way for that of the chosen network; what a visitor drew stays."""
    if STATE["drawing"] in _STARTS.values():
        drawing().push(_STARTS[STATE["network"]])


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: the browser adopts the drawing of a link."""
    if STATE.open(arrived=arrived):
        drawing().push(STATE["drawing"], step=STATE["step"])


def network() -> str:
    """The network that draws now."""
    return MORPHS if STATE["mode"] == "morph" else str(STATE["network"])


def source() -> str:
    """The data set that it was trained on; needs no torch.

    Raises:
        CheckpointError: If the network's card is missing or damaged.
    """
    return str(networks.card(NAME, network())["config"]["source"])


def seen() -> tuple[Sketch, str]:
    """The drawing as a network reads it, and a sentence where that is not what was drawn."""
    return clean(sketch_of(begun()), tolerance(source()))


def guesses() -> bool:
    """Whether the visitor draws first how it goes on, and the network is compared."""
    return STATE["mode"] == "finish" and in_turn(STATE, AHEAD)


def begun() -> tuple[str, ...]:
    """Lines that the network goes on from: those before a guess, or all."""
    lines: tuple[str, ...] = STATE["drawing"]
    if not guesses():
        return lines
    kept: tuple[str, ...] | None = st.session_state.get(_BEGUN)
    if kept is None or lines[: len(kept)] != kept:
        begin_guess()
        return lines
    return kept


def begin_guess() -> None:
    """Have the visitor guess how it goes on from the drawing as it is now."""
    st.session_state[_BEGUN] = STATE["drawing"]


def luck() -> dict[str, Any]:
    """Temperature and seed."""
    return {"temperature": STATE["temperature"], "seed": STATE["seed"]}


def asked() -> Draw:
    """What is asked of the network: to go on, for a line or to the end."""
    return Draw(
        seen()[0],
        network(),
        category=THINGS.index(STATE["thing"]),
        first=STATE["ending"] or 0,
        one_line=STATE["mode"] == "beside",
        **luck(),
    )


def blended() -> Blend:
    """The morph that is asked for: from the drawing to the one that was kept."""
    kept, _ = clean(sketch_of(STATE["pinned"]), tolerance(source()))
    return Blend(seen()[0], kept, **luck())


def waits() -> bool:
    """Whether it is the visitor's turn: drawing in turns, and the last line is the network's."""
    lines = STATE["drawing"]
    return STATE["mode"] == "beside" and (not lines or lines[-1].startswith("n"))


def remember(name: str, query: object, made: Any) -> Any:
    """What was made of a query, from this session's memory where it is the last one's."""
    kept = st.session_state.get(STATE.key(f"#{name}"))
    if kept is None or kept[0] != query:
        kept = st.session_state[STATE.key(f"#{name}")] = query, made()
    return kept[1]
