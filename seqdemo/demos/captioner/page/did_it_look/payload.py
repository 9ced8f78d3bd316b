"""Payload of "Did it look?": a photo, a sentence, probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seqdemo.core.trace import FloatArray
from seqdemo.demos.captioner.regions import PAINT
from seqdemo.web.packing import embedded

PHOTO, LOOK, BLANK, PAINTED = (
    "with the photo",
    "where it looked, painted over",
    "all painted over",
    "your part painted over",
)


@dataclass(frozen=True)
class LookView:
    """Everything the component shows.

    Attributes:
        rev: Names photo and sentence: what was painted is adopted when it changes.
        picture: The photo in its own shape, a JPEG.
        size: Its width and height.
        alt: What to call it.
        words: Of the sentence.
        photo: Probability of each word and of the end, with the photo, (T,).
        blank: Likewise, with all of it painted over.
        hidden: Likewise, with what the word's look was on painted over; None without attention.
        regions: Regions that were painted over for `hidden`, word by word.
        painted: Regions the visitor painted over.
        changed: Probabilities with these painted over; None if there are none.
        says: What the network says of the photo the visitor painted over.
        at: Word that is selected first.
    """

    rev: str
    picture: bytes
    size: tuple[int, int]
    alt: str
    words: Sequence[str]
    photo: FloatArray
    blank: FloatArray
    hidden: FloatArray | None = None
    regions: Sequence[Sequence[int]] = ()
    painted: Sequence[int] = ()
    changed: FloatArray | None = None
    says: str = ""
    at: int = 0


def payload(view: LookView) -> dict[str, Any]:
    """`view` as JSON-ready data; `columns` are what can be compared, with what they are called."""
    columns = {PHOTO: view.photo, LOOK: view.hidden, BLANK: view.blank, PAINTED: view.changed}
    return {
        "rev": view.rev,
        "picture": embedded(view.picture),
        "size": list(view.size),
        "alt": view.alt,
        "words": list(view.words),
        "columns": [
            {"name": name, "p": [round(float(p), 4) for p in chances]}
            for name, chances in columns.items()
            if chances is not None
        ],
        "regions": [list(each) for each in view.regions],
        "painted": list(view.painted),
        "says": view.says,
        "at": view.at,
        "paint": list(PAINT),
    }
