"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="films",
    title="Watch a film",
    summary="Draw a little film: a network that remembers says what happens; one that does not "
    "can only guess.",
    section="Many to many, in step",
    order=60,
    icon="🎬",
    networks="GRU of 64 units beside a feed-forward network; narrower and two-way ones to compare",
    shows="What happens, after every frame and in the end; the same frames shuffled; both networks "
    "side by side",
    warm=("gru", "frame"),
)
