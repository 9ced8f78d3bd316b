"""Draw together: you begin a drawing, a network goes on with it."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("sketch")

st.title("Draw together")
page.show()
