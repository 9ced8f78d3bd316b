"""Many to many in step on the map of shapes: frames of a film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seqdemo.app.shape import Comparison, Drawn, Shape
from seqdemo.core.trace import Trace
from seqdemo.demos.films.examples import first
from seqdemo.demos.films.page.state import trace_of
from seqdemo.demos.films.query import decode
from seqdemo.demos.films.reading import frame_guesses
from seqdemo.handwriting.grids import encode
from seqdemo.web.steps import Bars, Column, Grid

MOST = 5


class FilmShape(Shape):
    """A network with a memory says after every frame what happens."""

    kind = "many to many, in step"
    order = 10
    network = "gru"
    title = "GRU, 64 units"
    example = encode(first()[:4])
    control = Drawn("frame", MOST, decode, encode)
    kept = "every output"
    when = "at every step, one for one"
    shared = "the same weights at every frame, and the state"
    memory = True

    def readable(self, typed: str) -> str:
        """The film of a link."""
        return typed

    def trace(self, given: str) -> Trace:
        """Every frame."""
        return trace_of(self.network, decode(given)[:MOST])

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """Each frame, and what happens at it."""
        said = frame_guesses(trace, 2)
        grids = trace.extras["grids"]
        return [Column(Grid(grid), Bars(bars)) for grid, bars in zip(grids, said, strict=True)]

    def link(self, given: str) -> Mapping[str, str]:
        """The same film on its page."""
        return {"film": given}


SHAPE = FilmShape()

COMPARED = (
    Comparison(
        "In width: more units side by side",
        "The same GRU watching films, with few units and with many. All read the same frame at "
        "the same time; each unit keeps a number of its own.",
        {"narrow": "4 units", "middling": "16 units", "gru": "64 units"},
        {"film_accuracy": "films right", "frame_accuracy": "frames right"},
    ),
    Comparison(
        "Both directions: two layers side by side, one reading from the end",
        "At the first frame of a film nothing has moved yet. One that reads from left to right can "
        "only guess what will; one that reads from both ends knows. It must have the whole film "
        "before it says a word, so it cannot write or forecast.",
        {"gru": "from first to last", "both": "both ways"},
        {"first_frame_accuracy": "first frames right", "frame_accuracy": "later frames right"},
    ),
)
