"""What the writer wrote at stages of its training, with the same seed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.sections import CHART, picture
from seqdemo.demos.shakespeare.page.controls import cell_control
from seqdemo.demos.shakespeare.page.state import NAME, STATE
from seqdemo.views.learning_curve import learning_curve


def learning() -> None:
    """Slider over the stages, and beside it what the network wrote at the chosen one."""
    cell_control("cell", "Network", "Whose training to watch")
    card = networks.card(NAME, STATE["cell"])
    names = [_epochs(stage["epochs"]) for stage in card["stages"]]
    if STATE["stage"] not in names:
        STATE["stage"] = names[0]
    STATE.draw(
        st.select_slider,
        "stage",
        "After how many passes through the text",
        options=names,
        help="One pass is the whole training text, a million characters, read once",
    )
    _stage(card, card["stages"][names.index(STATE["stage"])])


def _stage(card: Mapping[str, Any], stage: Mapping[str, Any]) -> None:
    left, right = st.columns([3, 2])
    with left, picture("text"), st.container(border=True):
        st.text(stage["sample"])
    bits = stage["windows_nats"] / math.log(2)
    right.metric(
        "Surprise per unseen character",
        f"{bits:.2f} bits",
        help="On the first 20,000 characters of text it never saw. On all of that text the "
        f"finished network has {card['metrics']['windows_nats'] / math.log(2):.2f} bits.",
    )
    curve = learning_curve(card["stages"], stage["epochs"])
    right.plotly_chart(curve, key="learning_curve", config=CHART)
    right.caption(
        "Every sample follows a newline at temperature 0.8 with seed 7. 6.02 bits is guessing "
        "among 65 characters; 1 bit is a coin between two."
    )


def _epochs(count: float) -> str:
    rounded = round(count, 1)
    return f"{rounded:g} passes" if rounded != 1 else "1 pass"
