"""Below the text: downloads and the model card."""

from __future__ import annotations

from math import log

import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.app.sections import array_file, text_file
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.page.slot import Slot
from seqdemo.demos.shakespeare.page.state import NAME, STATE
from seqdemo.demos.shakespeare.query import Write

TRANSFORMER_NATS = 1.470
"""Validation loss that nanoGPT's README gives for its character-level transformer."""


GUIDE = """
- **It writes one letter at a time.** After each letter every one of 65 characters gets a score, its
  *logit*; *softmax* turns scores into probabilities, and one character is drawn. Then the network
  reads what it wrote, and goes on.
- **Click a letter** to see what it was drawn from. The bar is how likely the character was when
  it was drawn, the violet mark what the network itself thought.
- **The colour is surprise**, or *surprisal*: how unexpected a letter was to the network, in bits. 1
  bit is one half, 8 bits one in 256. Two to the power of its mean is the *perplexity*.
- **Temperature** makes it careful or wild. **Top-k** and **top-p** leave out what is unlikely. The
  **seed** stands for luck: the same seed writes the same text.
- **More inside**: the strips are its memory, two layers of {units} units. {strips}
- **To be quick** it writes with its weights rounded to 8 bits; what is shown of its text is what
  that network thought. *Score my text* reads with all digits: after 99 letters of 100 no
  probability is a percentage point away.
- **Watch it learn** shows the same network after more and more *epochs*, passes through all its
  text, as its *loss* falls.
- **What it is not**: it has read nothing but Shakespeare's plays, letter by letter. It knows how
  his lines look, not what they mean.
"""


STRIPS = {
    "lstm": "The *hidden state* is what it says of itself, the *cell state* what it keeps, and the "
    "*forget gate* how much of that stays.",
    "gru": "The *hidden state* is what it keeps and what it says of itself. The *update gate* says "
    "how much of it stays, the *reset gate* how much of it counts for what comes in its place.",
    "rnn": "The *hidden state* is what it keeps and what it says of itself: all of it is computed "
    "anew at every letter.",
}
"""What the strips of a network's memory are."""


def guide(cell: CellKind) -> None:
    """What a newcomer needs to know to read the text that a network wrote."""
    units = networks.card(NAME, cell)["config"]["hidden_size"]
    sections.guide(GUIDE.format(units=units, strips=STRIPS[cell]))


def downloads(slot: Slot, asked: Write) -> None:
    """The text and its trace."""
    if STATE.hides("downloads"):
        return
    finished = slot.finished(asked)
    sections.downloads(
        text_file(
            lambda: "".join(finished().inputs), NAME, "text", "Opening words and what was written"
        ),
        array_file(
            finished,
            NAME,
            "Every state, gate and score of the network",
        ),
    )


def about(cell: CellKind) -> None:
    """What this network is, from its card."""
    card = networks.card(NAME, cell)
    scores = card["metrics"]
    sections.about(
        f"About this network: {cell.upper()}",
        card,
        f"It reads one character at a time, {card['config']['num_layers']} layers of "
        f"{card['config']['hidden_size']} units, and gives each of "
        f"{card['config']['vocab_size']} characters a probability to come next. On text it "
        f"never saw it needs **{scores['bits_per_char']:.2f} bits** per character when it reads on "
        f"and on, and **{scores['windows_nats'] / log(2):.2f} bits** in windows of 256 characters "
        "that each start from nothing. To compare: nanoGPT's transformer of 10.6 million "
        f"parameters has {TRANSFORMER_NATS / log(2):.2f} in such windows. One bit is ln 2 nats: in "
        f"nats, as papers give it, {scores['carried_nats']:.3f}, {scores['windows_nats']:.3f} and "
        f"{TRANSFORMER_NATS:.3f}.",
        sections.limits(card),
    )


def game() -> None:
    """The way to the page on which its next letters are guessed."""
    st.page_link(
        "pages/game.py",
        label="Guess its letters before you see them: you against the LSTM →",
        query_params={"from": "network", "seed": str(STATE["seed"])},
    )
