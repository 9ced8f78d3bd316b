"""Read a word: draw letters, watch a recurrent network read them."""

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors, note_line, open_page
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.page import below, state
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.words import surprising
from seqdemo.web.unroll import unroll


@st.fragment
def live() -> None:
    """The note and the unroll: a stroke runs this again, and nothing else.

    What stands below follows when the visitor rests, so that no stroke waits for it.
    """
    if state.drawing().rested():
        st.rerun()
    with network_errors():
        note_line(state.note())
        query = state.query()
        unroll(state.view(query, trace_of(query)), state.drawing())


page = open_page("word_reader")
state.adopt_link(arrived=page.arrived)

st.title("Read a word")
st.markdown(
    "Draw letters. The network sees one at a time and must remember what came before. "
    "Try it on *said*: drag the **s** to the end by its handle ⠿."
)

with network_errors():
    card = networks.card("word_reader", "gru")
    words = tuple(card["words"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            "Network",
            state.CELLS,
            key=state.CELL,
            format_func=str.upper,
            label_visibility="collapsed",
            required=True,
            help="Which trained network reads",
        )
        st.button("said", on_click=state.show_preset, args=(SAID,))
        st.button("aids", on_click=state.show_preset, args=(AIDS,))
        st.button(
            "surprise me",
            on_click=state.surprise,
            args=(surprising(words),),
            help="A random word in a random hand",
        )
        st.text_input(
            "Type a word",
            key=state.TYPED,
            on_change=state.show_typed,
            args=(words,),
            placeholder="type a word…",
            label_visibility="collapsed",
            width=150,
        )
        st.selectbox(
            "Order of units",
            list(state.ORDER_NAMES),
            key=state.ORDER,
            width=300,
            format_func=lambda name: f"units {state.ORDER_NAMES[name]}",
            help="In which cell of the tile each unit stands; the values stay the same",
            label_visibility="collapsed",
        )
    state.drawing().shown()
    live()
    query = state.query()
    trace = trace_of(query)
    below.guide()
    below.comparison(query, trace)
    below.downloads(query, trace)
    below.about(query.cell)

networks.warm_up("word_reader", state.CELLS)
