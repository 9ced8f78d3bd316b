"""Colours of paper figures: safe for the colour-blind, apart in grey."""

from __future__ import annotations

import re

RGBA = tuple[float, float, float, float]

SAFE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""Of Okabe and Ito; neighbours differ in lightness."""

MARKERS = ("o", "s", "^", "D", "v", "P")
"""Of Matplotlib, one a colour of `SAFE`: what a printer without colours leaves to tell lines by."""

GREY = 0.06
"""Greatest difference of the parts of a grey."""


class Colours:
    """Gives each colour of a chart one of `SAFE`, in the order in which they come."""

    def __init__(self) -> None:
        self._given: dict[tuple[float, float, float], RGBA] = {}

    def of(self, colour: object) -> RGBA:
        """The colour to draw with; greys and what is transparent stay."""
        asked = rgba(colour)
        own = asked[:3]
        if is_grey(colour):
            return asked
        safe = self._given.setdefault(own, rgba(SAFE[len(self._given) % len(SAFE)]))
        return (*safe[:3], asked[3])

    def marker(self, colour: object) -> str:
        """The marker of a colour that was given; the first of greys."""
        own, given = rgba(colour)[:3], list(self._given)
        return MARKERS[given.index(own) % len(MARKERS) if own in given else 0]


def is_grey(colour: object) -> bool:
    """Whether a colour of Plotly stays as it is: a grey, or transparent."""
    *parts, alpha = rgba(colour)
    return max(parts) - min(parts) <= GREY or alpha == 0


def rgba(colour: object) -> RGBA:
    """A colour of Plotly, "#rgb", "#rrggbb", "rgb(...)", "rgba(...)" or a name, parts 0..1.

    Without a colour, dark grey.
    """
    from matplotlib.colors import to_rgba

    text = str(colour or "#333")
    numbers = re.fullmatch(r"rgba?\(([^)]*)\)", text)
    if numbers is None:
        return to_rgba(text)
    red, green, blue, *alpha = (float(part) for part in numbers[1].split(","))
    return (red / 255, green / 255, blue / 255, alpha[0] if alpha else 1.0)
