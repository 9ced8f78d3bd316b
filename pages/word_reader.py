"""Read a word: draw letters, watch a recurrent network read them."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("word_reader", picture_first=True)

st.title("Read a word")
st.markdown(
    "Draw letters. The network sees one at a time and must remember what came before. "
    "Try it on *said*: drag the **s** to the end by its handle ⠿."
)
page.show()
