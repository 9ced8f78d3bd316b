"""Write Shakespeare: a network writes a play letter by letter; open up every letter."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("shakespeare")

st.title("Write Shakespeare")
page.show()
