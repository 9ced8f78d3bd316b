"""You against the LSTM: guess ten letters, score in bits."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("game")

st.title("You against the LSTM")
st.markdown(
    "Ten letters are covered. **Type the next one**, say how sure you are, and press Enter. Each "
    "letter costs bits: few if you expected it, many if not. Do you pay fewer than the network?"
)
page.show()
