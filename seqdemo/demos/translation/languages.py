"""Languages and directions of translation; needs no torch."""

from __future__ import annotations

from typing import NamedTuple

LANGUAGES = {"en": "English", "de": "German", "fr": "French"}
"""Code of each language, as in the data's file names -> its name."""


class Direction(NamedTuple):
    """From which language into which, by their codes."""

    source: str
    target: str

    @property
    def name(self) -> str:
        """As in links and on cards: "en-de"."""
        return f"{self.source}-{self.target}"

    @property
    def back(self) -> Direction:
        """The other way round."""
        return Direction(self.target, self.source)


DIRECTIONS = {
    each.name: each
    for each in (
        Direction("en", "de"),
        Direction("de", "en"),
        Direction("en", "fr"),
        Direction("fr", "en"),
        Direction("de", "fr"),
        Direction("fr", "de"),
    )
}
"""Name of each direction -> the direction."""
