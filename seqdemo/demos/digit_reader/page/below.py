"""Below the picture: downloads, guide, model card."""

from __future__ import annotations

from functools import partial

from seqdemo.app import networks, sections
from seqdemo.demos.digit_reader.examples import NETWORK
from seqdemo.demos.digit_reader.page import state
from seqdemo.demos.digit_reader.page.state import NAME, STATE

GUIDE = """
- **Left, 49 numbers**: one for each cell, 1 where there is ink and 0 where there is none.
- **In the middle, 400 hidden units.** Each adds up the cells it likes and takes away those it does
  not, and squeezes the sum between −1 (blue) and +1 (orange). Nobody told it what to like.
- **Right, ten numbers**: each digit adds up the units that speak for it. *Softmax* makes
  probabilities of the ten sums.
- **Everything flows once, from left to right.** There is no arrow back and none to a next step:
  the shape is called *one to one*, and a network of this kind *feed-forward*.
- **All answers are digits.** Draw a letter or a face, and it still says one of ten.
"""
MEASURES = {
    "accuracy": "drawn by hands like those it learned from",
    "held_out_hand_accuracy": "drawn by hands it never saw",
    "hasty_hand_accuracy": "the same hands in a hurry, as letters of a word are written",
    "scanned_accuracy": "1,797 digits that people wrote on paper, scanned",
}


def downloads() -> None:
    """The reading and its numbers."""
    if not (STATE.hides("downloads") or STATE.veils("picture")):
        read = partial(state.reading_of, STATE["drawing"][0])
        sections.downloads(
            sections.array_file(read, NAME, "Cells, units, weights and scores"),
            sections.table_file(read, NAME),
        )


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE)


def about() -> None:
    """What the network is, how well it does, and what it cannot do."""
    card = networks.card(NAME, NETWORK)
    sections.about(
        "About this network",
        card,
        sections.measures(card, MEASURES, head="digits it was not trained on"),
        sections.limits(card),
    )
