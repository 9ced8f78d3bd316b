"""Lessons: ten to run, and one's own."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("lessons")

st.title("Lessons")
st.markdown(
    "One screen a step: **guess first**, then ask the network. For a class with a projector, or "
    "for yourself; every answer comes from the network that is on the screen."
)
page.show()
