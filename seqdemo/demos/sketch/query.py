"""Query: a drawing so far, and how a network goes on from it."""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.demos.sketch.strokes import MAX_KEPT, Sketch

MAX_ENDINGS = 11
MAX_STEPS = 160
"""Points a network adds at most."""


@dataclass(frozen=True)
class Draw:
    """Go on from a drawing.

    Attributes:
        sketch: The drawing so far, on the sheet; () for an empty one.
        network: Which of the networks.
        category: What to draw, for the network that is told: its number.
        temperature: 0..1.5; 0 is the likeliest, 1 as trained.
        seed: Of the luck.
        first: Number of the first ending, from 0.
        endings: How many.
        one_line: Stop where the pen is lifted.
        steps: Points that are added at most.
    """

    sketch: Sketch = ()
    network: str = "aaron_sheep"
    category: int = 0
    temperature: float = 0.3
    seed: int = 1
    first: int = 0
    endings: int = 1
    one_line: bool = False
    steps: int = MAX_STEPS

    def __post_init__(self) -> None:
        if not 0 <= self.temperature <= 1.5:
            raise ValueError(f"temperature is 0..1.5, got {self.temperature}")
        if not (self.endings >= 1 and 0 <= self.first <= MAX_ENDINGS - self.endings):
            raise ValueError(f"endings are numbers below {MAX_ENDINGS}")
        if not 1 <= self.steps <= MAX_STEPS:
            raise ValueError(f"steps are 1..{MAX_STEPS}, got {self.steps}")
        if sum(len(line.places) for line in self.sketch) > MAX_KEPT:
            raise ValueError(f"a drawing has at most {MAX_KEPT} points; see `strokes.clean`")


@dataclass(frozen=True)
class Blend:
    """Go from one drawing to another, by the network that has an encoder.

    Attributes:
        first: A drawing.
        second: The other one; () for one that the network makes up.
        frames: Drawings in all, both ends included.
        temperature: As in `Draw`.
        seed: Of the luck.
    """

    first: Sketch
    second: Sketch = ()
    frames: int = 10
    temperature: float = 0.1
    seed: int = 1

    def __post_init__(self) -> None:
        if not 2 <= self.frames <= MAX_ENDINGS:
            raise ValueError(f"frames are 2..{MAX_ENDINGS}, got {self.frames}")
