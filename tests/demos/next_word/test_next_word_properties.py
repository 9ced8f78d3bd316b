"""Properties of words in a corpus."""

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus
from seqdemo.demos.next_word.properties import word_properties

TEXT = "<start> The keys near the old table are here . I don't know it . <start> Italy ."


@pytest.fixture(scope="module")
def found():
    labels = tuple(TEXT.split())
    starts = np.array([n for n, label in enumerate(labels) if label == "<start>"], np.int64)
    states = np.zeros((2, len(labels)), np.int8)
    return labels, word_properties(Corpus(labels, states, starts))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("first", "The I Italy"),
        ("mark", ". . ."),
        ("plural", "keys"),
        ("singular", "table"),
        ("awaits_plural", "near the old table"),
        ("awaits_singular", ""),
        ("negation", "don't"),
        ("negated", "know it"),
        ("country", "Italy"),
        ("pronoun", "I it"),
        ("where", "near"),
    ],
)
def test_a_property_names_its_words(found, name, words):
    labels, properties = found
    marked = [label for label, on in zip(labels, properties[name].values, strict=True) if on]
    assert " ".join(marked) == words


def test_the_position_counts_from_the_beginning_of_the_sentence(found):
    _, properties = found
    assert properties["place"].values.tolist() == [*range(10), 1, 2, 3, 4, 5, 0, 1, 2]
