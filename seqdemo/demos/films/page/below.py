"""Below the picture: two ways, downloads, guide, model cards."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.core.percent import percent
from seqdemo.demos.films.page import state
from seqdemo.demos.films.page.state import NAME, STATE, WATCHERS
from seqdemo.demos.films.reading import frame_guesses
from seqdemo.handwriting.grids import encode

GUIDE = """
- **One column is one frame.** Below, what the network is shown; in the middle its *hidden state*;
  above, what it says is happening **at that frame**. A network that answers at every step has the
  shape *many to many, in step*; what it says of the whole film, after the last frame, is *many to
  one*.
- **A single frame has no direction.** A ball stands in the middle: is it going left or right? Only
  who remembers the frame before can tell. At the first frame nobody can who has not seen the next.
- **Each frame alone** is a network without a memory: no arrow joins its columns. It has the same
  number of units and learned from the same films. It can tell a hand from a ball, and it guesses
  the rest. What it says of the film is the mean over the frames: their order does not enter.
- **With a memory** is a GRU. Shuffle the frames, and the film it sees is another one.
"""
MEASURES = {
    "film_accuracy": "films, all frames seen",
    "shuffled_film_accuracy": "the same films with their frames shuffled",
    "frame_accuracy": "frames, from the second on",
    "first_frame_accuracy": "first frames: what is about to happen",
    "direction_accuracy": "left, right, up or down (a blind guess: 25\u00a0%)",
}


def both_ways() -> None:
    """A network that also reads from the end knows at the first frame what will happen."""
    if STATE.hides("both") or STATE.veils("film"):
        return
    st.header("And if it may look ahead?", anchor="both")
    frames = state.in_order()
    rows = []
    for network, name in (("gru", "from first to last"), ("both", "both ways")):
        kind, share = frame_guesses(state.trace_of(network, frames))[0][0]
        metrics = networks.card(NAME, network)["metrics"]
        first, later = metrics["first_frame_accuracy"], metrics["frame_accuracy"]
        rows.append(
            f"| {name} | **{kind}** {percent(share)} | {percent(first, 1)} | {percent(later, 1)} |"
        )
    head = "| reads | at your first frame it says | right at first frames | at later frames |"
    st.markdown("\n".join([head, "|---|---|---|---|", *rows]))
    st.caption(
        "A second GRU reads the film from its end, and both states are put side by side: the first "
        "frame is then judged by one that has seen all the others. Of no use where the future is "
        "not there yet, as when one writes or forecasts."
    )


def downloads() -> None:
    """The trace of the chosen network."""
    if STATE.hides("downloads") or STATE.veils("film"):
        return
    network = STATE["watcher"]
    frames = state.in_order()
    sections.downloads(
        sections.array_file(
            lambda: state.trace_of(network, frames), f"film-{network}", "Every state and score"
        ),
        sections.table_file(lambda: state.trace_of(network, frames), f"film-{network}"),
    )
    st.page_link(
        "pages/explorer.py",
        label="Open this film in the explorer →",
        query_params={"from": NAME, "text": encode(frames)},
    )


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE)


def about() -> None:
    """What the chosen network is, how well it does, and what it cannot do."""
    network = STATE["watcher"]
    card = networks.card(NAME, network)
    sections.about(
        f"About this network: {WATCHERS[network]}",
        card,
        sections.measures(card, MEASURES, head="8,100 films it was not trained on"),
        sections.limits(card),
    )
