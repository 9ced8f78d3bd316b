"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="lab",
    title="How long can it remember?",
    summary="A colour flashes, then 40 letters of noise: who can still name it? Guess first, then "
    "train an RNN and an LSTM yourself and watch their memories grow.",
    section="The lab",
    order=70,
    icon="🧪",
    networks="RNN, GRU, LSTM of 8 to 64 units, trained in the page in seconds",
    shows="Gradients before the first update; accuracy by lag, loss, gradient norms and clipping, "
    "live; another learning rate in the middle; the trained network opened, its forget gates shut "
    "by hand; the adding problem",
)
