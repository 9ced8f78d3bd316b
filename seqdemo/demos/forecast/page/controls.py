"""Controls above the picture."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import guess_first
from seqdemo.demos.forecast.page.state import STATE, VIEWS, start_over
from seqdemo.demos.forecast.series import Series


def choosing() -> None:
    """Series, network and horizon."""
    series, network, ahead = st.columns([4, 3, 3], vertical_alignment="bottom")
    STATE.draw(series.selectbox, "series", "Series", on_change=start_over)
    with network:
        STATE.draw(
            st.segmented_control, "cell", "Network", required=True, help="Which network forecasts"
        )
        guess_first.switch(STATE)
    STATE.draw(ahead.slider, "horizon", "Steps ahead", help="How far it looks, from the origin")


def knowing(series: Series) -> None:
    """What the network is told beside the values."""
    if STATE["series"] == "rides":
        STATE.draw(
            st.toggle,
            "days",
            "It knows holidays",
            help="Whether each day is a weekday, a Saturday, or a Sunday or holiday, also of the "
            "days ahead. It takes an eighth off the GRU's error a day ahead",
        )
    if STATE.hides("season"):
        return
    with st.popover("season", help="What repeats, and after how many steps"):
        STATE.draw(
            st.number_input,
            "season",
            "Season, steps",
            help="−1: as found in the series, 0: none. A wrong season misleads it: try one",
        )
        short, long = series.season
        known = (
            " and ".join(f"{one} step{'s' * (one > 1)}" for one in (short, long) if one) or "none"
        )
        st.caption(f"Season now: {known}.")


def view() -> str:
    """What is shown below the picture."""
    STATE.draw(st.segmented_control, "view", "View", label_visibility="collapsed", required=True)
    return str(STATE["view"])


__all__ = ["VIEWS", "choosing", "knowing", "view"]
