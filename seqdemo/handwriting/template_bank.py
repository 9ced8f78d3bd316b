"""Templates as padded arrays, training and held out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.script import LATIN, Script
from seqdemo.handwriting.templates import (
    MAX_CONTROL,
    MAX_INK,
    Template,
    all_templates,
)

Writers = Literal["train", "held_out"]
IntArray = npt.NDArray[np.int64]
FAR = np.float32(99.0)  # where padding points lie: too far to ink a cell


@dataclass(frozen=True, eq=False)
class TemplateBank:
    """All templates of one set of writers as padded arrays; N templates."""

    control: FloatArray  # (N, MAX_CONTROL, 2)
    weights: FloatArray  # (N, MAX_INK, MAX_CONTROL)
    pad: FloatArray  # (N, MAX_INK), FAR where there is no ink
    part: IntArray  # (N, MAX_CONTROL) stroke that each control point belongs to
    origin: FloatArray  # (N, 2) where the box stands on the lines that letters are written on
    tall: npt.NDArray[np.bool_]  # (N,) capitals and digits: no ascenders of their own
    dotted: npt.NDArray[np.bool_]  # (N,) i and j
    size: FloatArray  # (N, 2) width and height in cell distances
    least: FloatArray  # (N,) height in cells below which the letter is no longer itself
    clicked: npt.NDArray[np.bool_]  # (N,)
    choices: IntArray  # (2, G, K) templates of each glyph, strokes and clicked, cyclic
    count: IntArray  # (2, G) how many of them are distinct


def _least_height(glyph: str) -> float:
    """Height, in cells from centre to centre, below which nobody could tell the letter."""
    if glyph in "ij":
        return 5.5  # shorter, the dot runs into the stem
    if glyph.isdigit():
        return 5.5  # alone on its grid, it fills it
    if glyph in "aegszBEGRSZ":
        return 4.0  # three bars and two gaps need five rows
    return 3.5


@cache
def template_bank(writers: Writers, script: Script = LATIN) -> TemplateBank:
    """Every template of those writers, made once."""
    templates = [t for t in all_templates(script) if t.held_out == (writers == "held_out")]
    count = len(templates)
    control = np.zeros((count, MAX_CONTROL, 2), np.float32)
    weights = np.zeros((count, MAX_INK, MAX_CONTROL), np.float32)
    pad = np.full((count, MAX_INK), FAR, np.float32)
    part = np.zeros((count, MAX_CONTROL), np.int64)
    for row, template in enumerate(templates):
        ink, points = template.weights.shape
        control[row, :points] = template.control
        weights[row, :ink, :points] = template.weights
        pad[row, :ink] = 0.0
        part[row, :points] = template.part
    choices, counts = _choices(templates, script.glyphs)
    return TemplateBank(
        control=control,
        weights=weights,
        pad=pad,
        part=part,
        origin=np.stack([t.origin for t in templates]),
        tall=np.array([not t.glyph.islower() for t in templates]),
        dotted=np.array([t.glyph in "ij" for t in templates]),
        size=np.stack([t.control.max(0) for t in templates]),
        least=np.array([_least_height(t.glyph) for t in templates], np.float32),
        clicked=np.array([t.clicked for t in templates]),
        choices=choices,
        count=counts,
    )


def _choices(templates: list[Template], glyphs: str) -> tuple[IntArray, IntArray]:
    """Templates of each glyph, strokes and clicked; strokes where a glyph was never clicked."""
    lists = []
    for clicked in (False, True):
        for glyph in glyphs:
            ways = [n for n, t in enumerate(templates) if t.glyph == glyph]
            lists.append([n for n in ways if templates[n].clicked == clicked] or ways)
    longest = max(map(len, lists))
    choices = np.array([(ways * longest)[:longest] for ways in lists])
    count = np.array([len(ways) for ways in lists])
    return choices.reshape(2, -1, longest), count.reshape(2, -1)
