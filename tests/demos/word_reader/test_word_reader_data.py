"""The generator of drawn words: reproducible, varied, honest about its splits."""

import re

import numpy as np
import pytest
import torch

from seqdemo.demos.word_reader.banked import BankedWords
from seqdemo.demos.word_reader.data import IGNORE, NOT_A_LETTER, DrawnWords, Mix
from seqdemo.demos.word_reader.typed import in_a_hand, left_out, not_drawn, readable
from seqdemo.demos.word_reader.words import NonWords, anagram_groups, edits, known_words, nearest
from seqdemo.handwriting.grids import GRID, grid_of
from seqdemo.handwriting.hand import Pen, write
from seqdemo.handwriting.letter_bank import (
    FIRST,
    SLOPPINESS,
    SLOTS,
    as_bits,
    letter_bank,
)
from seqdemo.handwriting.script import LETTERS
from seqdemo.handwriting.templates import all_templates

WORDS = ("said", "aids", "dais", "the", "other", "throe", "a", "reading", "international"[:10])
ALL = np.arange(26)


def one_each(seed=1, **options):
    return write(ALL, ALL, np.zeros(26, int), seed=seed, **options)


def test_the_same_seed_draws_the_same_letters_and_another_does_not():
    assert np.array_equal(one_each(1), one_each(1))
    assert not np.array_equal(one_each(1), one_each(2))


def test_a_letter_is_zeros_and_ones_on_seven_by_seven_with_some_ink():
    grids = one_each()
    assert grids.shape == (26, GRID, GRID) and grids.dtype == np.float32
    assert set(np.unique(grids)) == {0.0, 1.0}
    assert (grids.sum((1, 2)) >= 3).all()


def test_a_drawing_does_not_depend_on_what_is_drawn_beside_it():
    together = one_each()
    alone = write(ALL[5:6], ALL[5:6], np.zeros(1, int), seed=1)
    assert np.array_equal(together[5], alone[0])


def test_hands_differ():
    letters = np.zeros(200, int)
    grids = write(letters, np.arange(200), letters, seed=3)
    assert len(np.unique(grids.reshape(200, -1), axis=0)) > 100


def test_wrong_cells_are_exactly_as_many_as_asked():
    clean, wrong = one_each(), one_each(pen=Pen(wrong_cells=2))
    assert (np.abs(clean - wrong).sum((1, 2)) == 2).all()


def test_every_letter_has_capitals_and_small_ones_for_training_and_held_out():
    for held_out in (False, True):
        glyphs = {t.glyph for t in all_templates() if t.held_out == held_out}
        assert glyphs == {*LETTERS, *LETTERS.upper()}


def test_held_out_hands_are_never_drawn_in_training():
    held_out = {t.control.tobytes() for t in all_templates() if t.held_out and not t.clicked}
    training = {t.control.tobytes() for t in all_templates() if not t.held_out and not t.clicked}
    assert not held_out & training


def test_a_template_line_goes_through_its_control_points():
    for template in all_templates()[::40]:
        np.testing.assert_allclose(template.weights.sum(1), 1.0, atol=1e-5)


def test_a_clicked_drawing_is_redrawn_cell_by_cell():
    template = next(t for t in all_templates() if t.clicked and t.glyph == "H")
    points = template.weights @ template.control
    cells = {tuple(cell) for cell in np.rint(points[: len(template.control)]).astype(int)}
    assert cells == {tuple(cell) for cell in template.control.astype(int)}


def test_a_malformed_drawing_is_refused():
    with pytest.raises(ValueError, match="7 lines of 7 characters"):
        grid_of("#.#")


def test_examples_are_a_function_of_their_number():
    data = DrawnWords(WORDS, "train")
    grids, letters, words = data.__getitems__([7, 3, 11])
    for row, index in enumerate((7, 3, 11)):
        one, its_letters, word = data[index]
        steps = len(its_letters)
        assert np.array_equal(grids[row, :steps], one)
        assert np.array_equal(letters[row, :steps], its_letters)
        assert words[row] == word
        assert (letters[row, steps:] == IGNORE).all()


def test_splits_are_different_worlds():
    train, valid = (
        DrawnWords(WORDS, split).__getitems__(range(20))[0] for split in ("train", "valid")
    )
    assert train.shape != valid.shape or not np.array_equal(train, valid)


def test_the_mix_is_what_it_says():
    data = DrawnWords(WORDS, "train", mix=Mix(non_words=0.3, scribbles=0.0))
    words = data.__getitems__(range(2000))[2]
    assert float((words == len(WORDS)).float().mean()) == pytest.approx(0.3, abs=0.04)


def test_a_scribbled_letter_makes_no_word():
    data = DrawnWords(WORDS, "train", mix=Mix(non_words=0.0, scribbles=1.0))
    _, letters, words = data.__getitems__(range(50))
    assert (words == len(WORDS)).all() and ((letters == NOT_A_LETTER).sum(1) == 1).all()


def test_non_words_are_never_words_and_fit_the_strip():
    maker, rng = NonWords(WORDS), np.random.default_rng(0)
    made = [maker.make(row) for row in rng.random((3000, 42), dtype=np.float32)]
    assert not set(made) & set(WORDS)
    assert all(1 <= len(text) <= 12 and set(text) <= set(LETTERS) for text in made)
    assert len(set(made)) > 1000


def test_the_known_words_are_words_a_reader_knows():
    """No single letter but a and i, no abbreviation, and pairs that a class can be shown."""
    words = known_words()
    assert 2000 < len(words) == len(set(words)) < 2400
    assert {word for word in words if len(word) == 1} == {"a", "i"}
    assert not {"s", "q", "x", "usr", "acm", "ibm", "www", "xbox", "de", "uk"} & set(words)
    assert all(re.fullmatch("[a-z]{1,10}", word) for word in words)
    groups = {frozenset(group) for group in anagram_groups(words)}
    for pair in ("said aids", "listen silent", "dog god", "was saw"):
        assert any(set(pair.split()) <= group for group in groups), pair


def test_non_words_are_of_every_kind_the_reader_must_refuse():
    """Words with a letter changed, reordered, not finished, and letters at random."""
    words = known_words()
    maker, rng = NonWords(words), np.random.default_rng(0)
    made = {maker.make(row) for row in rng.random((4000, 42), dtype=np.float32)}
    keys = {"".join(sorted(word)) for word in words}
    begun = {word[:n] for word in words for n in range(1, len(word))}
    reordered = {text for text in made if "".join(sorted(text)) in keys}
    assert len(reordered) > 200 and len(made & begun) > 200
    assert any(len(text) == 1 for text in made)


def test_a_free_hand_writes_small_letters_of_many_shapes_and_stays_on_the_grid():
    """Slanted, narrow, low: the ink of an l alone has many widths, heights and places."""
    letter = np.full(400, LETTERS.index("l"))
    grids = write(letter, np.arange(400), np.ones_like(letter), seed=8)
    rows, columns = grids.any(2), grids.any(1)
    assert len(set(rows.sum(1))) >= 3 and len(set(columns.sum(1))) >= 4
    assert len(set(columns.argmax(1))) >= 4 and rows.any(1).all()


def test_the_dots_of_i_and_j_mostly_stand_apart_from_their_stems():
    for letter in "ij":
        codes = np.full(300, LETTERS.index(letter))
        small = [grid.any(1) for grid in write(codes, np.arange(300), np.ones_like(codes), seed=9)]
        gaps = [bool((np.diff(row.astype(int)) == 1).sum() + row[0] > 1) for row in small]
        assert np.mean(gaps) > 0.45, letter


def test_banked_words_are_spelled_as_they_are_drawn():
    words = known_words()
    data = BankedWords(words, letter_bank(8, 1), torch.device("cpu"), strange=100)
    grids, letters, numbers = data.__getitems__(range(64))
    again = data.__getitems__(range(64))
    assert all(torch.equal(a, b) for a, b in zip((grids, letters, numbers), again, strict=True))
    assert grids.shape[:2] == letters.shape and grids.shape[2:] == (GRID, GRID)
    for row in range(64):
        real = letters[row] != IGNORE
        assert not grids[row, ~real].any()
        if numbers[row] < len(words):
            text = "".join(LETTERS[n] for n in letters[row, real])
            assert text == words[numbers[row]]
    assert 0.1 < float((numbers == len(words)).float().mean()) < 0.5


def test_the_bank_holds_the_letters_as_they_are_written():
    bank = letter_bank(8, 1)
    pen = Pen(sloppiness=SLOPPINESS[0])
    drawn = write(ALL, np.full(26, FIRST + 3), np.ones(26, int), seed=11, pen=pen)
    assert bank.shape == (8, 26, SLOTS) and np.array_equal(bank[3, :, 1], as_bits(drawn))


def test_anagrams_come_in_groups():
    assert sorted(map(sorted, anagram_groups(WORDS))) == [
        ["aids", "dais", "said"],
        ["other", "throe"],
    ]


@pytest.mark.parametrize(
    ("a", "b", "changes"),
    [
        ("said", "said", 0),
        ("said", "siad", 1),
        ("said", "sad", 1),
        ("said", "paid", 1),
        ("", "abc", 3),
        ("sadi", "aids", 3),
    ],
)
def test_edits_count_changes_and_swaps(a, b, changes):
    assert edits(a, (b, "longerword"))[0] == changes
    assert not a or edits(b, (a, "z"))[0] == changes


def test_nearest_words_are_the_fewest_changes_away_and_common_first():
    assert nearest("saib", ("zoo", "said", "sail", "aids"), 2) == ["said", "sail"]


def test_typed_text_is_reduced_to_what_can_be_drawn():
    assert readable("Said!") == "said" and readable("émigré") == "migr"
    assert readable("x" * 300) == "x" * 12 and readable("12 34!") == ""
    assert left_out("a1 b1!") == "1 !"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("said", ""),
        ("", ""),
        ("international", "Only the first 12 letters fit."),
        ("internations", ""),
        ("12 34!", "Nothing to draw: the network reads the letters a to z only."),
        ("o'neill", "Left out, as the network reads a to z only: '."),
        (
            "a b\u202e",
            "Left out, as the network reads a to z only: a space, an unseen sign of direction.",
        ),
    ],
)
def test_what_of_a_typed_text_is_not_drawn_is_said(typed, said):
    assert not_drawn(typed) == said


def test_a_typed_word_is_drawn_the_same_by_the_same_hand():
    assert in_a_hand("said", 5) == in_a_hand("said", 5) != in_a_hand("said", 6)
    with pytest.raises(ValueError, match="1 to 12 letters a to z"):
        in_a_hand("SAID", 1)
    with pytest.raises(ValueError, match="1 to 12 letters a to z"):
        in_a_hand("", 1)
