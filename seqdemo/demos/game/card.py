"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="game",
    title="You against the LSTM",
    summary="Ten letters of a text are covered. Guess them one by one: who is less surprised, you "
    "or the network?",
    section="Class",
    order=3,
    icon="🎯",
    networks="The Shakespeare LSTM",
    shows="Surprisal in bits of visitor, network and letter frequencies, letter by letter; on a "
    "line written for the game, on the network's own text or on one that a friend types",
)
