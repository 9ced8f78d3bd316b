"""What the page "Explore hidden states" keeps: choices, in the session and as a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqdemo.app.choices import Choices
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.query import MAX_PROMPT
from seqdemo.demos.word_reader.query import decode, encode
from seqdemo.demos.word_reader.typed import readable
from seqdemo.demos.word_reader.words import MAX_LETTERS

NAME = "explorer"
SOURCES = {
    "shakespeare": "Shakespeare writer",
    "word_reader": "Word reader",
    "file": "A trace file",
}
CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
VIEWS = {
    "states": "States",
    "gates": "Gates",
    "path": "Path",
    "gradient": "What matters",
    "meaning": "Meaning",
    "match": "Match",
    "reach": "Reach in",
}
CORPORA = {"own": "what it writes itself", "text": "Shakespeare's own text"}
DEFAULTS: Mapping[str, Any] = {
    "source": "shakespeare",
    "cell": "lstm",
    "layer": 2,
    "text": None,
    "word": "said",
    "hand": 0,
    "drawn": "",
    "seed": 3,
    "view": "states",
    "corpus": "own",
    "order": "alike",
    "shown": "hidden",
    "other": "",
    "threshold": 0.3,
    "around": True,
    "dimensions": 2,
    "target": "",
    "window": 0,
    "property": "",
    "reach": "",
    "kind": "hold",
    "donor": "",
}
"""Control -> what a first visit shows; with these the first picture is a finished example."""

_LINK = {
    "source": "from",
    "cell": "cell",
    "layer": "layer",
    "text": "text",
    "word": "word",
    "hand": "hand",
    "drawn": "w",
    "seed": "seed",
    "view": "view",
    "corpus": "corpus",
    "order": "order",
    "shown": "show",
    "other": "other",
    "threshold": "on",
    "around": "around",
    "dimensions": "dim",
    "target": "target",
    "window": "window",
    "property": "property",
    "reach": "do",
    "donor": "donor",
}
"""Control -> its name in a link."""

_BOUNDS: Mapping[str, tuple[type[int] | type[float], float, float]] = {
    "layer": (int, 1, 64),
    "hand": (int, 0, 999_999),
    "seed": (int, 0, 999_999),
    "threshold": (float, 0.05, 0.95),
    "dimensions": (int, 2, 3),
    "window": (int, 0, 100_000),
}
_LONGEST = {"text": 4 * MAX_PROMPT, "other": 4 * MAX_PROMPT, "donor": 4 * MAX_PROMPT}


CHOICES = Choices(NAME, DEFAULTS)
key = CHOICES.key


def value(name: str) -> Any:
    """What a control says now; a control that was emptied says its default."""
    found = CHOICES[name]
    return DEFAULTS[name] if found is None else found


def put(name: str, new: Any) -> None:
    """Set a control from Python, before it is drawn or in a callback."""
    CHOICES[name] = new


def adopt_link(*, arrived: bool) -> None:
    """Fill the session: defaults, then what was kept from an earlier visit, then the link.

    The link counts on arrival only: later the browser writes the address itself.
    """
    state = st.session_state
    CHOICES.begin(arrived=arrived)
    state.setdefault(key("seen"), {"at": None, "unit": None, "span": None})
    state.setdefault(key("push"), 0)
    if arrived and st.query_params:
        _adopt(st.query_params.to_dict())


def _adopt(link: Mapping[str, str]) -> None:
    """Take over what makes sense in a link; the rest changes nothing."""
    choices = {"source": SOURCES, "cell": CELLS, "view": VIEWS, "corpus": CORPORA}
    for name, short in _LINK.items():
        text = link.get(short)
        if text is None:
            continue
        if name in _BOUNDS:
            kind, low, high = _BOUNDS[name]
            number = _number(text, kind)
            if number is not None and low <= number <= high:
                put(name, number)
        elif name in choices:
            put(name, text if text in choices[name] else value(name))
        elif name == "around":
            put(name, text != "0")
        elif name == "word":
            put(name, readable(text)[:MAX_LETTERS] or DEFAULTS[name])
        elif name == "drawn":
            draw(decode(text))
        else:
            put(name, text[: _LONGEST.get(name, 400)])
    first, _, last = link.get("span", "").partition("-")
    look(
        {
            "at": _number(link.get("at", ""), int),
            "unit": _number(link.get("unit", ""), int),
            "span": [_number(first, int), _number(last, int)] if last else None,
        }
    )


def draw(grids: tuple[str, ...] | None) -> None:
    """Have the word reader read a drawing instead of a typed word."""
    if grids:
        put("drawn", encode(grids))
        put("word", "")


def look(seen: Mapping[str, Any]) -> None:
    """Note what the visitor looks at, as far as it makes sense."""
    kept = st.session_state[key("seen")]
    for name in ("at", "unit"):
        number = seen.get(name)
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1_000_000:
            kept[name] = number
    span = seen.get("span")
    if isinstance(span, list) and len(span) == 2 and all(isinstance(n, int) for n in span):
        kept["span"] = (span[0], span[1]) if 0 <= span[0] <= span[1] < 1_000_000 else None


def seen() -> dict[str, Any]:
    """Step, unit and span the visitor rests on; None as long as they have not."""
    found: dict[str, Any] = st.session_state[key("seen")]
    return found


def point_at(**where: Any) -> None:
    """Select a step, unit or span from Python: the picture takes it over at once."""
    seen().update(where)
    st.session_state[key("push")] += 1


def link() -> dict[str, str]:
    """Query parameters that bring this view back; what is as at first is left out."""
    found = {}
    example = st.session_state.get(key("example"))
    drawn = bool(value("drawn"))
    for name, short in _LINK.items():
        now = value(name)
        if (name == "text" and now == example) or (name == "word" and drawn):
            continue
        if now != DEFAULTS[name] or name in ("source", "cell", "view"):
            found[short] = str(int(now)) if isinstance(now, bool) else str(now)
    return found


def write_link() -> None:
    """Put this view into the address; where the lens is shown, the browser does it itself."""
    found = link()
    for name in ("at", "unit"):
        if seen()[name] is not None:
            found[name] = str(seen()[name])
    if st.query_params.to_dict() != found:
        st.query_params.from_dict(found)


def _number(text: str, kind: type[int] | type[float]) -> Any:
    """A number of a link that is not negative, or None."""
    try:
        number = kind(text[:12])
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None
