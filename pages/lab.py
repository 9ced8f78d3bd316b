"""How long can it remember? Train an RNN and an LSTM and watch their memories grow."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("lab")

st.title("How long can it remember?")
st.markdown(
    "A colour flashes, then many letters of noise. Who can still name it? **Guess first**, then "
    "let them practise."
)
page.show()
