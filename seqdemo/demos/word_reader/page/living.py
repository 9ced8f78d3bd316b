"""The home page's picture: a network reads *jazz*."""

from __future__ import annotations

from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import HOME, JAZZ
from seqdemo.views.unit_order import by_peak
from seqdemo.web.unroll.payload import Step, UnrollView

LIVING = ASSETS / "word_reader" / "gru" / HOME


def living_view() -> UnrollView:
    """The shipped reading, every value real.

    Raises:
        CheckpointError: If its file is missing or damaged.
    """
    trace = networks.example_file(LIVING)
    parts = zip(reading.letters(trace), reading.guesses(trace), strict=True)
    steps = [Step(n, letter, p, guesses, ()) for n, ((letter, p), guesses) in enumerate(parts)]
    layer = trace.layers[-1]
    return UnrollView(drawing=JAZZ, steps=steps, layer=layer, order=by_peak(layer))
