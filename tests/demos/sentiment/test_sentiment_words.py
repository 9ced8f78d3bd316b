"""Tokens and words: what of a text a network reads."""

import numpy as np
import pytest

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.sentiment.query import MAX_WORDS, Judge
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.demos.sentiment.words import (
    LEVEL,
    LEVELS,
    SPECIAL,
    Words,
    chosen_words,
    packed_vectors,
)


def words_of(*known, trained=None):
    symbols = (*SPECIAL, *known)
    return Words(Vocabulary(symbols), trained or len(symbols))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It isn't bad!", "it is n't bad !"),
        ("I can't, won't and cannot.", "i ca n't , wo n't and can not ."),
        ("The film's end; they're late…", "the film 's end ; they 're late ..."),
        ("“Well-made” — at 7/10", '" well-made " -- at 7/10'),
        ("Mr. Smith of the U.S.", "mr. smith of the u.s."),
        ("10,000 people", "10,000 people"),
        ("<b>good</b>", "< b > good < / b >"),
        ("Très bien 😀", "très bien 😀"),
        ("a\u200bb\ufe0f", "ab"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_a_text_is_split_as_the_treebank_does(text, expected):
    assert tokens(text) == tuple(expected.split())


def test_a_sentence_of_the_treebank_stays_as_it_is():
    text = "it 's `` not '' the acting that does n't work , but -- alas -- the script ..."
    assert tokens(text) == tuple(text.split())


def test_nearly_every_sentence_of_the_treebank_stays_as_it_is(data_folder):
    lines = (data_folder / "sst2" / "dev.tsv").read_text("utf-8").splitlines()
    texts = [line.rpartition("\t")[0] for line in lines]
    same = [tokens(text) == tuple(text.split()) for text in texts]
    assert np.mean(same) > 0.99


def test_unknown_compounds_become_their_known_parts():
    words = words_of("half", "baked")
    assert [piece.text for piece in words.read(["half-baked", "plan"])] == ["half", "baked", "plan"]
    assert words.numbers(["half-baked", "plan"]) == [3, 4, 0]


def test_a_compound_that_is_known_stays_whole():
    assert words_of("half", "baked", "half-baked").numbers(["half-baked"]) == [5]


def test_a_compound_of_which_nothing_is_known_stays_whole():
    assert words_of("film").read(["xyz-qrs"]) == (("xyz-qrs", 0),)


@pytest.mark.parametrize(
    ("token", "number"),
    [("12", 1), ("1,000", 1), ("7/10", 1), ("$20", 1), ("cafe", 3), ("café", 3), ("goooood", 4)],
)
def test_numbers_accents_and_drawn_out_letters_find_a_row(token, number):
    assert words_of("cafe", "good").numbers([token]) == [number]


def test_quotation_marks_of_the_treebank_are_the_usual_ones():
    assert words_of('"').numbers(["``", "''", '"']) == [3, 3, 3]


def test_words_are_chosen_by_vector_and_count():
    words = chosen_words(
        [("a", "rare", "film"), ("a", "film", "odd", "7")],
        [("script",)] * 8 + [("seldom",)] * 7,
        ["film", "rare", "far", "script"],
    )
    symbols = words.vocabulary.symbols
    assert symbols[:3] == SPECIAL
    # "odd" was seen once and has no vector; "seldom" is not seen often enough; 7 is a number.
    assert set(symbols[3 : words.trained]) == {"a", "film", "rare", "script"}
    assert symbols[words.trained :] == ("far",)


def test_packed_vectors_are_within_half_a_level():
    vectors = np.array([[0.31, -0.5], [5.0, -5.0]], np.float32)
    packed = packed_vectors(words_of("film", "far"), ["film", "far"], vectors)
    assert packed.dtype == np.int8 and not packed[:3].any()
    np.testing.assert_allclose(packed[3] * LEVEL, vectors[0], atol=LEVEL / 2)
    assert packed[4].tolist() == [LEVELS, -LEVELS]


def test_a_question_reads_the_first_words_only():
    assert len(Judge("good " * 5_000).tokens) == MAX_WORDS


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b"])
def test_a_text_without_a_word_is_no_question(text):
    with pytest.raises(ValueError, match="no word"):
        Judge(text)
