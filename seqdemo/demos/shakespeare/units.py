"""Measured figures of every unit on validation text."""

from __future__ import annotations

from seqdemo.analysis.text_properties import text_properties
from seqdemo.analysis.unit_numbers import UnitNumbers, unit_numbers
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.corpus import read_corpus
from seqdemo.models.text_writer import TextWriter
from seqdemo.training.checkpoint import shipped_sha256


def measured_units(writer: TextWriter, vocabulary: Vocabulary, text: str) -> UnitNumbers:
    """Have at most 100,000 characters read and measure all units; about a minute on one core."""
    corpus = read_corpus(writer, vocabulary, text)
    asked = text_properties("".join(corpus.layers[0].labels))
    return unit_numbers(corpus, asked, shipped_sha256(writer))
