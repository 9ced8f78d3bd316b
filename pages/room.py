"""A room for your class: pupils join a lesson by a code, a board asks the network."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("room")

st.title("A room for your class")
page.show()
