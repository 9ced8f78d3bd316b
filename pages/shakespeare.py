"""Write Shakespeare: a network writes a play letter by letter; open up every letter."""

import streamlit as st

from seqdemo.components import runtime, write_controls, write_page, write_stage
from seqdemo.components.page import network_errors, note_line, open_page
from seqdemo.components.write_page import MODES
from seqdemo.components.write_stage import Slot

page = open_page("shakespeare")

write_page.adopt_link(arrived=page.arrived)

st.title("Write Shakespeare")
st.markdown(write_controls.intro())

with network_errors():
    mode = write_controls.mode()
    if mode in MODES[:2]:
        write_controls.opening()
        if mode == MODES[1]:
            write_controls.second()
        asked, opening = write_page.query(write_page.vocabulary())
        note_line(opening.note)
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
    write_controls.about(write_page.CHOICES["cell"] or "lstm")
write_page.CHOICES.finish()

runtime.warm_up("shakespeare", ("lstm",))
