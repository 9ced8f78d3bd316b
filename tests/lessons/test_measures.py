"""What lessons ask of networks: measures are found, and a missing answer is a sentence."""

from __future__ import annotations

import pytest

from seqdemo.demos.word_reader.examples import AIDS
from seqdemo.demos.word_reader.lesson import MEASURES
from seqdemo.handwriting.grids import encode
from seqdemo.lessons.lesson import Claim, Measure
from seqdemo.lessons.measures import MeasureError, holds, measured, shown


def test_a_measure_asks_the_shipped_network() -> None:
    assert measured(Measure("word_reader.reading", ("aids", "lstm"))) == "aids"
    assert measured(Measure("word_reader.next_letter", named=(("begin", "sai"),))) in "dln"
    assert measured(Measure("word_reader.reads"), first=(encode(AIDS),)) == "aids"
    assert measured(Measure("word_reader.reading", ("xqzj",))) == "no word I know"


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure("word_reader.nothing"), "has a measure word_reader.nothing"),
        (Measure("nobody.reading"), "has a measure nobody.reading"),
        (Measure("word_reader.reading"), "no answer here"),
        (Measure("word_reader.reading", ("naïve",)), "can draw 1 to 12 letters"),
        (Measure("word_reader.reading", ("said", "cnn")), "no network is called 'cnn'"),
        (Measure("word_reader.reading", named=(("networks", "x"),)), "no answer here"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_sentence(measure: Measure, words: str) -> None:
    with pytest.raises(MeasureError, match=words):
        measured(measure)


def test_claims_are_held_against_what_the_network_says() -> None:
    def claim(comparison: str, value: object) -> Claim:
        return Claim(Measure("word_reader.count", ("said",)), comparison, value)  # type: ignore[arg-type]

    toy = {"count": lambda networks, word: len(word)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seqdemo.lessons.measures.part", lambda *_: toy)
        true = [("is", 4), ("above", 3), ("below", 5), ("at_least", 4), ("at_most", 4)]
        false = [("is", 5), ("above", 4), ("below", 4), ("at_least", 5), ("at_most", 3)]
        true.append(("one_of", (3, 4)))  # type: ignore[arg-type]
        assert [holds(claim(*one)) for one in true] == [(True, 4)] * 6
        assert [holds(claim(*one)) for one in false] == [(False, 4)] * 5
        longer = Measure("word_reader.count", ("saids",))
        assert holds(claim("below", longer)) == (True, 4)
        with pytest.raises(MeasureError, match="no number to compare"):
            holds(claim("above", "x"))


def test_answers_are_written_for_people() -> None:
    assert shown(0.873, "percent") == "87\xa0%" and shown(0.9962, "percent") == "99.6\xa0%"
    assert shown(0.00515, "percent") == "0.5\xa0%" and shown(-1.25, "one") == "−1.2"
    assert shown("said", "letters") == "s a i d" and shown("said") == "said"
    assert shown(12345.678, "whole") == "12,346" and shown(0.123456) == "0.1235"


def test_measures_have_names_and_docstrings() -> None:
    for name, measure in MEASURES.items():
        assert measure.__name__ == name and measure.__doc__
