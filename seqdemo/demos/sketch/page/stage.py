"""The sheet with how the network goes on, in a fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors
from seqdemo.app.page_state import ADDRESS
from seqdemo.app.sections import veiled
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sketch.examples import shipped
from seqdemo.demos.sketch.gaussians import Gaussians
from seqdemo.demos.sketch.page import controls, guessing, state
from seqdemo.demos.sketch.page.pad import pad
from seqdemo.demos.sketch.page.pad.payload import Ahead, PadView
from seqdemo.demos.sketch.page.state import NAME, STATE
from seqdemo.demos.sketch.query import MAX_ENDINGS, MAX_STEPS, Draw
from seqdemo.demos.sketch.strokes import Sketch
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import fragment

if TYPE_CHECKING:
    from seqdemo.demos.sketch.going_on import Drawn

SHEET, BELOW = f"{NAME}.sheet", f"{NAME}.below"
"""Keys of the two fragments; the second shows what follows a drawing when the visitor rests."""

_RESTED = STATE.key("#rested")


@fragment(SHEET)
def sheet() -> None:
    """A line runs this again, and nothing else."""
    with network_errors():
        shown = view()
        guessing.box([SHEET, BELOW])
        pad(shown, state.drawing(), on_draw=changed, on_rest=rest, on_act=act, fragment=SHEET)
        veiled(STATE, "endings")


def changed() -> None:
    """Another drawing has other endings, and is not rested on yet."""
    controls.forget()


def rest() -> list[str]:
    """The other endings and what is behind the sheet, when the visitor rests."""
    asked = _key()
    if st.session_state.get(_RESTED) == asked:
        return [ADDRESS]
    st.session_state[_RESTED] = asked
    return [SHEET, BELOW, ADDRESS]


def rested(*, arrived: bool) -> None:
    """A choice made above the sheet is neither a line nor a rest: what is behind it follows.

    The other endings of the example do not ship: a first visitor sees it before they are drawn.
    """
    if not (arrived and STATE["mode"] == "finish" and shipped(state.asked())):
        st.session_state[_RESTED] = _key()


def act(sent: dict[str, Any]) -> Rerun:
    """Do what the visitor asked for on the sheet."""
    ending = sent.get("ending")
    if sent.get("do") == "ending" and isinstance(ending, int) and 0 <= ending < MAX_ENDINGS:
        STATE["ending"], STATE["step"], STATE["look"] = ending or None, None, None
    elif sent.get("do") == "pin":
        controls.pin()
    else:
        return None
    st.session_state[_RESTED] = _key()
    return [SHEET, BELOW, ADDRESS]


def _key() -> tuple[object, ...]:
    names = ("drawing", "pinned", "mode", "network", "thing", "temperature", "seed")
    return tuple(STATE[name] for name in names)


def view() -> PadView:
    """Everything the sheet shows.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    sketch, note = state.seen()
    shown = {
        "drawing": STATE["drawing"],
        "mode": STATE["mode"],
        "note": note,
        "step": STATE["step"],
    }
    if STATE["mode"] == "morph":
        kept = state.sketch_of(STATE["pinned"])
        return PadView(**shown, frames=frames(sketch), kept=kept)
    if state.waits() or guessing.hidden():
        return PadView(**shown, waits=True)
    asked = state.asked()
    rested = st.session_state.get(_RESTED) == _key()
    others = _others(asked) if rested and not _left_out() else None
    ending = STATE["ending"] or 0
    return PadView(**shown, ahead=ahead(asked), others=others, ending=ending)


def frames(sketch: Sketch) -> list[Sketch]:
    """Drawings between the visitor's and the other one; none before anything is drawn."""
    if not sketch:
        return []
    asked = state.blended()
    found: list[Sketch] = state.remember(
        "frames", asked, lambda: networks.answer(NAME, state.MORPHS, asked)
    )
    return found


def _left_out() -> bool:
    return STATE.hides("endings") or STATE.veils("endings")


def _others(asked: Draw) -> list[tuple[FloatArray, ...]]:
    """Ten endings besides the first, each with luck of its own."""
    many = Draw(
        asked.sketch,
        asked.network,
        category=asked.category,
        temperature=asked.temperature,
        seed=asked.seed,
        first=1,
        endings=MAX_ENDINGS - 1,
        one_line=asked.one_line,
    )
    found: list[tuple[FloatArray, ...]] = state.remember(
        "others", many, lambda: _lines(repr(many), many)
    )
    return found


@st.cache_resource(max_entries=32, show_spinner=False)
def _lines(key: str, _many: Draw) -> list[tuple[FloatArray, ...]]:
    """Lines of endings, the same (by `key`) for all visitors: most begin with the same drawing.

    All that is known of ten endings is a megabyte.
    """
    return list(networks.answer(NAME, _many.network, _many).lines)


def ahead(asked: Draw) -> Ahead:
    """How the network goes on; on a first visit from the example that ships."""
    path = shipped(asked)
    if path is not None:
        return _of_trace(networks.example_file(path))
    drawn: Drawn = state.remember(
        "ahead", asked, lambda: networks.answer(NAME, asked.network, asked)
    )
    ending = drawn.endings[0]
    return Ahead(
        drawn.places[0],
        ending.points[:, 2],
        drawn.start,
        drawn.drawing,
        ending.finished,
        drawn.gaussians[0],
    )


def _of_trace(trace: Trace) -> Ahead:
    """The same from a trace of a drawing that is not empty."""
    extras = trace.extras
    own = np.flatnonzero(extras["own"] > 0)
    first = int(own[0]) if len(own) else len(trace)
    assert trace.logits is not None
    raised = np.exp(trace.logits[first - 1 :])
    pen = raised / raised.sum(1, keepdims=True)
    weight, mean, sigma, correlation = (
        extras[name][first - 1 :] for name in ("weight", "mean", "sigma", "correlation")
    )
    x, y = extras["place"][first - 1]
    return Ahead(
        extras["place"][first:],
        extras["lifted"][first:],
        (float(x), float(y)),
        False,
        len(own) < MAX_STEPS,
        Gaussians(weight, mean, sigma, correlation, pen),
    )
