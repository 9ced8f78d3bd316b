"""The text that is learnt: typed, pasted, uploaded, or one of ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import streamlit as st

from seqdemo.app.insisted import insisted
from seqdemo.app.markdown import literal
from seqdemo.app.upload import forget_refused, refused, upload
from seqdemo.demos.own_text.page.kept import keep_uploaded
from seqdemo.demos.own_text.page.state import NAME, OWN, STATE
from seqdemo.demos.own_text.samples import SAMPLES, name_of, sample
from seqdemo.demos.own_text.text import LONGEST, NOT_UNICODE, decoded, is_unicode

HEIGHT, LARGEST_MB = 340, 4
_PLACE, _TAKES = "text", "A text or a writer"
_OPEN, _SAID, _OWN = (STATE.key(name) for name in ("#upload", "#said", "#own"))


def arrive(told: Collection[str], *, anew: bool) -> None:
    """Set the text that a link names; a visitor's own is in none.

    Args:
        told: What a link has told.
        anew: Whether the visitor has just come here: of earlier files no more is said.
    """
    if anew:
        forget_refused(_PLACE)
    if told:
        _take(STATE["sample"])
    found = name_of(STATE["text"]) or OWN
    if found != STATE["sample"]:
        insisted(NAME).insist("sample", found, STATE["sample"], taken=True)
        STATE["sample"] = found


def _take(name: str) -> None:
    """Set the text of a name; the visitor's own is kept for when they choose it again."""
    now = STATE["text"]
    if name_of(now):
        STATE.insist("text", st.session_state.get(_OWN, "") if name == OWN else sample(name))
    elif name != OWN:
        st.session_state[_OWN] = now
        STATE.insist("text", sample(name))


def _chosen() -> None:
    if not insisted(NAME).is_overtaken("sample", STATE["sample"]):
        _take(STATE["sample"])


def settings() -> None:
    """Draw what is chosen above the text and the picture."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="own-text-controls"):
        STATE.draw(
            st.segmented_control,
            "sample",
            "Text",
            required=True,
            on_change=_chosen,
            width="content",
        )
        STATE.draw(
            st.segmented_control,
            "network",
            "Network",
            required=True,
            help="One layer of 128 units. The LSTM is the quicker one here.",
        )
        STATE.draw(
            st.segmented_control,
            "updates",
            "Updates",
            required=True,
            help="At each it reads 24 passages of 64 characters. 500 take some seconds, 8,000 up "
            "to two minutes; then you can go on.",
        )
        if not STATE.hides("more"):
            with st.popover("more"):
                STATE.draw(
                    st.number_input,
                    "seed",
                    "Seed",
                    help="Same text, same seed: the same network, which writes the same",
                )


def text() -> None:
    """Draw the text, and the way to upload one."""
    own = STATE["sample"] == OWN
    STATE.draw(
        st.text_area,
        "text",
        "Your text" if own else "Text: change it as you like",
        height=HEIGHT,
        placeholder="Paste names, lyrics, code, a diary: 200 to 200,000 characters of any alphabet",
    )
    with st.popover("upload a text or a writer", on_change="rerun", key=_OPEN):
        upload(
            "A text, or the .zip of a writer that you have kept",
            _TAKES,
            None,
            LARGEST_MB,
            _PLACE,
            on_files=_unpack,
            popover=_OPEN,
        )
        st.caption(
            "Your text stays in this visit: nothing is stored, and a link cannot carry it. It is "
            "gone when you close or reload this page."
        )
    for left_out in refused(_PLACE, _TAKES, LARGEST_MB):
        st.caption(literal(left_out))
    if words := st.session_state.pop(_SAID, ""):
        st.warning(words)
    elif not own:
        st.caption(SAMPLES[STATE["sample"]].words)


def _unpack(files: Sequence[Any]) -> None:
    """Take what was uploaded."""
    data: bytes = files[-1].getvalue()
    try:
        if not keep_uploaded(data):
            _take_file(decoded(data))
            if not is_unicode(data):
                st.session_state.setdefault(_SAID, NOT_UNICODE)
    except ValueError as error:
        st.session_state[_SAID] = str(error)


def _take_file(found: str) -> None:
    STATE.insist("text", found[:LONGEST])
    if len(found) > LONGEST:
        st.session_state[_SAID] = (
            f"This file has {len(found):,} characters: its first {LONGEST:,} are taken."
        )
