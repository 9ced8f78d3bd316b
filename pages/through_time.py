"""Back through time: a word forward, its gradient back, an update."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("through_time")

st.title("Back through time")
st.markdown(
    "A word goes in, and the blame comes back through every step. **Press Play**, then give it "
    "one update."
)
page.show()
