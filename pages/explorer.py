"""Explore hidden states: what units mean, where they fire, what they do, and reaching in."""

import streamlit as st

from seqdemo.app.page import network_errors, open_page
from seqdemo.demos.explorer.page import controls, source, state, views

page = open_page("explorer")
state.begin(arrived=page.arrived)

st.title("Explore hidden states")
st.markdown(
    "Every number a recurrent network keeps while it reads. **Click a unit, then press ↑ and ↓**: "
    "which letters does it light up for?"
)

with network_errors():
    controls.source()
    chosen = source.explored()
    if chosen is None:
        views.nothing_yet()
    else:
        views.show(chosen, controls.view(chosen))
state.warm_up()
