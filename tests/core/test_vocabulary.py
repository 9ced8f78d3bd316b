"""Symbols and their numbers: there and back, and a sentence for what is not known."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.core.vocabulary import Vocabulary

TEXT = "to be,\nor not to bé"


def test_a_text_comes_back_from_its_numbers() -> None:
    vocabulary = Vocabulary.of(TEXT)
    numbers = vocabulary.encode(TEXT)
    assert numbers.dtype == np.int64 and numbers.shape == (len(TEXT),)
    assert vocabulary.decode(numbers) == TEXT
    assert vocabulary.decode(numbers.tolist()) == TEXT


def test_symbols_are_sorted_and_each_stands_once() -> None:
    vocabulary = Vocabulary.of("banana\n")
    assert vocabulary.symbols == ("\n", "a", "b", "n")
    assert len(vocabulary) == 4


def test_a_number_is_the_place_of_its_symbol() -> None:
    vocabulary = Vocabulary(("z", "a", " "))
    assert vocabulary.encode(" az").tolist() == [2, 1, 0]


def test_it_says_what_it_knows() -> None:
    vocabulary = Vocabulary.of("abc")
    assert "a" in vocabulary
    assert "d" not in vocabulary and "ab" not in vocabulary and 0 not in vocabulary


def test_nothing_is_a_text_too() -> None:
    vocabulary = Vocabulary.of("abc")
    assert vocabulary.encode("").shape == (0,) and vocabulary.encode("").dtype == np.int64
    assert vocabulary.decode([]) == ""


@pytest.mark.parametrize("unknown", ["d", "\t", "é", "😀"])
def test_an_unknown_symbol_is_named(unknown: str) -> None:
    with pytest.raises(ValueError, match="not in the vocabulary") as caught:
        Vocabulary.of("abc").encode(f"ab{unknown}")
    assert repr(unknown) in str(caught.value)


def test_a_symbol_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        Vocabulary(("a", "b", "a"))


def test_vocabularies_of_the_same_symbols_are_equal() -> None:
    one, other = Vocabulary.of("abc"), Vocabulary.of("ccba")
    one.encode("a")  # fills what it remembers
    assert one == other and hash(one) == hash(other)
