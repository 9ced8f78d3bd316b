"""Translate a sentence: one network reads it, another says it; see where it looks for each word."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("translation")

st.title("Translate a sentence")
st.markdown(
    "One network reads, another speaks; they learned from 29,000 captions, so **say what one could "
    "see in a photo**. Step through both: what is handed over, and where does it look?"
)
page.show()
