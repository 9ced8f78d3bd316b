"""Read a digit: a network without a memory sees all cells at once, and answers once."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("digit_reader")

st.title("Read a digit")
st.markdown(
    "**Draw one**, or press 3 and make it an 8. All 49 cells go into the network at once, and one "
    "answer comes out: no order, no memory. Which units speak for it?"
)
page.show()
