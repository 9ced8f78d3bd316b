"""Back through time: a word forward, its gradient back, an update."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("through_time")

st.title("Back through time")
st.markdown(
    "A network reads a word and says each next letter; its errors go back through every step. "
    "**Press Play** and watch the orange arrows, then press **One update**: does the loss fall?"
)
page.show()
