"""The front door: what a network with a memory is, and the demos."""

import streamlit as st

from seqdemo.components.page import open_page

open_page("home")
st.title("Networks that remember")
