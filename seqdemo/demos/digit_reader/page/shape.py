"""One to one on the map of shapes: a drawn digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from seqdemo.app import networks
from seqdemo.app.shape import Drawn, Shape
from seqdemo.core.trace import Trace
from seqdemo.demos.digit_reader.examples import FIRST, NETWORK, shipped
from seqdemo.demos.digit_reader.query import ReadDigit, decode
from seqdemo.handwriting.grids import encode
from seqdemo.web.steps import Bars, Column, Grid

NAME = "digit_reader"


class DigitShape(Shape):
    """A network without a memory reads one digit."""

    kind = "one to one"
    order = 10
    network = NETWORK
    title = "feed-forward, 400 units"
    example = encode((FIRST,))
    control = Drawn("digit", 1, decode, encode)
    kept = "all ten outputs, there is but one step"
    when = "at once"
    shared = "nothing: each weight is used once"
    memory = False

    def readable(self, typed: str) -> str:
        """The digit of a link."""
        return typed

    def trace(self, given: str) -> Trace:
        """The one step."""
        drawing = decode(given)[0]
        path = shipped(drawing)
        if path is not None:
            return networks.example_file(path)
        return networks.trace(NAME, NETWORK, ReadDigit(drawing), drawing)

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """Its grid, and the likeliest digits."""
        assert trace.logits is not None
        shares = np.exp(trace.logits[0] - trace.logits[0].max())
        shares = shares / shares.sum()
        best = [(trace.classes[n], float(shares[n])) for n in np.argsort(-shares)[:3]]
        return [Column(Grid(trace.extras["grids"][0]), Bars(best))]

    def link(self, given: str) -> Mapping[str, str]:
        """The same digit on its page."""
        return {"d": given}


SHAPE = DigitShape()
