"""Read a digit: a network without a memory sees all cells at once, and answers once."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("digit_reader")

st.title("Read a digit")
st.markdown(
    "Draw one. All 49 cells go into the network **at once**, and one answer comes out: no order, "
    "no memory. This is the shape that every other page of this app goes beyond."
)
page.show()
