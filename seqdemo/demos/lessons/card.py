"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="lessons",
    title="Lessons",
    summary="Ten lessons of 12 to 18 minutes, one screen a step: guess first, then ask the "
    "network.",
    section="Class",
    order=1,
    icon="🎓",
    networks="any of the above",
    shows="Ten lessons to run in class or alone; a teacher's own, made of views of any page; "
    "worksheets to print",
)
