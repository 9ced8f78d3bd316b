"""Many to many on the map of shapes: a sentence in, then one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seqdemo.app.shape import Shape, Typed
from seqdemo.core.trace import Trace
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.page import answers, encoder
from seqdemo.demos.translation.page.controls import remarks_on
from seqdemo.demos.translation.pieces import END
from seqdemo.demos.translation.prompt import Prompt, prepare
from seqdemo.demos.translation.query import Translate
from seqdemo.web.steps import Column, Text

DIRECTION = "en-de"
MOST_WORDS = 5


class TranslationShape(Shape):
    """One network reads a sentence, and hands over to one that says it in German."""

    kind = "many to many"
    order = 10
    network = "attention"
    title = "two LSTMs, of which the first reads English and the second speaks German"
    example = "Two dogs run."
    control = Typed("A short English sentence", 60)
    kept = "only what is said after all has been read"
    when = "after the last input; as many pieces as it takes, not as many as went in"
    shared = "one set of weights to read with, one to speak with, and what is handed over"
    memory = True

    def readable(self, typed: str) -> str:
        """The first words."""
        return self._prompt(typed).text

    def unread(self, typed: str) -> str:
        """Words beyond the fifth, and those it never saw; or that there is no word."""
        cut = len(typed.split()) > MOST_WORDS
        said = [f"Only the first {MOST_WORDS} words are read here."] if cut else []
        prompt = self._prompt(typed)
        if typed.strip() and not prompt.text:
            return "There is no word in it to translate: type a sentence in English."
        return " ".join([*said, *(remarks_on(prompt) if prompt.text else ())])

    def trace(self, given: str) -> Trace:
        """The translation, top layer alone; the encoder's top layer is upstream."""
        trace = encoder.named(answers.answer(self.network, self._asked(given)).trace)
        assert trace.upstream is not None
        read = encoder.named(trace.upstream)
        read = replace(read, layers=read.layers[-2:])
        return Trace(trace.inputs, trace.layers[-1:], upstream=read)

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """The piece before, and above it the one that is said."""
        said = [*trace.inputs[1:], END]
        return [
            Column(Text(before), Text(name))
            for before, name in zip(trace.inputs, said, strict=True)
        ]

    def link(self, given: str) -> Mapping[str, str]:
        """The same sentence on its page."""
        return {"text": given, "way": DIRECTION}

    def _prompt(self, typed: str) -> Prompt:
        text = " ".join(typed.split()[:MOST_WORDS])
        return prepare(text, DIRECTIONS[DIRECTION].source, answers.known_words())

    def _asked(self, given: str) -> Translate:
        return Translate(given, DIRECTION)


SHAPE = TranslationShape()
