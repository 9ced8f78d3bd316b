"""Write Shakespeare: a network writes a play letter by letter; open up every letter."""

import streamlit as st

from seqdemo.components import runtime, write_controls, write_page, write_stage
from seqdemo.components.page import network_errors, open_page
from seqdemo.components.write_page import MODES
from seqdemo.components.write_stage import Slot

page = open_page("shakespeare")

st.title("Write Shakespeare")
st.markdown(
    "A network that has read only Shakespeare, one letter at a time. **Click any letter** to see "
    "what it was thinking, then make it choose another."
)

with network_errors():
    write_page.adopt_link(arrived=page.arrived)
    mode = write_controls.mode()
    if mode in MODES[:2]:
        write_controls.opening()
        if mode == MODES[1]:
            write_controls.second()
        asked, opening = write_page.query(write_page.vocabulary())
        st.empty().caption(opening.note)
        if mode == MODES[0]:
            write_stage.written(Slot("a", owner=True), asked)
        else:
            second = Slot("b", owner=False), write_page.other(asked)
            write_stage.columns([(Slot("a", owner=True), asked), second])
        write_controls.downloads(asked)
    elif mode == MODES[2]:
        write_controls.score()
    else:
        write_controls.learning()
    write_controls.about(st.session_state[write_page.key("cell")] or "lstm")

runtime.warm_up("shakespeare", ("lstm",))
