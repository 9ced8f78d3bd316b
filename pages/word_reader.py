"""Read a word: draw letters, watch a recurrent network read them."""

import streamlit as st

from seqdemo.components import runtime, word_extras, word_page
from seqdemo.components.page import network_errors, note_line, open_page
from seqdemo.components.unroll import unroll
from seqdemo.components.word_trace import trace_of
from seqdemo.tasks.word_reader.examples import AIDS, SAID
from seqdemo.tasks.word_reader.words import surprising


@st.fragment
def live() -> None:
    """The note and the unroll: a stroke runs this again, and nothing else.

    What stands below follows when the visitor rests, so that no stroke waits for it.
    """
    if word_page.drawing().rested():
        st.rerun()
    with network_errors():
        note_line(word_page.note())
        query = word_page.query()
        unroll(word_page.view(query, trace_of(query)), word_page.drawing())


page = open_page("word_reader")
word_page.adopt_link(arrived=page.arrived)

st.title("Read a word")
st.markdown(
    "Draw letters. The network sees one at a time and must remember what came before. "
    "Try it on *said*: drag the **s** to the end by its handle ⠿."
)

with network_errors():
    card = runtime.card("word_reader", "gru")
    words = tuple(card["words"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            "Network",
            word_page.CELLS,
            key=word_page.CELL,
            format_func=str.upper,
            label_visibility="collapsed",
            required=True,
            help="Which trained network reads",
        )
        st.button("said", on_click=word_page.show_preset, args=(SAID,))
        st.button("aids", on_click=word_page.show_preset, args=(AIDS,))
        st.button(
            "surprise me",
            on_click=word_page.surprise,
            args=(surprising(words),),
            help="A random word in a random hand",
        )
        st.text_input(
            "Type a word",
            key=word_page.TYPED,
            on_change=word_page.show_typed,
            args=(words,),
            placeholder="type a word…",
            label_visibility="collapsed",
            width=150,
        )
        st.selectbox(
            "Order of units",
            list(word_page.ORDER_NAMES),
            key=word_page.ORDER,
            width=300,
            format_func=lambda name: f"units {word_page.ORDER_NAMES[name]}",
            help="In which cell of the tile each unit stands; the values stay the same",
            label_visibility="collapsed",
        )
    word_page.drawing().shown()
    live()
    query = word_page.query()
    trace = trace_of(query)
    word_extras.guide()
    word_extras.comparison(query, trace)
    word_extras.downloads(query, trace)
    word_extras.about(query.cell)

runtime.warm_up("word_reader", word_page.CELLS)
