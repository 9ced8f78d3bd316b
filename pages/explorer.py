"""Explore hidden states: what units mean, where they fire, what they do, and reaching in."""

import streamlit as st

from seqdemo.components import (
    explore_controls,
    explore_page,
    explore_source,
    explore_views,
    runtime,
)
from seqdemo.components.page import network_errors, open_page

page = open_page("explorer")
explore_page.adopt_link(arrived=page.arrived)

st.title("Explore hidden states")
st.markdown(
    "Every number a recurrent network keeps while it reads. **Click a unit, then press ↑ and ↓**: "
    "which letters does it light up for?"
)

with network_errors():
    explore_controls.source()
    chosen = explore_source.explored()
    if chosen is None:
        explore_views.nothing_yet()
    else:
        explore_views.show(chosen, explore_controls.view())
explore_page.CHOICES.finish()

runtime.warm_up("shakespeare", ("lstm",))
