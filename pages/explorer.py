"""Explore hidden states: what units mean, where they fire, what they do, and reaching in."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("explorer")

st.title("Explore hidden states")
st.markdown(
    "Every number a recurrent network keeps while it reads. **Click a unit, then press ↑ and ↓**: "
    "what does it light up for?"
)
page.show()
