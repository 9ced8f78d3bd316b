"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="shakespeare",
    title="Write Shakespeare",
    summary="A network writes a play letter by letter: open up every letter it chose.",
    section="One to many",
    order=20,
    icon="🪶",
)
