"""Words, marks and what is being typed."""

import pytest

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.next_word.query import MAX_CHARACTERS, Words
from seqdemo.demos.next_word.typed import MAX_WORDS, in_place, split_typed
from seqdemo.demos.next_word.words import (
    NAME,
    NUMBER,
    SPECIAL,
    UNKNOWN,
    Lexicon,
    is_word,
    lexicon_of,
    tokens_of,
    written,
)

KNOWN = Lexicon(Vocabulary((*SPECIAL, ".", "?", "I", "Tom", "coffee", "don't")))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("I'm here.", ["I'm", "here", "."]),
        ("Don\u2019t!", ["Don't", "!"]),
        ("It's 7:30, isn't it?", ["It's", "7:30", ",", "isn't", "it", "?"]),
        ("Well... no", ["Well", "...", "no"]),
        ("a well-known <b>man</b> \U0001f600", ["a", "well-known", "b", "man", "b"]),
        ("", []),
    ],
)
def test_a_text_is_words_and_marks(text, tokens):
    assert tokens_of(text) == tokens


def test_case_does_not_tell_words_apart():
    assert KNOWN.number("COFFEE") == KNOWN.number("coffee") == KNOWN.number("Coffee")


def test_an_unknown_word_is_a_name_by_its_capital_and_a_number_by_its_digits():
    assert [KNOWN.number(word) for word in ("Zbigniew", "xylophone", "1234")] == [
        NAME,
        UNKNOWN,
        NUMBER,
    ]


def test_a_word_is_shown_as_it_stands_inside_sentences():
    sentences = [tokens_of("Coffee is for Tom."), tokens_of("Give Tom coffee."), ["Tom", "left"]]
    lexicon = lexicon_of(sentences, least=2)
    assert {"coffee", "Tom"} <= set(lexicon.vocabulary.symbols)
    assert "left" not in lexicon.vocabulary


def test_words_that_must_be_known_are():
    assert "Italian" in lexicon_of([["a", "b"]], also=["Italian"], least=3).vocabulary


def test_capitals_of_a_headline_are_dropped_and_those_of_an_abbreviation_kept():
    lexicon = lexicon_of([["x", "SANCHEZ", "USA"]] * 3)
    assert {"Sanchez", "USA"} <= set(lexicon.vocabulary.symbols)


def test_tokens_are_written_as_people_write_them():
    assert written(["are", "you", "Tom", "?", "yes", ",", "I", "am", "."]) == (
        "Are you Tom? yes, I am."
    )


def test_a_mark_is_no_word():
    assert [is_word(token) for token in ("coffee", "I'm", "7", ".", "...")] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "tokens", "prefix"),
    [
        ("I like cof", ("I", "like"), "cof"),
        ("I like ", ("I", "like"), ""),
        ("I like it.", ("I", "like", "it", "."), ""),
        ("I don'", ("I",), "don"),
        ("", (), ""),
        ("  ", (), ""),
    ],
)
def test_the_word_being_typed_is_kept_apart(text, tokens, prefix):
    typed = split_typed(text)
    assert (typed.tokens, typed.prefix) == (tokens, prefix)


def test_of_a_long_text_the_end_is_read():
    assert split_typed("word " * 1_000).tokens == ("word",) * MAX_WORDS


@pytest.mark.parametrize(
    ("before", "prefix", "shown"),
    [
        ((), "", "Coffee"),
        (("Hi", "."), "", "Coffee"),
        (("a",), "", "coffee"),
        (("a",), "C", "Coffee"),
    ],
)
def test_a_word_begins_with_a_capital_where_a_sentence_does(before, prefix, shown):
    assert in_place("coffee", before, prefix) == shown


def test_a_query_refuses_a_text_that_is_too_long():
    with pytest.raises(ValueError, match="characters long"):
        Words("a" * (MAX_CHARACTERS + 1))
