"""The home page's picture: a network reads *jazz*."""

from __future__ import annotations

from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import HOME
from seqdemo.web.steps.columns import Bars, Column, Grid
from seqdemo.web.steps.payload import StepsView

LIVING = ASSETS / "word_reader" / "gru" / HOME


def living_view() -> StepsView:
    """The shipped reading, every value real.

    Raises:
        CheckpointError: If its file is missing or damaged.
    """
    trace = networks.example_file(LIVING)
    columns = [
        Column(Grid(grid), Bars([(word or reading.NO_WORD, p) for word, p in guesses]))
        for grid, guesses in zip(trace.extras["grids"], reading.guesses(trace), strict=True)
    ]
    return StepsView(trace, columns)
