"""Write Shakespeare: a network writes a play letter by letter; open up every letter."""

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors, note_line, open_page
from seqdemo.demos.shakespeare.page import controls, stage, state
from seqdemo.demos.shakespeare.page.stage import Slot
from seqdemo.demos.shakespeare.page.state import MODES

page = open_page("shakespeare")

state.adopt_link(arrived=page.arrived)

st.title("Write Shakespeare")
st.markdown(controls.intro())

with network_errors():
    mode = controls.mode()
    if mode in MODES[:2]:
        controls.opening()
        if mode == MODES[1]:
            controls.second()
        asked, opening = state.query(state.vocabulary())
        note_line(opening.note)
        if mode == MODES[0]:
            stage.written(Slot("a", owner=True), asked)
        else:
            second = Slot("b", owner=False), state.other(asked)
            stage.columns([(Slot("a", owner=True), asked), second])
        controls.downloads(asked)
    elif mode == MODES[2]:
        controls.score()
    else:
        controls.learning()
    controls.about(state.CHOICES["cell"] or "lstm")
state.CHOICES.finish()

networks.warm_up("shakespeare", ("lstm",))
