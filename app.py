"""The front door: what a network with a memory is, and the demos."""

import streamlit as st

from seqdemo.app import home
from seqdemo.app.page import network_errors, open_page

page = open_page("home", picture_first=True)

st.title("Networks that remember")
st.markdown(
    "An ordinary network sees one thing at a time and forgets it at once. "
    "A recurrent network keeps a **state**: at every step it mixes what it reads now with what it "
    "remembers. Unfold it in time, and you can watch that memory form, letter by letter."
)
with network_errors():
    home.living_picture()
page.let_draw()
st.caption(
    "Each small square is one unit of a trained network after the letter drawn below it: blue is "
    "negative, orange positive. Nothing here is a sketch: these are the network's real values."
)
with network_errors():
    home.naming()
st.header("What goes in, what comes out, and when", anchor=False)
with network_errors():
    home.shape_map()
    home.demo_cards()
page.end()
