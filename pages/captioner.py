"""Caption a photo: one network looks, another speaks; see where it looked at every word."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("captioner")

st.title("Caption a photo")
st.markdown(
    "One network looks, another speaks. **Step through its sentence**: where did it look for every "
    "word? What else could it have said?"
)
page.show()
