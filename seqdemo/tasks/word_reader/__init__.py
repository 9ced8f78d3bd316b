"""Letters drawn on 7x7 grids become a word."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="word_reader",
    title="Read a word",
    summary="Draw letters: a network reads them one by one and says which word it expects.",
    section="Many to one",
    order=10,
    icon="✏️",
)
