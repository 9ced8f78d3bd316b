"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="room",
    title="A room for your class",
    summary="Pupils join a lesson by a code, guess and draw on their phones; the board asks the "
    "network.",
    section="Class",
    order=2,
    icon="🚪",
    networks="any of the above",
    shows="A board with votes in two rounds, drawings with the network's reading under each, "
    "guesses beside the network's; a teacher's page; no accounts, all deleted after a day",
)
