"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="captioner",
    title="Caption a photo",
    summary="A network says what is on your photo: see where it looked for every word.",
    section="One to many",
    order=30,
    icon="📷",
    networks="EfficientNet-Lite0 and an LSTM, with attention (8.9 million parameters, 12 MB) and "
    "without (7.6 million, 11 MB)",
    shows="Your photo in words: where it looked at every word, its states and gates, what "
    "else it could have said, the tree of its search; take another word and it goes "
    "on from there",
    warm=("attention", "plain"),
)
