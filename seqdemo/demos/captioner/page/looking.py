"""Section "Did it look?": what each word depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from seqdemo.app.page import waiting
from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray
from seqdemo.demos.captioner.page import answers, stage, state
from seqdemo.demos.captioner.page.did_it_look import did_it_look
from seqdemo.demos.captioner.page.did_it_look.payload import LookView
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto
from seqdemo.demos.captioner.query import Network
from seqdemo.demos.captioner.regions import REGIONS

if TYPE_CHECKING:
    from seqdemo.demos.captioner.looking import Looked

PLAIN_ENOUGH = 0.2
"""A word that had less with the photo is no example of anything."""

WHAT = """
Each row is a word of the sentence, with its probability after the words before it. If it falls when
a part of the photo is painted over, it hung on that part, or on a photo with no paint at all: paint
as much elsewhere and compare. If it stays, that part was not needed. Only what stays *without any
photo* was guessed from the words before it alone. *Where it looked* is, for each word, the fewest
regions that hold half of its attention: orange frames show them for the word you click.
"""


def section(photo: PreparedPhoto, *, arrived: bool) -> None:
    """An expander for each network shown; the photos are painted over only when one is open.

    Args:
        photo: What is described.
        arrived: Whether the visitor was elsewhere before: a link with paint opens the expander.
    """
    if STATE.hides("looked"):
        return
    shown = state.shown_networks()
    for network in shown:
        key = STATE.key(f"looked.{network}")
        if arrived and STATE["painted"]:
            st.session_state[key] = True
        of = f": {stage.TITLES[network]}" if len(shown) > 1 else ""
        box = st.expander(f"Did it look?{of}", key=key, on_change="rerun")
        if box.open:
            with box:
                _opened(photo, network)


def _opened(photo: PreparedPhoto, network: Network) -> None:
    asked, painted = state.query(photo, network), STATE["painted"]
    with waiting("Painting over the photo…"):
        found = answers.answer(photo, asked, STATE["said"])
        measured = answers.looked(photo, asked, found, painted)
    words = found.trace.inputs[1:]
    st.markdown(finding(words, measured))
    st.caption(WHAT)
    view = LookView(
        rev=stage.digest(photo, asked, STATE["said"]),
        picture=photo.shown,
        size=photo.size,
        alt=photo.name,
        words=words,
        photo=measured.photo,
        blank=measured.blank,
        hidden=measured.hidden,
        regions=measured.regions,
        painted=painted,
        changed=measured.painted,
        says=measured.says,
        at=_most(words, measured.photo, _without(measured)),
    )
    did_it_look(view, key=STATE.key(f"did_it_look.{network}"), on_act=act)


def finding(words: Sequence[str], measured: Looked) -> str:
    """Which word fell most, and which one does not need the photo, in two sentences."""
    without, name = _without(measured), "that look was on"
    fell = _most(words, measured.photo, without)
    stayed = _least(words, measured.photo, measured.blank)
    hidden = "all of the photo" if measured.hidden is None else f"the regions {name}"
    first = (
        f"**{words[fell]}** had {percent(measured.photo[fell])}, and {percent(without[fell])} when "
        f"{hidden} {'was' if measured.hidden is None else 'were'} painted over."
    )
    return (
        f"{first} **{words[stayed]}** had {percent(measured.photo[stayed])}, and "
        f"{percent(measured.blank[stayed])} without any photo."
    )


def _without(measured: Looked) -> FloatArray:
    return measured.blank if measured.hidden is None else measured.hidden


def _most(words: Sequence[str], photo: FloatArray, without: FloatArray) -> int:
    """The word that lost the largest part of a probability worth the name."""
    return min(range(len(words)), key=lambda t: _kept(photo, without, t))


def _least(words: Sequence[str], photo: FloatArray, without: FloatArray) -> int:
    """The word that kept most of it."""
    return max(range(len(words)), key=lambda t: (photo[t] >= PLAIN_ENOUGH, without[t] / photo[t]))


def _kept(photo: FloatArray, without: FloatArray, t: int) -> tuple[bool, float]:
    return bool(photo[t] < PLAIN_ENOUGH), float(without[t] / max(photo[t], 1e-9))


def act(sent: Mapping[str, Any]) -> None:
    """Keep what the visitor painted over."""
    regions = sent.get("regions")
    if sent.get("do") == "paint" and isinstance(regions, list):
        STATE["painted"] = tuple(
            sorted({each for each in regions if type(each) is int and 0 <= each < REGIONS})
        )
