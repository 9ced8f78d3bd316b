"""One to many on the map of shapes: a letter, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from seqdemo.app import networks
from seqdemo.app.markdown import literal
from seqdemo.app.shape import Shape, Typed
from seqdemo.core.character_names import with_sign
from seqdemo.core.sampling import Sampling, probabilities
from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.prompt import Cleaned, clean
from seqdemo.demos.shakespeare.query import Write
from seqdemo.web.steps import Bars, Column, Text

NAME, NETWORK = "shakespeare", "lstm"
WRITTEN, SHOWN = 4, 2


class WriterShape(Shape):
    """A writer is given one letter, and goes on from what it wrote itself."""

    kind = "one to many"
    order = 10
    network = NETWORK
    title = "LSTM, two layers of 512 units"
    example = "R"
    control = Typed("One letter", 1)
    kept = "every output, and each becomes the next input"
    when = "from the first step on, for as long as one likes"
    shared = "the same weights at every letter, and the state"
    memory = True

    def readable(self, typed: str) -> str:
        """The last letter it knows."""
        return _cleaned(typed).text

    def unread(self, typed: str) -> str:
        """Letters it never saw."""
        return literal(_cleaned(typed).note)

    def trace(self, given: str) -> Trace:
        """The letter and the likeliest four after it."""
        asked = Write(given, WRITTEN, sampling=Sampling(temperature=0.0))
        return networks.trace(NAME, NETWORK, asked, f"shape {given!r}")

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """What is read, the likeliest next letters, and which one was taken."""
        assert trace.logits is not None
        found = []
        for step, (letter, row) in enumerate(zip(trace.inputs, trace.logits, strict=True)):
            shares = probabilities(row)
            best = [int(n) for n in np.argsort(-shares, kind="stable")[:SHOWN]]
            bars = [(with_sign(trace.classes[n]), float(shares[n])) for n in best]
            note = "its own answer" if step else "yours"
            found.append(Column(Text(with_sign(letter)), Bars(bars, bars[0][0]), note))
        return found

    def link(self, given: str) -> Mapping[str, str]:
        """The same letter on its page, the likeliest letters taken."""
        return {"p": given, "t": "0"}


def _cleaned(typed: str) -> Cleaned:
    known = tuple(networks.card(NAME, NETWORK)["vocabulary"])
    return clean(typed[:40], Vocabulary(known), 1)


SHAPE = WriterShape()
