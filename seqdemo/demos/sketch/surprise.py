"""Surprisal of lines under a network: nats a point, beside its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.going_on import condition_of, go_on, layers_of
from seqdemo.demos.sketch.mixture import mixture_of, offset_nats, pen_nats
from seqdemo.demos.sketch.network import SketchNetwork
from seqdemo.demos.sketch.offsets import lines_of, offsets_of
from seqdemo.demos.sketch.query import Draw
from seqdemo.demos.sketch.strokes import SHEET, Sketch

SAMPLES = 32
"""Places along both ways at which their distance is taken."""


@dataclass(frozen=True)
class Compared:
    """Lines of a visitor beside those that the network drew in their place.

    Attributes:
        bits: Surprisal a point of the visitor's, less that of the network's own; the unit of the
            sheet in which densities are given falls out of the difference.
        apart: Mean distance, along both ways, as a share of the sheet's side.
    """

    bits: float
    apart: float


def compare_lines(model: SketchNetwork, asked: Draw, own: Sketch) -> Compared:
    """Compare a visitor's lines with as many of the network's first ending.

    Args:
        model: The network.
        asked: What it goes on from, without the lines.
        own: The lines, not empty.
    """
    config = model.config
    given = offsets_of(asked.sketch, config.source, config.scale)
    mine = offsets_of((*asked.sketch, *own), config.source, config.scale)[len(given) :]
    made = go_on(model, asked)
    network = _first_lines(made.endings[0].points, len(own))
    difference = _nats(model, asked, given, mine) - _nats(model, asked, given, network)
    lines = lines_of(network, config.source, config.scale, made.start, drawing=made.drawing)
    there = lines or [np.array([made.start], np.float32)]
    ways = [np.concatenate([line.array for line in own]), np.concatenate(there)]
    first, second = (_evenly(way) for way in ways)
    away = float(np.linalg.norm(first - second, axis=1).mean())
    return Compared(difference / float(np.log(2)), away / SHEET)


@torch.inference_mode()
def _nats(model: SketchNetwork, asked: Draw, given: FloatArray, added: FloatArray) -> float:
    """Nats a point of points (T, 3) after those that are given; 0 for none."""
    if not len(added):
        return 0.0
    points = np.concatenate([given, added])
    layers = layers_of(model, points, condition_of(model, asked, given))
    hidden = layers[0].hidden[len(given) : len(points)]
    mixture = mixture_of(model.head(torch.from_numpy(hidden)))
    told = torch.from_numpy(added)
    nats = offset_nats(mixture, told[:, :2]) + pen_nats(mixture, told[:, 2].long())
    return float(nats.mean())


def _first_lines(points: FloatArray, count: int) -> FloatArray:
    """Points up to where the pen is lifted for the `count`-th time."""
    lifts = np.flatnonzero(points[:, 2] > 0)
    return points if len(lifts) < count else points[: lifts[count - 1] + 1]


def _evenly(places: FloatArray) -> FloatArray:
    """Places (N, 2) along a way, as many as `SAMPLES` at equal distances."""
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0, way[-1], SAMPLES)
    return np.stack([np.interp(at, way, places[:, axis]) for axis in (0, 1)], axis=1)
