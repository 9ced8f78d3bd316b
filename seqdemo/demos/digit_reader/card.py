"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="digit_reader",
    title="Read a digit",
    summary="Draw a digit: a network without a memory sees all 49 cells at once, and answers once.",
    section="One to one",
    order=5,
    icon="🔢",
    networks="feed-forward, 49 inputs, 400 hidden units, 10 outputs",
    shows="Every input, hidden unit and output with its value; what each unit looks for; why such "
    "a network cannot read words",
    warm=("feedforward",),
)
