"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="translation",
    title="Translate a sentence",
    summary="One network reads, another speaks: see which words it looks at for every word.",
    section="Many to many",
    order=45,
    icon="🌍",
    networks="A bidirectional LSTM and two LSTM layers, with attention (8.7 million parameters, "
    "9 MB) and, from German to English, without (8.4 million, 9 MB)",
    shows="English, German and French into each other: the encoder's states, the vector handed "
    "over, the decoder's, and where it looks; take another word, or make it look elsewhere, and "
    "it goes on from there",
    warm=("attention",),
)
