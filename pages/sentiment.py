"""Feel the mood: a network judges a sentence after every word it reads."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("sentiment")

st.title("Feel the mood")
st.markdown(
    "A network reads a sentence from left to right, once, and says after **every word** how glad "
    "it sounds so far. Which word turns it?"
)
page.show()
