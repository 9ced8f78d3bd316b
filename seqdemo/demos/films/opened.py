"""Open the film watcher's layer: its weights and what it saw."""

from __future__ import annotations

import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.demos.films.network import FilmWatcher
from seqdemo.handwriting.grids import GRID
from seqdemo.models.recurrent import Recurrent
from seqdemo.tasks.opened import opened_layer


def opened(watcher: FilmWatcher, trace: Trace) -> OpenedLayer:
    """The recurrent layer with the frames that it read.

    Raises:
        TypeError: If the network sees each frame alone.
    """
    if not isinstance(watcher.layer, Recurrent):
        raise TypeError("a network without memory has no recurrent layer to open")
    frames = torch.from_numpy(trace.extras["grids"]).flatten(1)
    return opened_layer(watcher.layer.fused, frames, trace.layers, name=_cell)


def _cell(number: int) -> str:
    return f"row {number // GRID + 1}, column {number % GRID + 1}"
