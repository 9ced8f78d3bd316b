"""Edit the end of one's own lesson: found out, and to try next."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from seqdemo.app.lessons import draft
from seqdemo.app.markdown import literal
from seqdemo.lessons.lesson import Further, LessonError
from seqdemo.lessons.safe_text import check_text
from seqdemo.lessons.step_fields import further_of
from seqdemo.lessons.strict_yaml import Table
from seqdemo.lessons.write import view_of

_KEYS = {name: f"lessons.#{name}" for name in ("learned", "further", "further-view")}
_REFUSED = "lessons.#ending-refused"


def show(now: draft.Draft) -> None:
    """Draw the fields; each change is kept at once."""
    further = now.further
    st.header("At the end", anchor=False)
    left, right = st.columns([3, 2], gap="medium")
    left.text_area(
        "What you have found out: short sentences or a list, shown after the last step",
        now.learned,
        key=_KEYS["learned"],
        height=130,
        on_change=_keep,
    )
    right.text_input(
        "To try next, in a sentence",
        further.text if further else "",
        key=_KEYS["further"],
        on_change=_keep,
    )
    right.text_input(
        "Where: the address of its view",
        view_of(further) if further and further.page else "",
        placeholder="the home page",
        help="Go to a page, set it up, and copy its address from the browser's address line",
        key=_KEYS["further-view"],
        on_change=_keep,
    )
    if refused := st.session_state.pop(_REFUSED, ""):
        st.warning(literal(refused))


def _keep() -> None:
    learned, text, view = (str(st.session_state[key]) for key in _KEYS.values())
    now = draft.draft()
    try:
        now = replace(now, learned=check_text(learned, 1, 1_200, "what you have found out"))
        draft.keep(now)
        draft.keep(replace(now, further=_further(text, view.strip())))
    except LessonError as error:
        st.session_state[_REFUSED] = error.sentence


def _further(text: str, view: str) -> Further | None:
    text = check_text(text, 1, 240, "what to try next")
    if not text:
        return None
    head, table = Table(1), Table(1)
    table["text"], table["view"] = text, _below_host(view)
    head["further"] = table
    return further_of(head)


def _below_host(address: str) -> str:
    """What stands in an address after the host, and after the path that a server may be below."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise LessonError(1, "This is no address of a page.") from error
    page = parts.path.strip("/").rsplit("/", 1)[-1]
    return f"/{page}" + (f"?{parts.query}" if parts.query else "")
