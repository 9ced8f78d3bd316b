"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="explorer",
    title="Explore hidden states",
    summary="Look for what single units mean in a network that runs, then reach in.",
    section="Inside",
    order=90,
    icon="🔬",
)
