"""Caption a photo: one network looks, another speaks; see where it looked at every word."""

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors, open_page
from seqdemo.demos.captioner.page import answers, below, controls, shelf, stage, state

page = open_page("captioner")

st.title("Caption a photo")
st.markdown(
    "One network looks, another speaks. **Step through its sentence**: where did it look for every "
    "word? What else could it have said?"
)

with network_errors():
    state.adopt_link(arrived=page.arrived)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="seqdemo-tools"
    ):
        shelf.inbox()
        controls.view()
        controls.choosing()
        shelf.shelf()
    photo = state.photo()
    if photo is None:
        st.info("There is no sample photo in this installation: upload a photo to begin.")
    else:
        stage.stages(photo)
        below.warning()
        below.downloads(photo)
    below.guide()
    below.about()
state.CHOICES.finish()

networks.warm_up("captioner", state.NETWORKS, answers.rehearse)
