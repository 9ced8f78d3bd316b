"""What the page "Write Shakespeare" keeps: the visitor's choices, as a query and as a link."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.choices import Choices
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.prompt import Cleaned, clean
from seqdemo.demos.shakespeare.query import MAX_LENGTH, MAX_PROMPT, Write

NAME = "shakespeare"
CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
MODES = ("Write", "Compare two", "Score my text", "Watch it learn")
MORE = 200  # characters that "write on" adds
DEFAULTS: Mapping[str, Any] = {
    "mode": MODES[0],
    "prompt": "ROMEO:\n",
    "cell": "lstm",
    "temperature": 0.8,
    "top_k": 0,
    "top_p": 1.0,
    "seed": 1,
    "length": 240,
    "pace": "full speed",
    "more": False,
    "other_cell": "rnn",
    "other_temperature": 0.8,
    "scored": "To be, or not to be: that is the question.",
    "stage": None,
}
"""Control -> what a first visit shows; the finished example that ships is exactly this."""

CHOICES = Choices(NAME, DEFAULTS)
key = CHOICES.key

PACES = {"full speed": 0.0, "30 a second": 30.0, "8 a second": 8.0}
_LINK = {
    "prompt": "p",
    "cell": "cell",
    "temperature": "t",
    "top_k": "k",
    "top_p": "top",
    "seed": "seed",
    "length": "n",
}
"""Control -> its name in a link."""

_MODES = {"compare": MODES[1], "score": MODES[2], "learn": MODES[3]}
"""What to do, as a link says it; nothing is said of the first."""

_SECOND = {"other_cell": "cell2", "other_temperature": "t2"}


def adopt_link(*, arrived: bool) -> None:
    """Fill the session: defaults, then what was kept from an earlier visit, then the link.

    The link counts on arrival only: later the browser writes the address itself.
    """
    state = st.session_state
    CHOICES.begin(arrived=arrived)
    state.setdefault(key("changes"), ())
    state.setdefault(key("view"), {"at": None, "unit": None, "colour": "surprise", "depth": None})
    if arrived and st.query_params:
        _adopt(st.query_params.to_dict())


def _adopt(link: dict[str, str]) -> None:
    """Take over what makes sense in a link; the rest changes nothing."""
    state = st.session_state
    bounds = {
        "temperature": (float, 0.0, 2.0),
        "other_temperature": (float, 0.0, 2.0),
        "top_k": (int, 0, 65),
        "top_p": (float, 0.05, 1.0),
        "seed": (int, 0, 999_999),
        "length": (int, 1, MAX_LENGTH),
    }
    for name, (kind, low, high) in bounds.items():
        value = _number(link.get({**_LINK, **_SECOND}[name], ""), kind)
        if value is not None and low <= value <= high:
            CHOICES[name] = value
    # What matters for the text is shown.
    rare = ("top_k", "top_p")
    CHOICES["more"] = CHOICES["more"] or any(CHOICES[name] != DEFAULTS[name] for name in rare)
    if "p" in link:
        CHOICES["prompt"] = link["p"][-4 * MAX_PROMPT :]
    for name, short in (("cell", "cell"), ("other_cell", "cell2")):
        if link.get(short) in CELLS:
            CHOICES[name] = link[short]
    if "do" in link or "p" in link:
        CHOICES["mode"] = _MODES.get(link.get("do", ""), MODES[0])
    for name, short in (("scored", "s"), ("stage", "stage")):
        CHOICES[name] = link.get(short, CHOICES[name])
    state[key("changes")] = _changes(link.get("ch", ""))
    layer = _number(link.get("layer", ""), int)
    state[key("view")] = {
        "at": _number(link.get("at", ""), int),
        "unit": _number(link.get("unit", ""), int),
        "depth": layer - 1 if layer else None,
        "colour": link.get("colour", "surprise"),
    }


def query(vocabulary: Vocabulary) -> tuple[Write, Cleaned]:
    """What is asked of the network, and what was done to the opening words."""
    state = st.session_state
    opening = clean(CHOICES["prompt"] or "", vocabulary, MAX_PROMPT)
    changes = tuple(
        (place, symbol)
        for place, symbol in state[key("changes")]
        if symbol in vocabulary and place < MAX_LENGTH
    )
    length = max(CHOICES["length"], changes[-1][0] + 1 if changes else 1)
    asked = Write(opening.text, length, CHOICES["cell"] or "lstm", sampling(), changes)
    return asked, opening


def sampling() -> Sampling:
    """The chosen way to draw."""
    top_p, top_k = float(CHOICES["top_p"]), int(CHOICES["top_k"] or 0)
    return Sampling(
        temperature=float(CHOICES["temperature"]),
        top_k=top_k or None,
        top_p=top_p if top_p < 1 else None,
        seed=int(CHOICES["seed"] or 0),
    )


def other(asked: Write) -> Write:
    """The second text of a comparison: other network or temperature, same luck."""
    drawn = replace(asked.sampling, temperature=float(CHOICES["other_temperature"]))
    cell: CellKind = CHOICES["other_cell"] or "rnn"
    return replace(asked, cell=cell, sampling=drawn, changes=())


def link(asked: Write) -> dict[str, str]:
    """Query parameters that bring a text back."""
    found = {short: str(CHOICES[name]) for name, short in _LINK.items() if name != "length"}
    found |= {"p": asked.prompt, "n": str(asked.length)}
    if asked.changes:
        found["ch"] = ".".join(f"{place}-{ord(symbol)}" for place, symbol in asked.changes)
    if CHOICES["mode"] == MODES[1]:
        found |= {"do": "compare"}
        found |= {short: str(CHOICES[name]) for name, short in _SECOND.items()}
    return found


def scored_link(text: str) -> dict[str, str]:
    """Query parameters that bring back the reader's own text, as it was read, with its surprise."""
    return {"do": "score", "s": text, "cell": str(CHOICES["cell"])}


def learning_link() -> dict[str, str]:
    """Query parameters that bring back a stage of the training."""
    return {"do": "learn", "stage": str(CHOICES["stage"]), "cell": str(CHOICES["cell"])}


def restart() -> None:
    """Another opening, network or way to draw: earlier choices no longer belong to the text."""
    st.session_state[key("changes")] = ()
    st.session_state[key("view")]["at"] = None


def roll() -> None:
    """Another seed."""
    CHOICES["seed"] = secrets.randbelow(1_000_000)
    restart()


def branch(place: int, symbol: str) -> None:
    """Write `symbol` at `place` of the text, keep what is before, and go on from there."""
    state = st.session_state
    before = tuple(change for change in state[key("changes")] if change[0] < place)
    state[key("changes")] = (*before, (place, symbol))
    CHOICES.insist("length", min(MAX_LENGTH, max(CHOICES["length"], place + MORE // 2)))


def undo() -> None:
    """Take back the last choice of a character."""
    st.session_state[key("changes")] = st.session_state[key("changes")][:-1]


def look(seen: dict[str, Any]) -> None:
    """Note what the visitor looks at, as far as it makes sense."""
    view = st.session_state[key("view")]
    for name in ("at", "unit", "depth"):
        if isinstance(seen.get(name), int) and seen[name] >= 0:
            view[name] = seen[name]
    if seen.get("colour") in ("surprise", "unit", "none"):
        view["colour"] = seen["colour"]


def vocabulary() -> Vocabulary:
    """The characters the networks know; needs no torch."""
    return Vocabulary(tuple(networks.card(NAME, "lstm")["vocabulary"]))


def _changes(text: str) -> tuple[tuple[int, str], ...]:
    """The visitor's choices in a link, such as "12-101.40-10"; () if they make no sense."""
    changes: dict[int, str] = {}
    for part in text.split(".")[:100]:
        place, _, code = part.partition("-")
        number, char = _number(place, int), _number(code, int)
        if number is not None and char is not None and 0 <= char < 0x110000:
            changes[number] = chr(char)
    return tuple(sorted(changes.items()))


def _number(text: str, kind: type[int] | type[float]) -> Any:
    """A number of a link that is not negative, or None."""
    try:
        value = kind(text[:20])
    except ValueError:
        return None
    return value if 0 <= value < 1e9 else None
