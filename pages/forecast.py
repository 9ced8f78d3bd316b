"""Forecast a series: numbers in, what comes next with a band out."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("forecast")

st.title("Forecast a series")
st.markdown(
    "A network reads numbers and says what comes next, and how sure it is. **Drag the line back in "
    "time**: would it have been right? Four old rivals try the same."
)
page.show()
