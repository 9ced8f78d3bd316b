"""A network says what is on a photo, word by word, and shows where it looks."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="captioner",
    title="Caption a photo",
    summary="A network says what is on your photo: see where it looked for every word.",
    section="One to many",
    order=30,
    icon="📷",
)
