"""Below the sheet: states and gates, downloads, guide, model card."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.app.open_cell import followers
from seqdemo.app.page import network_errors
from seqdemo.app.sections import Download, array_file, picture_file, table_file
from seqdemo.core.trace import Trace
from seqdemo.demos.sketch.examples import shipped
from seqdemo.demos.sketch.page import cell, guessing, stage, state
from seqdemo.demos.sketch.page.columns import columns_of, encoder_columns
from seqdemo.demos.sketch.page.state import NAME, STATE
from seqdemo.demos.sketch.pictures import png, strokes_json, svg
from seqdemo.demos.sketch.query import Draw
from seqdemo.demos.sketch.strokes import Sketch, clean, encode, line_of
from seqdemo.web.reruns import fragment
from seqdemo.web.steps import steps

GUIDE = """
- **The network's lines are green**, the others are yours. What is not taken over yet is thinner: go
  back with ← or the slider, then *take over here* keeps its line up to that place.
- **A drawing is a list of steps of the pen**: how far right, how far down, and whether the pen is
  then lifted. The network reads them one by one and says where the next may lie.
- **It never says one place.** It says a *mixture* of twenty Gaussians, the ellipses at the pen,
  with a weight each; a place is drawn from one of them. That is why ten endings differ.
- **Temperature** below 1 makes heavy Gaussians heavier and all of them narrower; of the pen, its
  square root counts: careful drawings come to an end more often so.
- **Morph**: an encoder reads a whole drawing, forwards and backwards, and makes 64 *latent* numbers
  of it. A decoder draws from them. Numbers halfway between two drawings give a drawing between.
- **To draw without a mouse**: focus the sheet, move with the arrow keys, space puts the pen down
  and lifts it, Escape lets a line go.
"""
MORE = """\
- **The tile in the picture below** is its hidden state after each step, −1 blue to +1 orange; click
  a unit to see its gates and the sum it computed.
"""
"""What stands behind the switch "More inside"."""


@fragment(stage.BELOW)
def follow() -> None:
    """What follows the drawing when the visitor rests: no line waits for it."""
    if guessing.hidden():  # the states are those of drawing on
        return
    with network_errors():
        asked = trace = None
        if STATE["mode"] != "morph" or state.seen()[0]:
            asked = state.asked()
            trace = _trace(asked)
        if trace is not None and asked is not None:
            _states(asked, trace)
        if not STATE.hides("downloads"):
            downloads(asked, trace)
        if asked is not None:
            _explore(asked)


def _trace(asked: Draw) -> Trace:
    """Every step; from the shipped example where it is one."""
    path = shipped(asked)
    if path is not None:
        return networks.example_file(path)
    return networks.trace(NAME, asked.network, asked, repr(asked))


def _states(asked: Draw, trace: Trace) -> None:
    """States and gates of every step, as far as a link shows them."""
    if STATE.hides("states") or sections.veiled(STATE, "states"):
        return
    st.header("Inside, step by step", anchor="states")
    card = networks.card(NAME, asked.network)
    size, unit = card["config"]["hidden_size"], STATE["unit"]
    encoder = f"{NAME}.encoder" if trace.upstream else None
    if trace.upstream is not None and encoder is not None:
        _encoder(trace, encoder, card)
    steps(
        trace,
        columns_of(trace),
        key=f"{NAME}.steps",
        title=f"LSTM, {size} units: read a step, expect the next",
        order=np.array(card["unit_order"]),
        step=cell.looked_at(asked, trace),
        unit=unit if unit is not None and unit < size else None,
        upstream=encoder,
        on_view=_look,
        fragment=stage.BELOW,
    )
    cell.opened(asked, trace)


def _encoder(trace: Trace, key: str, card: dict[str, Any]) -> None:
    """The encoder reading the drawing both ways; the decoder's player runs through it, too."""
    assert trace.upstream is not None
    size, latent = card["config"]["encoder_size"], card["config"]["latent"]
    steps(
        trace.upstream,
        encoder_columns(trace),
        key=key,
        title=f"Encoder: {size} units forwards, {size} backwards; its last states make z, "
        f"{latent} numbers",
        player=False,
        fragment=stage.BELOW,
    )


def _look(seen: dict[str, int]) -> list[str]:
    STATE["look"], STATE["unit"] = seen["step"], seen["unit"]
    return followers(STATE)


def downloads(asked: Draw | None, trace: Trace | None) -> None:
    """The drawing as .svg, .png and .json, and the trace."""
    sketch = _whole(asked)
    about = {"network": state.network(), **state.luck()}
    files = [
        Download("drawing (.svg)", lambda: svg(sketch), "drawing.svg", "image/svg+xml", _SEEN),
        picture_file(lambda: png(sketch), "drawing", _SEEN),
        Download(
            "strokes (.json)",
            lambda: strokes_json(sketch, about),
            "drawing.json",
            "application/json",
            "Every line with who drew it and its places, for a program",
        ),
    ]
    if trace is not None:
        files += [
            array_file(lambda: trace, "drawing", "Every array of the network"),
            table_file(lambda: trace, "drawing"),
        ]
    sections.downloads(*files)


_SEEN = "The drawing with the network's ending, in two colours"


def _whole(asked: Draw | None) -> Sketch:
    """The drawing with the ending that is shown."""
    sketch = state.sketch_of(STATE["drawing"])
    if asked is None or STATE["mode"] == "morph" or state.waits():
        return sketch
    return (*sketch, *(line_of("n", line) for line in stage.ahead(asked).lines()))


def _explore(asked: Draw) -> None:
    """The way to the explorer, with the drawing."""
    sketch, _ = clean(_whole(asked), state.LINK_TOLERANCE)
    if sketch:
        words = {"from": NAME, "cell": STATE["network"], "w": encode(sketch)}
        thing = {"thing": STATE["thing"]} if STATE["network"] == "quickdraw_mini" else {}
        st.page_link(
            "pages/explorer.py",
            label="Open this drawing in the explorer →",
            query_params={**words, **thing},
        )


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE if STATE.simple else GUIDE + MORE)


def about() -> None:
    """What this network is, from its card."""
    card = networks.card(NAME, state.network())
    sections.about(
        f"About this network: {TITLES[state.network()]}",
        card,
        "It reads a drawing point by point, an LSTM of "
        f"{card['config']['hidden_size']} units, and says where the next point may lie: "
        f"{card['config']['mixtures']} Gaussians and whether the pen is lifted (Sketch-RNN; Ha and "
        "Eck, 2017).",
        _measured(card),
        sections.limits(card),
    )


TITLES = {
    "aaron_sheep": "sheep",
    "quickdraw_mini": "344 things, few-shot",
    "short_kanji": "kanji",
    "omniglot": "letters of 50 alphabets",
    "sheep_blend": "sheep, with an encoder",
}


def _measured(card: dict[str, Any]) -> str:
    """How well it foresees drawings it has not seen, in words."""
    found = card["metrics"]
    words = (
        f"On {found['drawings']:,} drawings it was not trained on it needs "
        f"{found['nats_per_point']:.3f} nats a point (lower is better; a density, so it can be "
        f"below 0), in units of {found['scale']:.1f} of the data; Sketch-RNN's loss L_R, the same "
        f"over N_max = {found['n_max']} points, is {found['l_r']:.3f}."
    )
    if "default_l_r" not in found:
        return words
    first = card["phases"]["draw"]
    return (
        f"{words} Sketch-RNN's default configuration has {found['default_l_r']:.3f} after "
        f"{found['default_updates']:,} updates of 100 drawings; this one took "
        f"{first['max_steps']:,} of {first['batch_size']}."
    )
