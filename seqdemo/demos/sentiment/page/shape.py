"""Many to one on the map of shapes: the mood of a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seqdemo.app.shape import Shape, Typed
from seqdemo.core.trace import Trace
from seqdemo.demos.sentiment.answer import moods_of
from seqdemo.demos.sentiment.page.controls import remarks
from seqdemo.demos.sentiment.page.readings import trace_of
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.web.steps import Balance, Column, Text

MOST = 5


class MoodShape(Shape):
    """The mood of a few words, after the last of them."""

    kind = "many to one"
    order = 10
    network = "gru"
    title = "GRU, 512 units"
    example = "not bad at all"
    control = Typed("A few words", 80)
    kept = "only the last output"
    when = "after the last word"
    shared = "the same weights at every word, and the state"
    memory = True

    def readable(self, typed: str) -> str:
        """The first five words."""
        return " ".join(tokens(typed[:400])[:MOST])

    def unread(self, typed: str) -> str:
        """Words beyond the fifth, and those it does not know."""
        more = len(tokens(typed[:400])) - MOST
        cut = f"Only the first {MOST} words and marks are read here. " if more > 0 else ""
        read = self.readable(typed)
        return cut + (remarks(Judge(read)) if read else "")

    def trace(self, given: str) -> Trace:
        """Every word."""
        return trace_of(Judge(given), "gru")

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """Each word; the mood after the last."""
        mood = Balance(float(moods_of(trace)[-1]))
        last, known = len(trace) - 1, trace.extras["known"][:, 0]
        return [
            Column(Text(word), mood if step == last else None, "" if there else "not known")
            for step, (word, there) in enumerate(zip(trace.inputs, known, strict=True))
        ]

    def link(self, given: str) -> Mapping[str, str]:
        """The same words on its page."""
        return {"text": given, "cell": "gru"}


SHAPE = MoodShape()
