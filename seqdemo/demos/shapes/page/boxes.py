"""The five boxes: a network each, on an input changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.keys import selector
from seqdemo.app.page import network_errors, page_of
from seqdemo.app.page_state import ADDRESS
from seqdemo.app.sections import beside
from seqdemo.app.shape import Drawn, Shape, Typed, shapes
from seqdemo.app.typed_line import typed_line
from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import Trace
from seqdemo.demos.shapes.page import state
from seqdemo.demos.shapes.page.state import LINKS, NAME, STATE
from seqdemo.tasks.card import KINDS
from seqdemo.tasks.registry import cards
from seqdemo.web.letters import letters
from seqdemo.web.reruns import fragment
from seqdemo.web.steps import Column, Text, steps

ROWS = (
    ("one to one", "one to many"),
    ("many to one", "many to many"),
    ("many to many, in step",),
)
WIDTHS = ((1, 2), (2, 3), (1,))
_STYLE = f"""
<style>
{selector(*(f"shape-box-{link}" for link in LINKS.values()))}
  > :last-child:not(:first-child, .stElementContainer) {{ margin-top: auto; }}
</style>
"""
"""What is said of shapes stands side by side, at the foot of boxes of one height."""


def boxes() -> None:
    """All shapes for which there is a demo."""
    if STATE.hides("boxes"):
        return
    st.html(_STYLE)
    found = shapes()
    for row, (kinds, widths) in enumerate(zip(ROWS, WIDTHS, strict=True)):
        for kind, column in zip(kinds, beside("boxes", *widths, row=row), strict=True):
            if kind in found:
                with column.container(
                    border=True, height="stretch", key=f"shape-box-{LINKS[kind]}"
                ):
                    _box(kind, *found[kind])


def _box(kind: str, demo: str, shape: Shape) -> None:
    card = next(card for card in cards() if card.name == demo)

    def box() -> None:
        with network_errors():
            st.header(f"{kind[0].upper()}{kind[1:]}", anchor=False)
            title = f"{card.title[0].lower()}{card.title[1:]}"
            st.caption(f"{KINDS[kind]} Here: {title}, {shape.title}.")
            given, unread = _input(kind, shape)
            if not given:
                st.info(unread or "There is nothing to read yet.")
                return
            if unread:
                st.caption(unread)
            _picture(kind, demo, shape, given)
            with st.container(key=f"shape-words-{LINKS[kind]}"):
                _words(shape)
                query = dict(shape.link(given))
                st.page_link(page_of(card), label=f"Open in “{card.title}” →", query_params=query)

    if isinstance(shape.control, Drawn):  # a stroke runs nothing else; what is typed is in the link
        fragment(_key(kind))(box)()
    else:
        box()


def _key(kind: str) -> str:
    """Key of the fragment of a box that is drawn in."""
    return f"{NAME}.box.{LINKS[kind]}"


def _input(kind: str, shape: Shape) -> tuple[str, str]:
    """Its control; the input that is asked for, and what of it is not read or known."""
    name, key = LINKS[kind], _key(kind)
    if isinstance(shape.control, Typed):
        with st.container(key=f"seqdemo-line-{name}"):  # its label comes late, and moves nothing
            text = typed_line(STATE, name, shape.control.label, shape.control.longest)
        return shape.readable(text), shape.unread(text)
    control: Drawn = shape.control
    letters(
        state.drawing(kind, control),
        on_draw=lambda: [key, ADDRESS],
        most=control.most,
        noun=control.noun,
        fragment=key,
        presented=False,
    )
    return shape.readable(str(STATE[name])), ""


def _picture(kind: str, demo: str, shape: Shape, given: str) -> None:
    trace = trace_of(demo, shape, given)
    if trace.upstream is not None:
        read = [Column(Text(name)) for name in trace.upstream.inputs]
        _steps(kind, shape, trace.upstream, read, "It reads", f"{LINKS[kind]}_read")
    title = f"{shape.title}, {kind}" if trace.upstream is None else "Then it speaks"
    _steps(kind, shape, trace, shape.columns(given, trace), title, LINKS[kind])


def _steps(
    kind: str, shape: Shape, trace: Trace, columns: Sequence[Column], title: str, picture: str
) -> None:
    count = len(columns)
    steps(
        trace,
        columns,
        key=f"{NAME}.steps.{LINKS[kind]}.{title}",
        title=title,
        memory=shape.memory,
        compact=True,
        step=state.step_of(picture, count),
        on_view=partial(state.look_in_box, picture, count),
        fragment=_key(kind) if isinstance(shape.control, Drawn) else None,
    )


def trace_of(demo: str, shape: Shape, given: str) -> Trace:
    """The steps of a box; those of its first input ship, and wait for no network."""
    path = example_file_of(demo)
    if given == shape.readable(shape.example) and path.exists():
        return networks.example_file(path)
    return shape.trace(given)


def example_file_of(demo: str) -> Path:
    """Where the trace of a box's first input stands; `python -m tools.shape_examples` writes it."""
    return ASSETS / NAME / "boxes" / f"{demo}.npz"


def _words(shape: Shape) -> None:
    """What the field says of the shape."""
    st.markdown(
        f"- **Kept of the outputs:** {shape.kept}.\n- **The answer comes** {shape.when}.\n"
        f"- **Shared between steps:** {shape.shared}."
    )
