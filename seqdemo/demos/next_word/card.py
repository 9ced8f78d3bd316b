"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="next_word",
    title="The next word",
    summary="A network suggests the next word as you type, fills a blank, and shows how far back "
    "it remembers.",
    section="Many to many",
    order=40,
    icon="⌨️",
    networks="LSTM from the left and from the right, 7.4 million parameters, 7.6 MB; RNN, GRU, "
    "LSTM, 0.85 million parameters, 0.9 MB each",
    shows="Three suggestions while you type, a blank with words on both sides, surprise of every "
    "word, saved keystrokes, a 4-gram model beside it; how long three networks remember a "
    "country, and whether a verb agrees with a subject far away",
    warm=("keyboard",),
)
