"""Layout of the page "Back through time"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.page import Page
from seqdemo.app.sections import guide
from seqdemo.demos.through_time.page import state
from seqdemo.demos.through_time.page.state import STATE
from seqdemo.demos.through_time.page.unrolled import unrolled

GUIDE = """
A network learns a sequence by **backpropagation through time**. It reads the word letter by
letter; after each it says how likely every next letter is, and the loss is −ln of the probability
it gave to the right one. The losses are added. Then the chain rule is followed backwards through
the same steps: the gradient that reaches a state is what its own loss says plus what comes back
from the step after.

- **Thickness is size**: an arrow twice as thick carries four times the gradient, but the smallest
  are all drawn as thin as can be seen; the number of each stands beside it.
- **The weights are shared.** U are the weights from one state to the next. They are the same at
  every step, so what the steps add to their gradient is summed, and one update moves them. All
  sizes here are lengths: additions that point different ways sum to less than their lengths would.
- **Truncation** cuts the chain every few steps: cheaper, but no step hears what it did to letters
  beyond the cut.
- Of the Shakespeare writer, U is the upper layer's; what comes back into a layer is counted for its
  hidden and its cell state together, and the number in a box is the length of the hidden state. It
  learns in a copy: the page "Write Shakespeare" stays as it is.
- The update is plain gradient descent, weight − rate · gradient; the numbers are those of PyTorch's
  autograd.
"""


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    STATE.draw(st.segmented_control, "view", "View", label_visibility="collapsed", required=True)
    if STATE["view"] == "tiny":
        unrolled(state.place(), "RNN, tanh, one letter a step", on_view=state.take)
    else:
        from seqdemo.demos.through_time.page import writer

        writer.show()
    guide(GUIDE)
    STATE.write(state.link)
