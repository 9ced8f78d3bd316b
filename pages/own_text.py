"""Train a writer on your own text: a small network learns to write like it while one looks."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("own_text")

st.title("Train a writer on your own text")
st.markdown(
    "Names, lyrics, code, a diary: a small network reads it again and again. **Press Train it**, "
    "or paste your own text first, and watch what it writes: which words does it spell first?"
)
page.show()
