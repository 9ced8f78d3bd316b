"""What a visitor may type or paste: the network gets known characters, the visitor a sentence."""

from __future__ import annotations

import string
import unicodedata

import pytest

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.prompt import Cleaned, clean
from seqdemo.demos.shakespeare.query import MAX_LENGTH, MAX_PROMPT, Write

VOCABULARY = Vocabulary.of(string.ascii_letters + "\n !$&',-.3:;?")
"""The 65 characters of Tiny Shakespeare."""


def cleaned(text: str, most: int = 200) -> Cleaned:
    return clean(text, VOCABULARY, most)


@pytest.mark.parametrize("text", ["", "\n", " ", "ROMEO:\nBut, soft! what light?", "3 & $"])
def test_a_text_of_known_characters_stays_as_it_is_without_a_word(text: str) -> None:
    got = cleaned(text)
    assert got == Cleaned(text)
    assert got.note == ""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("café naïve Ångström", "cafe naive Angstrom"),
        ("“To be”—or ‘not’…", "'To be'--or 'not'..."),
        ('"quoted" `code`', "'quoted' 'code'"),
        ("a\tb\u00a0c", "a b c"),
        ("Straße Œuvre Æsop øl łódź", "Strasse Oeuvre Aesop ol lodz"),
        ("(aside)", ",aside,"),
        ("ﬁne ＷＩＤＥ", "fine WIDE"),
        ("<b>bold</b>", "bboldb"),
        ("# *title* [x](y) {z}", " title x,y, z"),
        ("שלום ROMEO", " ROMEO"),
        ("\u202eabc\u202c", "abc"),
        ("a👩‍👩‍👧b🎭", "ab"),
        ("漢字", ""),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\x00\x1b[31m", "3m"),
        ("12345", "3"),
        ("\ud800lone", "lone"),
    ],
)
def test_unknown_characters_become_plain_or_go(text: str, plain: str) -> None:
    assert cleaned(text).text == plain


def test_what_comes_out_can_always_be_read() -> None:
    everything = "".join(map(chr, range(0x3000))) + "".join(map(chr, range(0x1F000, 0x1FA00)))
    got = clean(everything, VOCABULARY, 100_000)
    assert set(got.text) <= set(VOCABULARY.symbols)
    VOCABULARY.encode(got.text)
    assert not set(got.changed) & set(got.left_out)


def test_new_lines_of_other_systems_are_no_change_to_speak_of() -> None:
    assert cleaned("one\r\ntwo\rthree").note == ""


def test_the_note_names_what_was_made_plain_and_what_was_left_out_once_each() -> None:
    got = cleaned("é😀é漢😀é")
    assert got.changed == {"é": "e"} and got.left_out == ("😀", "漢")
    assert "Made plain: é → e." in got.note
    assert "Left out, as the network never saw them: 😀 漢." in got.note


def test_what_is_known_is_not_mentioned() -> None:
    assert "a" not in (*cleaned("a1").left_out, *cleaned("aé").changed)


def test_a_long_list_of_characters_is_cut_short() -> None:
    note = cleaned("".join(chr(0x4E00 + n) for n in range(30))).note
    assert "and 22 more" in note
    assert sum(char >= "\u4e00" for char in note) == 8


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\u200b", "an unseen gap"),
        ("\u200d", "an unseen joiner"),
        ("\u202e", "an unseen sign of direction"),
        ("\u00ad", "a hidden hyphen"),
        ("\u3000", "a space of another width"),
        ("\u00a0", "a space that does not break"),
        ("\ufeff", "an unseen sign"),
        ("\x07", "an unseen sign"),
        ("\t", "a tab"),
        ("\ufe0f", "an unseen sign that asks for an emoji"),
        ("\u3164", "an unseen sign"),
    ],
)
def test_an_invisible_character_is_named_in_the_note(char: str, name: str) -> None:
    note = cleaned(f"a{char}b").note
    assert name in note
    assert char not in note


def test_a_letter_and_its_accent_are_told_of_as_one() -> None:
    apart, together = unicodedata.normalize("NFD", "café"), "café"
    assert cleaned(apart).text == cleaned(together).text == "cafe"
    assert not cleaned(apart).left_out


# Long texts


def test_of_a_long_text_the_last_part_is_kept_and_the_note_says_so() -> None:
    got = clean("a" * 50 + "b" * 10, VOCABULARY, 10)
    assert got.text == "b" * 10 and got.cut == 50
    assert got.note == "Only the last 10 characters are read."


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert clean("a" * 10, VOCABULARY, 10) == Cleaned("a" * 10)
    assert clean("a" * 9 + "…", VOCABULARY, 12).cut == 0


def test_a_plain_twin_may_be_longer_and_still_the_text_fits() -> None:
    got = clean("ab…", VOCABULARY, 4)
    assert got.text == "b..." and got.cut == 1


def test_a_pasted_book_is_cut_and_only_its_end_is_looked_at() -> None:
    looked_at = 0

    class Counting(Vocabulary):
        def __contains__(self, symbol: object) -> bool:
            nonlocal looked_at
            looked_at += 1
            return super().__contains__(symbol)

    book = "To be, or not to be. " * 5_000
    got = clean(book, Counting(VOCABULARY.symbols), MAX_PROMPT)
    assert len(book) > 100_000 and looked_at <= 20_000
    assert got.text == book[-MAX_PROMPT:]
    assert got.cut == len(book) - MAX_PROMPT
    assert "Only the last 2,000 characters are read." in got.note


@pytest.mark.parametrize("char", ["😀", "é", "\u0301", "ﷺ", "a", "\r"])
def test_a_hundred_thousand_of_any_character_are_taken(char: str) -> None:
    got = clean(char * 100_000, VOCABULARY, MAX_PROMPT)
    assert len(got.text) <= MAX_PROMPT
    Write(got.text)


def test_readable_words_before_many_unknown_characters_are_read() -> None:
    assert clean("a" * 10 + "😀" * 100, VOCABULARY, 20).text == "a" * 10


# The query


@pytest.mark.parametrize("length", [1, MAX_LENGTH])
def test_a_text_may_be_as_long_as_said(length: int) -> None:
    assert Write("a" * MAX_PROMPT, length).length == length


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"length": 0}, "length must be 1 to 2,000, got 0"),
        ({"length": MAX_LENGTH + 1}, "length must be 1 to 2,000, got 2001"),
        ({"prompt": "a" * (MAX_PROMPT + 1)}, "opening words are 2,001 characters"),
        ({"cell": "transformer"}, "cell must be rnn, gru or lstm, got 'transformer'"),
        ({"changes": ((3, "a"), (1, "b"))}, "changes are .* in order of place"),
        ({"changes": ((3, "a"), (3, "b"))}, "changes are .* in order of place"),
        ({"changes": ((3, "ab"),)}, "changes are .place, character. pairs"),
        ({"changes": ((3, ""),)}, "changes are .place, character. pairs"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_sentence(
    options: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        Write(**options)  # type: ignore[arg-type]


def test_equal_questions_are_equal() -> None:
    assert Write("a", changes=((1, "b"),)) == Write("a", changes=((1, "b"),))
    assert hash(Write("a")) == hash(Write("a"))
