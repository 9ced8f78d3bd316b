"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="shakespeare",
    title="Write Shakespeare",
    summary="A network writes a play letter by letter: open up every letter it chose.",
    section="One to many",
    order=20,
    icon="🪶",
    networks="RNN, GRU, LSTM, 2 layers, 3.3 to 3.5 million parameters, 7 MB each",
    shows="Write on from any opening, click a letter for what it was drawn from and take "
    "another; surprise, states and gates of every letter; two texts side by side; "
    "score your own; watch it learn",
    warm=("lstm",),
)
