"""Layout of the page "You against the LSTM"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.app.markdown import literal
from seqdemo.app.page import Page
from seqdemo.app.typed_line import typed_line
from seqdemo.demos.game.page import board, state, writer
from seqdemo.demos.game.page.state import LONGEST, STATE

GUIDE = """
- **The guess.** Name the next letter and say how sure you are. What you do not give to it goes to
  all other letters in proportion to how common they are. So a guess is a probability for every
  letter, as the network's is, and both can be scored alike.
- **The score** is *surprisal*: −log₂ of the probability that was given to the letter that came, in
  bits. 50\u00a0% costs 1 bit, 25\u00a0% 2 bits, 95\u00a0% almost nothing. Who is sure and wrong
  pays most. The fewest bits win; on average nothing pays but to say how sure you really are.
- **The LSTM** reads the same letters before the gap, one by one. It has read Shakespeare and
  nothing else; it knows 65 characters, of which capitals and small letters count as one here.
- **Letter frequencies** always say the same: a space 15\u00a0%, an *e* 9\u00a0%, whatever came
  before. They need 4.4 bits a letter. Claude Shannon had people guess letters in 1951 to measure
  English: with a hundred letters before it, a letter cost them between 0.6 and 1.3 bits.
- **Is it fair?** The lines were written for this game; no network has read them, and they
  surprise the LSTM about as much as lines of Shakespeare's that it has not read. A text by the LSTM
  favours the LSTM: it was drawn from its own expectations (temperature 0.8), and a letter of it
  surprises it a quarter less. What a friend types is fair if they do not tease.
"""


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    networks.warm_up(writer.WRITER, (writer.NETWORK,))
    with sections.controls():
        _controls()
    board.board()
    sections.guide(GUIDE)
    STATE.write()


def _controls() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        STATE.draw(
            st.segmented_control,
            "source",
            "Which text",
            label_visibility="collapsed",
            required=True,
            on_change=state.start_over,
        )
        st.button("Another text", on_click=state.another)
    if STATE["source"] == "friend":
        text = typed_line(
            STATE,
            "text",
            "The text to guess; its last ten letters are covered",
            LONGEST,
            type="password",
            autocomplete="off",
            on_change=state.start_over,
        )
        if words := writer.unread(text):
            st.caption(literal(words))
