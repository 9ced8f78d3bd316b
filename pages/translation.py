"""Translate a sentence: one network reads it, another says it; see where it looks for each word."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("translation")

st.title("Translate a sentence")
st.markdown(
    "One network reads, another speaks. **Step through both**: what is handed over, and which "
    "words does it look at for every word it says?"
)
page.show()
