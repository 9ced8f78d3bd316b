"""All shapes: one to one, one to many, many to one, many to many, each a live network."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("shapes")

st.title("All shapes")
st.markdown(
    "The same recurrent layer can be used in different ways: what goes in, when the answer is "
    "asked for, and what is kept of it. A trained network is at work in every box: **change its "
    "input**, and see when answers come, and how many."
)
page.show()
