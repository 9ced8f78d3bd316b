"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="shapes",
    title="All shapes",
    summary="One to one, one to many, many to one, many to many: a trained network in each box, "
    "on an input of yours.",
    section="Inside",
    order=80,
    icon="🗺️",
    networks="one network of each demo; GRUs of one, two and three layers, and a wide one",
    shows="Five shapes side by side; what stays and what changes; what depth, width and a second "
    "direction add",
    warm=("one",),
)
