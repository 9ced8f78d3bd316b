"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="by_hand",
    title="A memory by hand",
    summary="Move the weights of a tiny network until it remembers; be the cell yourself; see "
    "gradients explode and vanish.",
    section="The lab",
    order=72,
    icon="🎛️",
    networks="One to three units, weights chosen by the visitor",
    shows="Six puzzles with a checker for every string up to length 8, every number with its "
    "arithmetic, the same puzzles learned in the browser, a word computed by hand, a gradient "
    "over fifty steps",
)
