"""Train a writer on your own text: a small network learns to write like it while one looks."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("own_text")

st.title("Train a writer on your own text")
st.markdown(
    "Names, lyrics, code, a diary: a small network reads it again and again. **Paste your "
    "own**, and watch it learn to write."
)
page.show()
