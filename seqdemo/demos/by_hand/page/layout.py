"""Layout of the page "A memory by hand"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.page import Page
from seqdemo.app.sections import guide
from seqdemo.demos.by_hand.page import state
from seqdemo.demos.by_hand.page.fifty import fifty
from seqdemo.demos.by_hand.page.hand import hand
from seqdemo.demos.by_hand.page.state import STATE

GUIDE = """
A recurrent network reads one letter after the other. Its **state** is one number for each unit (two
in an LSTM), and it is all the network knows of what came before. At each step it multiplies the new
letter by **W** and the old state by **U**, adds **b**, and squeezes the sum: that is the new state.
What it says is the state times **V**, plus **c**: above 0 is one answer, below 0 the other.

- **Click any number** to see the arithmetic it came from; what went into it lights up.
- A puzzle is solved when every string of its letters up to length 8 is answered rightly. The first
  string that is not is shown: click it.
- **Let it learn it** starts from random weights and improves them by gradient descent
  (Adam), in your browser, on all short strings at once. It often finds a solution that nobody would
  write by hand, and sometimes none.
- *Another network* has two or three units, other nonlinearities, or the gates of a GRU or an LSTM.
  All equations and the order of gates are PyTorch's.
"""


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    STATE.draw(st.segmented_control, "view", "View", label_visibility="collapsed", required=True)
    if STATE["view"] == "fifty":
        fifty(STATE["weight"], STATE["squeeze"], on_view=state.take_weight)
    else:
        hide = sorted(STATE.rules.hide)
        hand(state.built(), mode=STATE["view"], hide=hide, on_view=state.take)
    guide(GUIDE)
    STATE.write(state.link)
