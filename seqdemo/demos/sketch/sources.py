"""Data sets of the drawings: licence, size, and how they are measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One data set of drawings.

    Attributes:
        file: Its file in the data folder.
        title: What it holds, in words.
        licence: Its terms, and whom to name.
        max_points: Longest drawing that is used, N_max; longer ones are left out.
        side: Side of a square that holds nearly all of its drawings, in the data's own units.
        tolerance: How far, in those units, a simplified line may leave the one that was drawn.
        zero_first: Whether its drawings begin with an offset of zero.
        mirrored: Whether a drawing's mirror image is one too.
        slanted: Share of drawings that are turned a little in training: a turned line is level
            nowhere, which costs where a data set's lines are level to the pixel.
    """

    file: str
    title: str
    licence: str
    max_points: int
    side: float
    tolerance: float
    zero_first: bool = False
    mirrored: bool = False
    slanted: float = 0.3


SOURCES: Mapping[str, Source] = {
    "aaron_sheep": Source(
        "aaron_sheep.npz",
        "8,000 sheep drawn by people for Aaron Koblin's The Sheep Market",
        "CC BY-NC 4.0 (Aaron Koblin, The Sheep Market; hardmaru/sketch-rnn-datasets)",
        max_points=250,
        side=420.0,
        tolerance=1.0,
        mirrored=True,
    ),
    "omniglot": Source(
        "omniglot.npz",
        "32,000 letters of 50 alphabets, each drawn by twenty people",
        "MIT (Lake, Salakhutdinov and Tenenbaum, Omniglot, 2015; hardmaru/sketch-rnn-datasets)",
        max_points=160,
        side=560.0,
        tolerance=4.0,
        zero_first=True,
        slanted=0.0,
    ),
    "short_kanji": Source(
        "short_kanji.npz",
        "11,000 kanji with their strokes in order, from KanjiVG",
        "CC BY-SA 3.0 (Ulrich Apel, KanjiVG; hardmaru/sketch-rnn-datasets)",
        max_points=88,
        side=620.0,
        tolerance=6.0,
    ),
    "quickdraw_mini": Source(
        "quickdraw_mini.npz",
        "25 drawings of each of 344 things, from Quick, Draw!",
        "CC BY 4.0 (Google, Quick, Draw!)",
        max_points=200,
        side=280.0,
        tolerance=2.0,
        mirrored=True,
    ),
}
"""By name: folder-free, so that the page can say what a network was trained on without NumPy."""
