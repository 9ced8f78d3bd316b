"""Sketch networks in the explorer: corpora, properties, saliency."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property
from seqdemo.demos.sketch.examples import READY
from seqdemo.demos.sketch.strokes import decode, encode
from seqdemo.demos.sketch.things import THINGS
from seqdemo.tasks.protocols import CorpusAbout, Explorable, Target

if TYPE_CHECKING:
    from seqdemo.analysis.saliency import Saliency
    from seqdemo.core.trace import Trace


def with_thing(drawing: str, thing: str = "cat") -> str:
    """An input: a drawing as a link writes it, and what it is of."""
    return f"{thing}:{drawing}"


class ExploreSketches(Explorable):
    """LSTMs reading a drawing, step by step.

    An input is `thing:drawing`, the drawing as a link writes it; the thing counts for the network
    that is told what to draw.
    """

    title = "sketch network"
    networks: Mapping[str, str] = {
        "aaron_sheep": "sheep",
        "quickdraw_mini": "344 things",
        "short_kanji": "kanji",
        "omniglot": "letters",
        "sheep_blend": "sheep, with an encoder",
    }
    network = "aaron_sheep"
    order = 40
    step = "stroke"
    example = with_thing(encode(READY["body"]))
    other = "house"
    empty = "There is nothing to read yet: choose a drawing."
    hints: Mapping[str, str] = {
        "states": "units that rise along a line and fall where the pen is lifted, and units that "
        "follow the way a line goes: they swing once around a body.",
        "path": "loops: a round line leads the state around, too.",
        "gradient": "how far back the decision to lift the pen reaches: to where the line began?",
        "meaning": "units for a step to the left or right, and for the end of a line.",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="what it draws itself",
            words="200 drawings the network makes by itself, always the same",
            short="what the network draws by itself",
        )
    }
    target = Target(
        kind="state of the pen",
        placeholder="the likeliest",
        help="down: the line goes on; up: it ends; end: the drawing does",
    )

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a drawing."""
        from seqdemo.demos.sketch.going_on import trace_of
        from seqdemo.demos.sketch.query import Draw

        thing, _, drawing = given.partition(":")
        asked = Draw(decode(drawing), category=THINGS.index(thing))
        return trace_of(model, asked, goes_on=False)

    def readable(self, typed: str) -> str:
        """A ready drawing by its name, or one as a link writes it."""
        name = typed.strip()
        if name.lower() in READY:
            return with_thing(encode(READY[name.lower()]))
        thing, _, drawing = name.rpartition(":")
        try:
            decode(drawing)
        except ValueError:
            return ""
        return with_thing(drawing, thing if thing in THINGS else THINGS[0]) if drawing else ""

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """What the network draws by itself."""
        from seqdemo.demos.sketch.corpus import drawn_corpus

        return drawn_corpus(model, progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """What each step of a drawing is."""
        from seqdemo.demos.sketch.corpus import stroke_properties

        return stroke_properties(corpus)

    def saliency(
        self, model: Any, given: str, trace: Trace, step: int, target: str, window: int | None
    ) -> Saliency:
        """Gradients of the pen's next state."""
        from seqdemo.demos.sketch.saliency import saliency

        return saliency(model, trace, step, target.strip().lower(), window)


EXPLORE = ExploreSketches()
