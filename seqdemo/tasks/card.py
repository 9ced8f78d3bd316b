"""Card: menu entry of a demo."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {
    "one to one": "No sequence at all: one thing in, one answer out.",
    "one to many": "One thing in; what comes out goes on and on, each answer fed back as input.",
    "many to one": "A sequence in; only the answer after the last step is kept.",
    "many to many": "First everything is read, then everything is said.",
    "many to many, in step": "An answer at every step, as soon as its input is there.",
}
"""The shapes, in the order in which the field draws them, and each in a sentence."""


@dataclass(frozen=True)
class Card:
    """What the menu and the home page say about a demo; importing it must not import torch.

    Attributes:
        name: Folder here and in assets/, page, test and URL.
        title: Menu entry and page heading.
        summary: One sentence: what a visitor does there and what they see.
        section: Heading in the menu, the shape of the task.
        order: Place in the menu, lowest first.
        icon: One character; no icon font, which a browser would have to fetch.
        networks: What answers there, for the README: kinds, sizes.
        shows: What a visitor sees there, for the README; the summary unless given.
        warm: Networks that are loaded in the background while a visitor looks at the page.
    """

    name: str
    title: str
    summary: str
    section: str
    order: int
    icon: str
    networks: str = ""
    shows: str = ""
    warm: tuple[str, ...] = ()
