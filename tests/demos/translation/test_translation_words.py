"""Known words and remarks on a sentence: all without torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from translation_data import SENTENCES

from seqdemo.core.card_file import CheckpointError
from seqdemo.demos.translation.known_words import (
    FILE,
    RARE,
    KnownWords,
    count_words,
    load_words,
    words_bytes,
    words_in,
)
from seqdemo.demos.translation.prompt import prepare
from seqdemo.demos.translation.query import LONGEST, MOST_WORDS, Translate

READABLE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzäöüß.,!?'<>/▁"


@pytest.fixture(scope="module")
def known() -> KnownWords:
    return count_words(SENTENCES, READABLE)


def test_words_are_runs_of_letters() -> None:
    assert words_in("L'homme, 2 T-Shirts; élève_x!") == ["L", "homme", "T", "Shirts", "élève", "x"]


def test_seen_words_are_known_and_others_are_not(known: KnownWords) -> None:
    assert known.unseen("The dog RUNS, zeppelin zeppelin!", "en") == ["zeppelin"]
    assert known.level("dog", "de") == 0 and known.level("zwei", "de") > known.level("mann", "de")


def test_rare_words_are_counted_exactly() -> None:
    lines = [" ".join(["once"] * (n == 0) + ["often"] + ["few"] * (n < RARE)) for n in range(60)]
    found = count_words({"en": lines}, READABLE)
    assert found.rare("Once, few, often, never", "en") == {"Once": 1, "few": RARE}


def test_the_language_of_a_sentence_is_told_if_it_can_be(known: KnownWords) -> None:
    assert known.language_of("Zwei Männer rennen im Schnee.") == "de"
    assert known.language_of("Deux chiens courent.") == "fr"
    assert known.language_of("Deux xyz chiens abc, zyx uvw!") is None  # none of the three
    assert known.language_of("Zwei") is None and known.language_of("xyz abc") is None


def test_what_can_be_read_are_the_characters_of_pieces_and_not_of_symbols() -> None:
    found = count_words({}, ("<pad>", "</s>", "▁dog", "<", "x"))
    assert found.characters == frozenset("▁dog<x")


def test_known_words_come_back_from_their_file(known: KnownWords, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(words_bytes(known))
    again = load_words(path, SENTENCES)
    assert again.characters == known.characters
    for code in SENTENCES:
        np.testing.assert_array_equal(again.hashes[code], known.hashes[code])
        np.testing.assert_array_equal(again.levels[code], known.levels[code])
    assert b"dog" not in words_bytes(known)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"{}"])
def test_a_damaged_file_of_words_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(CheckpointError, match=r"words\.npz is missing or cannot be read"):
        load_words(tmp_path / FILE, SENTENCES)
    with pytest.raises(CheckpointError):
        load_words(tmp_path / "none.npz", SENTENCES)


@pytest.mark.parametrize("typed", ["", "  \n ", "?!", "1234 ... 5", "😀", "\u200b\u0000"])
def test_without_a_word_there_is_nothing_to_translate(known: KnownWords, typed: str) -> None:
    assert prepare(typed, "en", known).text == ""


def test_an_ordinary_sentence_is_read_as_it_is(known: KnownWords) -> None:
    prompt = prepare("  The dog\n runs. ", "en", known)
    assert prompt.text == "The dog runs."
    assert not (prompt.cut or prompt.markup or prompt.unreadable or prompt.unseen)
    assert prompt.language is None


def test_long_texts_are_cut_and_it_is_said(known: KnownWords) -> None:
    many, endless = prepare("dog " * 200, "en", known), prepare("dog" * 3_000, "en", known)
    assert many.cut and len(many.text.split()) == MOST_WORDS
    assert endless.cut and len(endless.text) <= LONGEST
    for prompt in (many, endless):
        assert Translate(prompt.text).text == prompt.text


def test_strange_things_are_named(known: KnownWords) -> None:
    prompt = prepare("The <b>zeppelin</b> 漢 😀 runs", "en", known)
    assert prompt.markup and prompt.unreadable == ("漢", "😀")
    assert "zeppelin" in prompt.unseen


def test_another_language_is_noticed_and_its_words_are_not_called_unseen(
    known: KnownWords,
) -> None:
    prompt = prepare("Zwei Hunde rennen im Schnee.", "en", known)
    assert prompt.language == "de" and prompt.unseen == () and prompt.text


@pytest.mark.parametrize(
    "wrong",
    [{"text": " "}, {"text": "a" * 999}, {"direction": "en-it"}, {"beam_width": 0}],
)
def test_a_query_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Translate(**({"text": "A dog."} | wrong))  # type: ignore[arg-type]
