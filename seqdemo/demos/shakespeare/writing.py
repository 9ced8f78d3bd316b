"""Sample a text with the 8-bit network, opening included."""

from __future__ import annotations

import numpy as np

from seqdemo.core.sampling import surprise
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import IntArray, Vocabulary
from seqdemo.demos.shakespeare.query import START, Write
from seqdemo.models.pen.eight_bits import Steps
from seqdemo.models.pen.sampled_text import SampledText


class Writing:
    """A text in the making, with every state; see `seqdemo.tasks.protocols.Growing`.

    Attributes:
        opening: Characters it was given, at least one: an empty opening counts as one newline.

    Args:
        network: In 8 bits.
        vocabulary: Its symbols.
        query: What to write.
        before: An earlier text: what both share is taken over and not computed again.

    Raises:
        ValueError: If there is a character that the network does not know.
    """

    def __init__(
        self, network: Steps, vocabulary: Vocabulary, query: Write, before: Writing | None = None
    ) -> None:
        opening = vocabulary.encode(query.prompt or START)
        given = np.full(len(opening) + query.length, -1, np.int64)
        given[: len(opening)] = opening
        for place, symbol in query.changes:
            given[len(opening) + place] = vocabulary.encode(symbol)[0]
        self.opening = len(opening)
        self._network, self._vocabulary = network, vocabulary
        same = before is not None and before._network is network
        earlier = before._text if before is not None and same else None
        self._text: SampledText = SampledText(network, given, len(opening), query.sampling, earlier)

    @property
    def length(self) -> int:
        """Characters of the finished text, opening words included."""
        return len(self._text.given)

    @property
    def steps(self) -> int:
        """Characters so far, opening words included."""
        return self._text.steps

    @property
    def symbols(self) -> IntArray:
        """Numbers of the characters so far, (T,)."""
        return self._text.record.symbols[: self.steps]

    @property
    def logits(self) -> FloatArray:
        """What may follow each character so far, (T, V), nats: t + 1 is drawn from row t."""
        return self._text.record.logits[: self.steps]

    def advance(self, count: int) -> int:
        """Go on by up to `count` characters; returns by how many, 0 at the end."""
        return self._text.advance(count)

    def text(self, first: int = 0, end: int | None = None) -> str:
        """Characters `first` to `end`, or to the last one so far."""
        return self._vocabulary.decode(self.symbols[first:end])

    def bits(self) -> FloatArray:
        """Surprisal of each character so far, (T,), bits; the first came from nowhere and has 0."""
        steps = self.steps
        if not steps:
            return np.zeros(0, np.float32)
        drawn = surprise(self.logits[: steps - 1], self.symbols[1:steps])
        return np.concatenate([np.zeros(1, np.float32), drawn])

    def trace(self) -> Trace:
        """Every step so far, as it was computed while the text was written.

        Raises:
            ValueError: If there is no step yet.
        """
        steps = self.steps
        return Trace(
            inputs=tuple(self.text(0, steps)),
            layers=self._text.record.layers(steps),
            logits=self._text.record.logits[:steps],
            classes=self._vocabulary.symbols,
        )


def finish(writing: Writing) -> Writing:
    """Go on to the end of a text; returns it."""
    while writing.advance(writing.length):
        pass
    return writing
