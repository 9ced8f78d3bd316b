"""What is explored: a network of a demo over an input, or a trace from a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from seqdemo.app import networks
from seqdemo.core.card_file import ASSETS
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind, LayerTrace, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.explorer.page import files
from seqdemo.demos.explorer.page.state import value
from seqdemo.demos.shakespeare.examples import EXAMPLE, example
from seqdemo.demos.shakespeare.prompt import Cleaned, clean
from seqdemo.demos.shakespeare.query import Score
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.query import BLANK, ReadWord, decode, encode
from seqdemo.demos.word_reader.typed import in_a_hand, readable

LONGEST = 2_000
"""Characters of a text that are read."""

TEMPERATURE = 0.8
"""Of all that is written on this page."""


@dataclass(frozen=True, eq=False)
class Explored:
    """A trace and where it comes from.

    Attributes:
        name: The demo, or "file".
        cell: Which network.
        text: What was read, in one string; names the input.
        trace: Every step.
        depth: The chosen record among the trace's layers, from 0.
        joined: Whether labels are characters.
    """

    name: str
    cell: CellKind
    text: str
    trace: Trace
    depth: int
    joined: bool

    @property
    def layer(self) -> LayerTrace:
        """The chosen layer."""
        return self.trace.layers[self.depth]

    @property
    def has_network(self) -> bool:
        """Whether the network itself is here, and not only what it did."""
        return self.name != "file"

    @property
    def digest(self) -> str:
        """Names input, network and layer."""
        parts = (self.name, self.cell, self.text, self.depth, len(self.trace))
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

    @property
    def title(self) -> str:
        """Network and layer in words."""
        layers, layer = len(self.trace.layers), self.layer
        kind = "RNN with relu" if layer.nonlinearity == "relu" else layer.cell.upper()
        where = "" if layers == 1 else f", layer {self.depth + 1} of {layers}"
        way = ", right to left" if layer.direction == "backward" else ""
        return f"{kind}{where}{way}, {layer.hidden_size} units"


def explored() -> Explored | None:
    """What the controls ask for; None if there is nothing yet, and then the page says so."""
    source = value("source")
    if source == "shakespeare":
        return _text(clean_text(value("text")))
    if source == "word_reader":
        return of_drawing(grids(), value("cell"))
    trace = files.file_trace()
    if trace is None:
        return None
    joined = all(len(label) == 1 for label in trace.inputs)
    return _explored("file", trace.layers[0].cell, "".join(trace.inputs)[:4000], trace, joined)


def clean_text(text: str) -> Cleaned:
    """A text as the writer can read it."""
    return clean(text or "", vocabulary(), LONGEST)


def vocabulary() -> Vocabulary:
    """The characters the writers know; needs no torch."""
    return Vocabulary(tuple(networks.card("shakespeare", "lstm")["vocabulary"]))


def sampling() -> Sampling:
    """How a text is written on: with the luck the visitor chose."""
    return Sampling(temperature=TEMPERATURE, seed=int(value("seed")))


def example_text() -> str:
    """The text that ships, read and written by the LSTM."""
    return "".join(networks.example_file(_example()).inputs)


def of_text(text: str, cell: CellKind) -> Trace:
    """A writer reading a text; the shipped example without torch."""
    if cell == "lstm" and text == example_text():
        return networks.example_file(_example())
    return networks.long_trace("shakespeare", cell, Score(text), text)


def of_drawing(grids: tuple[str, ...], cell: CellKind) -> Explored | None:
    """A word reader reading letters; the shipped example without torch."""
    trace = trace_of(ReadWord(grids, cell))
    if trace is None:
        return None
    return _explored("word_reader", cell, encode(grids), trace, joined=True)


def word_trace(word: str, cell: CellKind) -> Trace:
    """A reading of a typed word in the chosen hand."""
    trace = trace_of(ReadWord(drawing(word), cell))
    assert trace is not None, "every letter has ink"
    return trace


def other_trace(explored: Explored) -> Trace | None:
    """The same network reading the other input that was typed; None if there is none."""
    typed = str(value("other")) if explored.has_network else ""
    if explored.name == "word_reader" and readable(typed):
        return word_trace(readable(typed), explored.cell)
    text = clean_text(typed).text
    return of_text(text, explored.cell) if explored.name == "shakespeare" and text else None


def trace_by(explored: Explored, cell: CellKind) -> Trace:
    """The same input, read by another network of the same demo."""
    if explored.name == "word_reader":
        trace = trace_of(ReadWord(grids(), cell))
        assert trace is not None, "the same letters were read before"
        return trace
    return of_text(explored.text, cell)


def grids() -> tuple[str, ...]:
    """The letters the word reader reads: drawn, or else typed; one blank grid if neither."""
    drawn, typed = decode(str(value("drawn"))), readable(str(value("word")))
    return drawn or (drawing(typed) if typed else (BLANK,))


def drawing(word: str) -> tuple[str, ...]:
    """The grids of a word; hand 0 writes *said* as the examples do."""
    hand = int(value("hand"))
    return SAID if word == "said" and not hand else in_a_hand(word, hand)


def _text(cleaned: Cleaned) -> Explored | None:
    if not cleaned.text:
        return None
    cell = value("cell")
    return _explored("shakespeare", cell, cleaned.text, of_text(cleaned.text, cell), joined=True)


def _explored(name: str, cell: CellKind, text: str, trace: Trace, joined: bool) -> Explored:
    depth = min(int(value("layer")), len(trace.layers)) - 1
    return Explored(name, cell, text, trace, depth, joined)


def _example() -> Path:
    return ASSETS / "shakespeare" / example("lstm").cell / EXAMPLE
