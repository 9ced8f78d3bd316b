"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="sketch",
    title="Draw together",
    summary="You begin a drawing, a network goes on with it: live, stroke by stroke.",
    section="Many to many",
    order=34,
    icon="✏️",
    networks="Five LSTMs with 20 Gaussians, 0.8 to 1.7 million parameters, under 13 MB together",
    shows="Draw with mouse, finger or keys and see the network go on; ten other endings, the "
    "mixture at the pen, states and gates of every point; take turns, or morph between two "
    "drawings",
    warm=("aaron_sheep",),
)
