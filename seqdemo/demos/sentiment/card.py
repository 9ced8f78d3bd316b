"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="sentiment",
    title="Feel the mood",
    summary="A network reads a sentence word by word and says after each how glad it sounds.",
    section="Many to one",
    order=12,
    icon="🙂",
    networks="LSTM, GRU, RNN, 512 units each, 13 MB with the words they share",
    shows="The mood after every word; which word turned it; leave words out, replace or move them; "
    "three networks and a bag of words side by side; many sentences as a table",
    warm=("lstm", "gru", "rnn"),
)
