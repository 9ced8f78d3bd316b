"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="explorer",
    title="Explore hidden states",
    summary="Look for what single units mean in a network that runs, then reach in.",
    section="Inside",
    order=90,
    icon="🔬",
    networks="any of the above, or a trace of your own network",
    shows="States, gates and their saturation, the path of the state, gradients through "
    "time, units that mean something, matches in 100,000 steps; then hold units, "
    "freeze gates, transplant states",
)
