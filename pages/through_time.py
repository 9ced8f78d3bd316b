"""Back through time: a word forward, its gradient back, an update."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("through_time")

st.title("Back through time")
st.markdown(
    "How does a network learn from a whole word? **Press Play**: the word goes in, the blame comes "
    "back. Then give it one update."
)
page.show()
