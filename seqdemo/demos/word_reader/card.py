"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="word_reader",
    title="Read a word",
    summary="Draw letters: a network reads them one by one and says which word it expects.",
    section="Many to one",
    order=10,
    icon="✏️",
    networks="RNN, GRU, LSTM, 225 units each, under 2 MB",
    shows="Draw, type or reorder letters; state, gates, memory and guesses at every step; "
    "the same letters in another order",
    warm=("gru", "lstm", "rnn"),
)
