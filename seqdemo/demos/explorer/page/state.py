"""Page state: the table of choices, in session and link."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.choice import Choice, flag, matching, number, one_of, position, words
from seqdemo.app.input_controls import input_controls
from seqdemo.app.page_state import PageState
from seqdemo.app.rules import RULES
from seqdemo.core.given_trace import given_trace
from seqdemo.demos.explorer.page.hints import FILE, title_of
from seqdemo.tasks.live import live_networks
from seqdemo.tasks.protocols import Explorable
from seqdemo.tasks.registry import explorables
from seqdemo.web.address import write_address

NAME = "explorer"
VIEWS = {
    "states": "States",
    "gates": "Gates",
    "path": "Path",
    "gradient": "What matters",
    "meaning": "Meaning",
    "match": "Match",
    "reach": "Reach in",
    "cause": "Cause",
}
KINDS = {
    "hold": "Hold units",
    "freeze": "Freeze a gate",
    "blend": "Put in another state",
    "patch": "Put in every state, one at a time",
}
"""What can be done to a network in the view "Reach in"."""

BASES = {
    "units": "units",
    "axes": "principal axes",
    "probes": "probes",
    "features": "sparse features",
}
"""What a row of the picture can be."""

OVER = {"one": "this output", "many": "many texts: does it vanish?"}
"""Over what gradients are taken in the view "What matters"."""

WHERE = {"any": "anywhere", "high": "where it is so, or high", "low": "where not, or low"}
"""At which places the view "Match" looks."""

ASKED = {"properties": "what units tell", "symbols": "their mean after each symbol"}
ROWS = {"layers": "a layer", "groups": "an eighth of one"}
HELD = r"\d{1,2}:([\d, -]{1,2000}|[a-z]{1,20}\.\d{1,5})@\d{1,5}"
"""Layer, what is held, and from which step: `2:17,40@61`, or of directions `2:axes.3@61`."""

SEARCHED = r"[a-z_0-9]{1,20}\.\d{1,2}(\.[a-z]{1,20})?"
"""Outcome, layer, and of directions their kind."""

LONGEST = 8_000
"""Characters of a typed input that are taken over from a link."""


def first_source() -> str:
    """What is explored where a link names nothing: the live network, or file, there is."""
    return FILE if given_trace() else sources()[0]


def sources() -> tuple[str, ...]:
    """All that can be explored, the reader's own first."""
    return (*dict.fromkeys((*live_networks(), *explorables())), FILE)


def _source(text: str) -> str:
    """A link's source.

    Raises:
        ValueError: If there is no such source.
    """
    return sources()[sources().index(text)]


def _span(text: str) -> tuple[int, int]:
    """First and last step of a link's span.

    Raises:
        ValueError: If they are no steps in order.
    """
    first, last = (position().read(part) for part in text.split("-"))
    if first > last:
        raise ValueError(text)
    return first, last


STATE = PageState(
    NAME,
    parts=("input", "form"),
    answers=("cause",),
    source=Choice(first_source(), "from", _source, widget={"format_func": title_of}),
    network=words("", 40, link="cell"),
    layer=Choice(2, "layer", number(2, 1, 64).read, widget={}),
    view=one_of(VIEWS, "states", link="view"),
    basis=Choice("units", "basis", one_of(BASES, "").read, widget={"format_func": BASES.get}),
    corpus=words("own", 40, link="corpus"),
    order=words("alike", 40, link="order"),
    shown=words("hidden", 40, link="show"),
    other=words("", LONGEST, link="other"),
    against=Choice("", "against", words("", 40).read, widget={}),
    paired=flag(False, link="paired"),
    threshold=number(0.3, 0.05, 0.95, link="on", step=0.05),
    around=flag(True, link="around"),
    told=words("", 400, link="told"),
    where=one_of(WHERE, "any", link="where"),
    dimensions=Choice(2, "dim", number(2, 2, 3).read, widget={"options": [2, 3]}),
    target=words("", 400, link="target"),
    over=one_of(OVER, "one", link="over"),
    window=Choice(0, "window", number(0, 0, 100_000).read, widget={}),
    asked=one_of(ASKED, "properties", link="asked"),
    property=words("", 400, link="property"),
    sure=flag(False, link="sure"),
    reach=Choice("", "do", words("", LONGEST).read),
    kind=Choice("hold", "kind", one_of(KINDS, "hold").read, widget={}),
    rows=one_of(ROWS, "layers", link="rows"),
    holding=Choice("", "held", matching(HELD, "held").read),
    outcome=Choice("line", "outcome", matching("[a-z_0-9]{1,20}", "outcome").read, widget={}),
    search=Choice("", "search", matching(SEARCHED, "search").read),
    donor=words("", LONGEST, link="donor"),
    at=position("at"),
    unit=position("unit"),
    span=Choice(None, "span", _span, lambda span: f"{span[0]}-{span[1]}"),
)
"""Parts to hide: "input", what is read, and "form", what is held.

Answers to veil: "cause", what becomes of texts when units are held.
"""
key = STATE.key
STANDING = ("at", "unit", "span")
"""What the visitor rests on; the browser writes it into the address itself."""


def side() -> Explorable | None:
    """The demo that is explored; None for a trace file."""
    return explorables().get(STATE["source"])


@cache
def input_state(demo: str) -> PageState:
    """The choices of the controls with which a demo is given its input."""
    return PageState(
        f"{NAME}.{demo}", parts=(), answers=(), inside=(), **input_controls(demo).choices()
    )


def begin(*, arrived: bool) -> None:
    """Fill the session: defaults, then what was kept from an earlier visit, then the link."""
    st.session_state.setdefault(key("push"), 0)
    if arrived:  # the picture begins where link or session say, not where it once began
        st.session_state[key("push")] += 1
    told = STATE.open(arrived=arrived)
    if STATE["source"] not in sources():  # a live network that has ended
        STATE["source"] = first_source()
    networks.refresh(STATE["source"])
    for demo in explorables():
        state, chosen = input_state(demo), demo == STATE["source"]
        told_input = state.open(arrived=arrived and chosen)
        if chosen and told and not told_input:  # a link is the whole view
            for name, choice in state.choices.items():
                state[name] = choice.default
    shown = side()
    if shown is not None and STATE["network"] not in shown.networks:
        STATE["network"] = shown.network


def warm_up() -> None:
    """Load the chosen network in the background."""
    if side():
        networks.warm_up(STATE["source"], (STATE["network"],))


def look(seen: Mapping[str, Any]) -> None:
    """Note what a browser says the visitor rests on, as far as it makes sense."""
    for name in ("at", "unit"):
        if _is_place(seen.get(name)):
            STATE[name] = seen[name]
    span = seen.get("span")
    if isinstance(span, list) and len(span) == 2 and all(map(_is_place, span)):
        STATE["span"] = (span[0], span[1]) if span[0] <= span[1] else None


def point_at(**where: Any) -> None:
    """Select a step, unit or span from Python: the picture takes it over at once."""
    for name, place in where.items():
        STATE[name] = place
    st.session_state[key("push")] += 1


def link() -> dict[str, str]:
    """Query parameters that bring this view back, but for what the visitor rests on."""
    found = STATE.link(*(name for name in STATE.choices if name not in STANDING))
    found |= {"from": STATE["source"], "cell": STATE["network"], "view": STATE["view"]}
    for name, text in _input_link().items():
        both = name in RULES and name in found
        found[name] = f"{found[name]}.{text}" if both else text
    return found


def write_link() -> None:
    """Write this view into the address; what the visitor rests on the lens knows sooner."""
    inputs = (name for demo in explorables() for name in input_state(demo).names)
    names = dict.fromkeys((*STATE.names, *inputs))
    standing = {n: text for n, text in STATE.link(*STANDING).items() if n in STANDING}
    write_address(key("#address"), names, link() | standing, _restore)


def _restore(link: Mapping[str, str], placed: Collection[str]) -> None:
    """Adopt the address of a browser whose session a server has lost."""
    STATE.restore(link, placed)
    if STATE["source"] in explorables():
        input_state(STATE["source"]).restore(link, placed)


def _input_link() -> dict[str, str]:
    """Query parameters that bring the input back."""
    demo = STATE["source"]
    return input_controls(demo).link(input_state(demo)) if side() else {}


def _is_place(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1_000_000
