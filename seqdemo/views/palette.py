"""Palettes: diverging, sequential and ink, light and dark.

Blue is negative and orange positive, a pair that colour-blind readers tell apart; the middle is
near the paper, so that a unit near 0 recedes. Light and dark are each chosen, not inverted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the frame of a page has its colours before NumPy is loaded
    import numpy as np
    import numpy.typing as npt

    from seqdemo.core.trace import FloatArray


@dataclass(frozen=True)
class Palette:
    """Colours of one theme as #rrggbb."""

    diverging: tuple[str, str, str]  # -1, 0, +1
    paper: str
    ink: str
    soft: str
    well: str


LIGHT = Palette(("#2166ac", "#ecebe6", "#d9652a"), "#fbfaf8", "#1d2433", "#68707f", "#efeee9")
DARK = Palette(("#58a6f0", "#272e3a", "#f58f4f"), "#12161d", "#eef1f5", "#98a1b0", "#232a35")


IDENTITIES = ("#9a63c8", "#1f9e89", "#8a8f99", "#d0457f")
"""Colours of what is told apart, such as networks or two runs; blue and orange are signs."""

DIVERGING = {"light": LIGHT.diverging, "dark": DARK.diverging}
"""Colours of signed values as components get them: they draw in both themes."""


def diverging(values: FloatArray, palette: Palette) -> npt.NDArray[np.uint8]:
    """Colours of signed values: (...,) in [-1, 1], clipped -> (..., 3) RGB bytes."""
    import numpy as np

    low, zero, high = (np.array(rgb(colour), np.float32) for colour in palette.diverging)
    amount = np.clip(np.abs(values), 0, 1)[..., None]
    end = np.where(values[..., None] < 0, low, high)
    return np.asarray(np.rint(zero + (end - zero) * amount), dtype=np.uint8)


def rgb(colour: str) -> tuple[int, int, int]:
    """#rrggbb as three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
