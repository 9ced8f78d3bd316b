"""What the page "Explore hidden states" keeps: choices, in the session and as a link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from seqdemo.app.choice_table import Choice, ChoiceTable, number, one_of, words, yes_or_no
from seqdemo.app.explorer_input import explorer_input
from seqdemo.demos.explorer.page.hints import FILE
from seqdemo.tasks.protocols import Explorable
from seqdemo.tasks.registry import explorables

NAME = "explorer"
VIEWS = {
    "states": "States",
    "gates": "Gates",
    "path": "Path",
    "gradient": "What matters",
    "meaning": "Meaning",
    "match": "Match",
    "reach": "Reach in",
}
LONGEST = 8_000
"""Characters of a typed input that are taken over from a link."""

SOURCES = (*explorables(), FILE)


def _whole(low: int, high: int, default: int, link: str) -> Choice:
    """A whole number whose control has bounds of its own."""
    bounded = number(default, low, high, link)
    return Choice(default, link, bounded.read)


STATE = ChoiceTable(
    NAME,
    source=one_of(SOURCES, SOURCES[0], link="from"),
    network=words("", 40, link="cell"),
    layer=_whole(1, 64, 2, link="layer"),
    view=one_of(VIEWS, "states", link="view"),
    corpus=words("own", 40, link="corpus"),
    order=words("alike", 40, link="order"),
    shown=words("hidden", 40, link="show"),
    other=words("", LONGEST, link="other"),
    threshold=number(0.3, 0.05, 0.95, link="on", step=0.05),
    around=yes_or_no(True, link="around"),
    dimensions=one_of((2, 3), 2, link="dim"),
    target=words("", 400, link="target"),
    window=_whole(0, 100_000, 0, link="window"),
    property=words("", 400, link="property"),
    reach=words("", 400, link="do"),
    kind=Choice("hold"),
    donor=words("", LONGEST, link="donor"),
)
key = STATE.key


def side() -> Explorable | None:
    """The demo that is explored; None for a trace file."""
    return explorables().get(STATE["source"])


@cache
def input_state(demo: str) -> ChoiceTable:
    """The choices of the controls with which a demo is given its input."""
    return ChoiceTable(f"{NAME}.{demo}", **explorer_input(demo).choices())


def begin(*, arrived: bool) -> None:
    """Fill the session: defaults, then what was kept from an earlier visit, then the link.

    The link counts on arrival only: later the browser writes the address itself.
    """
    state = st.session_state
    state.setdefault(key("seen"), {"at": None, "unit": None, "span": None})
    state.setdefault(key("push"), 0)
    link = st.query_params.to_dict() if arrived else {}
    STATE.open(link, arrived=arrived)
    for demo in explorables():
        input_state(demo).open(link if demo == STATE["source"] else {}, arrived=arrived)
    _choose_network()
    if link:
        _look_where(link)


def finish() -> None:
    """End a run of the page."""
    STATE.close()
    for demo in explorables():
        input_state(demo).close()


def _choose_network() -> None:
    """One of the source's networks."""
    shown = side()
    if shown is not None and STATE["network"] not in shown.networks:
        STATE["network"] = shown.network


def _look_where(link: Mapping[str, str]) -> None:
    """Take over step, unit and span of a link."""
    first, _, last = link.get("span", "").partition("-")
    look(
        {
            "at": _place(link.get("at", "")),
            "unit": _place(link.get("unit", "")),
            "span": [_place(first), _place(last)] if last else None,
        }
    )


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
    always = {"from": STATE["source"], "cell": STATE["network"], "view": STATE["view"]}
    demo = STATE["source"]
    given = explorer_input(demo).link(input_state(demo)) if side() else {}
    return always | STATE.link() | given


def write_link() -> None:
    """Put this view into the address; where the lens is shown, the browser does it itself."""
    found = link()
    for name in ("at", "unit"):
        if seen()[name] is not None:
            found[name] = str(seen()[name])
    if st.query_params.to_dict() != found:
        st.query_params.from_dict(found)


def _place(text: str) -> int | None:
    """A number of a link that is not negative, or None."""
    try:
        number = int(text[:12])
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None
