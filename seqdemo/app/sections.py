"""Sections of any page: downloads, guide, model card, veiled answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqdemo.app import keys
from seqdemo.app.lessons.running import asks
from seqdemo.app.page_state import PAGE, PageState
from seqdemo.core.percent import percent
from seqdemo.core.trace import Trace
from seqdemo.core.trace_file import trace_bytes, trace_csv

_GUIDE = "seqdemo.guide"
CHART = {"displaylogo": False, "displayModeBar": False}
"""Configuration of a plotly chart without buttons: `st.plotly_chart(..., config=CHART)`."""


@dataclass(frozen=True)
class Download:
    """One file to download.

    Attributes:
        label: On the button.
        content: Makes the file when the button is clicked; nobody's session is at hand then.
        file: Its name.
        mime: Its media type.
        help: What is in it.
    """

    label: str
    content: Callable[[], bytes | str]
    file: str
    mime: str
    help: str


def text_file(content: Callable[[], str], name: str, label: str, words: str) -> Download:
    """Text to download as `name`.txt."""
    return Download(f"{label} (.txt)", content, f"{name}.txt", "text/plain", words)


def array_file(trace: Callable[[], Trace], name: str, words: str) -> Download:
    """Trace to download as `name`.npz, for NumPy."""
    words = f"{words}, for NumPy: np.load(file)"
    made = f"{name}.npz"
    return Download(
        "trace (.npz)", lambda: trace_bytes(trace()), made, "application/octet-stream", words
    )


def table_file(trace: Callable[[], Trace], name: str) -> Download:
    """Trace to download as `name`.csv, for spreadsheets."""
    words = "One row a step and array, one column a unit"
    return Download("trace (.csv)", lambda: trace_csv(trace()), f"{name}.csv", "text/csv", words)


def picture_file(content: Callable[[], bytes], name: str, words: str) -> Download:
    """Picture to download as `name`.png."""
    return Download("picture (.png)", content, f"{name}.png", "image/png", words)


def downloads(*files: Download, of: str = "") -> None:
    """Download buttons; each file is made when its button is clicked, and the page does not rerun.

    Args:
        files: What is offered, in order.
        of: Names what they show, if the page shows several things.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Download what you see{f' ({of})' if of else ''}:", width="content")
        for file in files:
            st.download_button(
                file.label, file.content, file.file, file.mime, on_click="ignore", help=file.help
            )


def controls(*, shown: bool = False) -> DeltaGenerator:
    """Container of the controls above the picture: on a phone they come below it.

    Args:
        shown: Whether no more goes up on a phone than what stands in `shown`, if that is drawn;
            else it is the first component after them.
    """
    return st.container(key=keys.CONTROLS_OF_SHOWN if shown else keys.CONTROLS)


def shown() -> DeltaGenerator:
    """Container of a fragment's first parts; the last is the picture, which goes up on a phone."""
    return st.container(key="seqdemo-shown")


def tools(name: keys.Row = "", **arguments: Any) -> DeltaGenerator:
    """Row of controls, in `controls`, of which the `first_control` stays above the picture.

    Args:
        name: Tells it from other rows of the page.
        arguments: Of `st.container`.
    """
    key = keys.tools(name)
    return st.container(horizontal=True, vertical_alignment="center", key=key, **arguments)


def sides(*widths: int) -> list[DeltaGenerator]:
    """Columns of controls and picture: on a phone the picture comes first."""
    return st.container(key="seqdemo-sides").columns(list(widths), gap="medium")


def beside(
    what: Literal["tables", "boxes", "choices"], *widths: int, row: int = 0, **arguments: Any
) -> list[DeltaGenerator]:
    """Columns that stand below each other where what is in them would not be seen whole.

    Args:
        what: Wide tables, boxes with grids to draw in or tables of a few words, or boxes to
            choose and type in.
        widths: Shares of the page's width.
        row: Tells it from other rows of the page.
        arguments: Of `st.columns`.
    """
    return st.container(key=f"seqdemo-{what}-{row}").columns(list(widths), **arguments)


def first_control(name: keys.First = "", **arguments: Any) -> DeltaGenerator:
    """Container of a control that a page begins with: on a phone it stays above the picture.

    Args:
        name: Of the row it stands in, as `tools` has it.
        arguments: Of `st.container`.
    """
    return st.container(key=keys.first(name), width="content", **arguments)


def first_controls(**arguments: Any) -> DeltaGenerator:
    """Row of several of them, each of which wraps by itself where the row is above the picture."""
    return first_control("several", horizontal=True, **arguments)


@contextmanager
def picture(name: str) -> Iterator[None]:
    """Group what is shown together when the page is presented, in a container.

    Components and charts are pictures without this, each by itself.

    Args:
        name: Tells it from other pictures of the page.
    """
    with st.container(key=f"seqdemo-picture-{name}"):
        yield


def guide(text: str) -> None:
    """Expander with what a newcomer needs to know to read the picture, as markdown.

    It is open on the first visit to a page, and then as it was left; in a lesson, whose steps say
    what to look at, it is shut at first.
    """
    asked = asks()
    key = f"{_GUIDE}.{st.session_state.get(PAGE, '')}{'.lesson' if asked else ''}"
    opened = st.session_state.setdefault(f"{key}.open", not asked)
    box = st.expander("What am I looking at?", expanded=opened, key=key, on_change="rerun")
    if box.open is not None:
        st.session_state[f"{key}.open"] = box.open
    with box:
        st.markdown(text)


def about(title: str, card: Mapping[str, Any], *paragraphs: str, known: str = "") -> None:
    """Expander with a network's card: what it is, how well it does, its limits, its training.

    Args:
        title: Which network; how many parameters it has is added.
        card: Its card, as `networks.card` gives it.
        paragraphs: Markdown, such as `measures(...)` and `limits(card)`.
        known: A sentence before those on its training.
    """
    with st.expander(f"{title}, {card['parameters']:,} parameters"):
        for paragraph in paragraphs:
            st.markdown(paragraph)
        st.caption(
            f"{known} Trained {card['minutes']:.0f} minutes on {card['device']}, seed "
            f"{card['seed']}: `{card['command']}`. {card['data']} {card['licence']}".strip()
        )


def limits(card: Mapping[str, Any]) -> str:
    """What a network cannot do, as a markdown list."""
    return "\n".join(f"- {limit}" for limit in card["limits"])


def measures(card: Mapping[str, Any], names: Mapping[str, str], *, head: str) -> str:
    """Shares measured of a network, as a markdown table.

    Args:
        card: Its card.
        names: Measure -> what visitors read.
        head: What they were measured on.
    """
    rows = [f"| {words} | {percent(card['metrics'][name], 1)} |" for name, words in names.items()]
    return "\n".join([f"| {head} | share |", "|---|---|", *rows])


def veiled(state: PageState, name: str) -> bool:
    """Whether an answer stays hidden; draws "show the answer" in its place if so.

    Where a step of a lesson asks, its strip has the button, for both.

    Example:
        if not veiled(STATE, "comparison"):
            st.plotly_chart(...)
    """
    if not state.veils(name):
        return False
    if asks():
        st.caption("Hidden until the question above is answered.")
        return True
    st.button(
        "show the answer", key=state.key(f"#show.{name}"), on_click=state.veil.show, args=(name,)
    )
    return True
