"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="captioner",
    title="Caption a photo",
    summary="A network says what is on your photo: see where it looked for every word.",
    section="One to many",
    order=30,
    icon="📷",
)
