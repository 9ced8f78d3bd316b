"""A memory by hand: move the weights of a tiny network until it remembers."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("by_hand")

st.title("A memory by hand")
st.markdown(
    "A memory is a few numbers with the right weights. **Move a slider** until every answer is "
    "right, or be the cell yourself."
)
page.show()
