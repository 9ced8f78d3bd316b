"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="through_time",
    title="Back through time",
    summary="Follow a word through a tiny network and its gradient all the way back; then let it "
    "learn, one update at a time.",
    section="The lab",
    order=74,
    icon="⏪",
    networks="An RNN of two to four units, trained by the visitor; the Shakespeare LSTM",
    shows="Losses and their sum, the gradient's size on every arrow, what each step adds to the "
    "shared weights, truncation, one, ten and a hundred updates; the same of the real writer",
)
