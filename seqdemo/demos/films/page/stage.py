"""The film to draw, and the network that watches it."""

from __future__ import annotations

import secrets

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.guess_first import Question, guess_first, switch
from seqdemo.app.open_cell import followers
from seqdemo.app.page import network_errors
from seqdemo.app.sections import veiled
from seqdemo.core.percent import percent
from seqdemo.core.trace import Trace
from seqdemo.demos.films.examples import ready
from seqdemo.demos.films.kinds import FILMS, LONGEST
from seqdemo.demos.films.page import state
from seqdemo.demos.films.page.state import NAME, STATE, WATCHERS
from seqdemo.demos.films.reading import film_guesses, frame_guesses
from seqdemo.handwriting.grids import encode
from seqdemo.web.letters import letters
from seqdemo.web.reruns import fragment
from seqdemo.web.steps import Bars, Column, Grid, steps

PICTURE = f"{NAME}.picture"
"""Key of the fragment that a stroke runs again."""


def presets() -> None:
    """Ready films of every kind, and the reversed one."""
    if STATE.hides("presets"):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind in FILMS:
            st.button(kind, on_click=_another, args=(kind,), help=f"A film in which it {kind}")
        st.button("backwards", on_click=_backwards, help="The same frames, last one first")


def _another(kind: str) -> None:
    film = ready(kind)
    if STATE["drawing"] == film:
        film = ready(kind, seed=secrets.randbelow(10_000))
    state.show_film(film)


def _backwards() -> None:
    state.show_film(tuple(reversed(STATE["drawing"])))


@fragment(PICTURE)
def picture() -> None:
    """The strip of frames, what the network says, and the network over the frames."""
    with network_errors():
        letters(
            state.film(),
            on_draw=lambda: [PICTURE, *followers(STATE)],
            most=LONGEST,
            noun="frame",
            fragment=PICTURE,
        )
        if STATE["shuffle"]:
            order = ", ".join(str(place + 1) for place in state.order())
            st.caption(f"The networks are shown the frames in the order {order}.")
        watched = state.trace_of(STATE["watcher"], state.in_order())
        if not guess_first(STATE, "film", question(watched), fragment=PICTURE):
            _verdicts()
        _unrolled(watched, veil=STATE.veils("film"))


def choices() -> None:
    """Who watches, and in which order; they stand in the address, so not in the fragment."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        STATE.draw(
            st.segmented_control,
            "watcher",
            "Who watches",
            label_visibility="collapsed",
            required=True,
            width="content",
        )
        st.button("Shuffle the frames", on_click=_shuffle, type="primary")
        st.button("In order again", on_click=_in_order, disabled=not STATE["shuffle"])
        switch(STATE)


def _shuffle() -> None:
    STATE["shuffle"] = 1 + secrets.randbelow(999)


def _in_order() -> None:
    STATE["shuffle"] = 0


def _verdicts() -> None:
    """What both networks say of the film, in the order it was drawn in and shuffled."""
    if STATE.hides("comparison") or veiled(STATE, "comparison"):
        return
    orders = {"in order": STATE["drawing"]}
    if STATE["shuffle"]:
        orders["shuffled"] = state.in_order()
    rows = [f"| the film, {' | '.join(orders)} |", f"|---|{'---|' * len(orders)}"]
    for network, name in WATCHERS.items():
        said = [_best(state.trace_of(network, frames)) for frames in orders.values()]
        rows.append(f"| {name} | {' | '.join(said)} |")
    st.markdown("\n".join(rows).replace("| the film, ", "| the film | "))
    if STATE["shuffle"]:
        measured = networks.card(NAME, "gru")["metrics"]
        whole, mixed = (measured[f"{name}film_accuracy"] for name in ("", "shuffled_"))
        st.caption(
            "The network that sees each frame alone says of every frame what it said before, and "
            "so of the film: to it, a film is a heap of pictures. The other needs the order: of "
            f"films in order it names {percent(whole, 0)}, of shuffled ones {percent(mixed, 0)}."
        )


def question(trace: Trace) -> Question:
    """What the visitor guesses: what kind of film the network will say it is."""
    name = WATCHERS[STATE["watcher"]]
    return Question(
        about=f"{STATE['watcher']} {STATE['shuffle']} {encode(STATE['drawing'])}",
        words=f"What will the network {name} say of the whole film?",
        chances=lambda: dict(film_guesses(trace, most=len(trace.classes))),
        bars=trace.classes,
    )


def _best(trace: Trace) -> str:
    kind, share = film_guesses(trace)[0]
    return f"**{kind}** {percent(share)}"


def _unrolled(trace: Trace, *, veil: bool) -> None:
    """The chosen network over the frames; under a veil without what it says."""
    network = STATE["watcher"]
    columns = [
        Column(Grid(grid), None if veil else Bars(guesses), _note(step, len(trace)))
        for step, (grid, guesses) in enumerate(
            zip(trace.extras["grids"], frame_guesses(trace), strict=True)
        )
    ]
    memory = network == "gru"
    words = "what happens, frame by frame, by the network " + WATCHERS[network]
    steps(
        trace,
        columns,
        key=f"{NAME}.steps",
        title=words[0].upper() + words[1:],
        step=None if STATE["step"] is None else min(STATE["step"], len(trace) - 1),
        unit=unit_of(trace),
        memory=memory,
        on_view=_look,
        fragment=PICTURE,
        veil=veil,
        says="what happens now",
    )


def _note(step: int, count: int) -> str:
    return "no move yet" if step == 0 and count > 1 else ""


def unit_of(trace: Trace) -> int | None:
    """The chosen unit, if the network has it."""
    chosen: int | None = STATE["unit"]
    return chosen if chosen is not None and chosen < trace.layers[-1].hidden_size else None


def _look(seen: dict[str, int]) -> list[str]:
    STATE["step"], STATE["unit"] = seen["step"], seen["unit"]
    return followers(STATE)
