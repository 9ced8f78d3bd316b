"""Caption a photo: one network looks, another speaks; see where it looked at every word."""

import streamlit as st

from seqdemo.components import (
    caption_answers,
    caption_controls,
    caption_extras,
    caption_page,
    caption_stage,
    photo_shelf,
    runtime,
)
from seqdemo.components.page import network_errors, open_page

page = open_page("captioner")

st.title("Caption a photo")
st.markdown(
    "One network looks, another speaks. **Step through its sentence**: where did it look for every "
    "word? What else could it have said?"
)

with network_errors():
    caption_page.adopt_link(arrived=page.arrived)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="seqdemo-tools"
    ):
        photo_shelf.inbox()
        caption_controls.view()
        caption_controls.choosing()
        photo_shelf.shelf()
    photo = caption_page.photo()
    if photo is None:
        st.info("There is no sample photo in this installation: upload a photo to begin.")
    else:
        caption_stage.stages(photo)
        caption_extras.warning()
        caption_extras.downloads(photo)
    caption_extras.guide()
    caption_extras.about()
caption_page.CHOICES.finish()

runtime.warm_up("captioner", caption_page.NETWORKS, caption_answers.rehearse)
