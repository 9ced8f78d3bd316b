"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="own_text",
    title="Train a writer on your own text",
    summary="Paste names, lyrics, code or anything else: a small network learns to write like it "
    "while you watch, and you take it home.",
    section="The lab",
    order=71,
    icon="📝",
    networks="LSTM or GRU of 128 units, trained in the page in up to two minutes",
    shows="What it writes after every few seconds, with the same seed; loss on the text and on a "
    "part that is kept back; a warning when it learns by heart; weights, card and a PyTorch script "
    "to download, and to upload again",
)
