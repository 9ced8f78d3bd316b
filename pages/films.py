"""Watch a film: what happens, told after every frame by a network that remembers, or does not."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("films")

st.title("Watch a film")
st.markdown(
    "Which way does the ball go? No single frame says. One network remembers the frames before, "
    "the other sees each alone. **Shuffle the frames** and see whose answer changes."
)
page.show()
