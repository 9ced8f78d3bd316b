"""The next word: three suggestions as you type, a blank to fill, and how far back it remembers."""

import streamlit as st

from seqdemo.app.page import open_page

page = open_page("next_word")

st.title("The next word")
st.markdown(
    "A network that has read everyday English guesses what comes next. **Type, and take one of its "
    "suggestions**; then see how far back it remembers."
)
page.show()
