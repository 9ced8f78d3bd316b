"""Controls above the race: chips, and more of them in a popover."""

from __future__ import annotations

import streamlit as st

from seqdemo.demos.lab.page.state import STATE
from seqdemo.demos.lab.symbols import STEPS


def controls() -> None:
    """Draw them: what changes begins another race."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="lab-controls"):
        STATE.draw(st.pills, "networks", "Who runs", help="Networks of equal width, side by side")
        if STATE["exercise"] not in STEPS:
            STATE.draw(
                st.segmented_control,
                "lag",
                "Letters of noise" if STATE["exercise"] == "colour" else "Steps between",
                required=True,
                help="Over so many steps they must remember",
            )
        STATE.draw(
            st.segmented_control,
            "gate",
            "Forget gate at birth",
            required=True,
            help="Where an LSTM's forget gates, and a GRU's keep gates, begin. Half open is how "
            "PyTorch makes them: bias 0. Open is bias 1, wide open bias 3. Chrono spreads them "
            "over all distances up to the practised one.",
        )
        if not STATE.hides("more"):
            with st.popover("more"):
                more()


def more() -> None:
    """The other choices."""
    STATE.draw(st.segmented_control, "exercise", "What they practise", required=True)
    if STATE["exercise"] not in STEPS:
        STATE.draw(
            st.segmented_control,
            "practice",
            "Distances",
            required=True,
            help="Only far: always over as many steps as chosen. Near and far: over any number of "
            "steps up to it.",
        )
    STATE.draw(
        st.segmented_control,
        "birth",
        "RNN at birth",
        required=True,
        help="State-to-state weights before the first update",
    )
    STATE.draw(st.segmented_control, "units", "Units of each network", required=True)
    STATE.draw(st.select_slider, "rate", "Learning rate")
    STATE.draw(
        st.segmented_control,
        "norm",
        "Clip gradients",
        required=True,
        help="Longer gradients are cut to this length before an update",
    )
    STATE.draw(st.segmented_control, "updates", "Updates of a run", required=True)
    STATE.draw(st.number_input, "seed", "Seed", help="The same seed gives the same curve")
