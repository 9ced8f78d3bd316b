"""CIDEr-D and BLEU against values worked out by hand."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest
import torch

from seqdemo.demos.captioner.cider import CiderD, ngrams
from seqdemo.demos.captioner.evaluation import compare
from seqdemo.demos.captioner.rewards import (
    BLEU_SHARE,
    Reward,
    cider_d,
    ngram_numbers,
    sentence_bleu,
)
from seqdemo.demos.captioner.words import bare, sentence, vocabulary_of, words_of

TWO = CiderD([["ab"], ["cd"]])  # two photos, one reference each; a letter is a word


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        # One- and two-word n-grams are all there, longer ones do not exist: (1 + 1 + 0 + 0) / 4.
        ("ab", 10 * 2 / 4),
        # cos = ln2 * ln2 / (ln2 * sqrt(2) ln2); one word too short.
        ("a", 10 / sqrt(2) / 4 * exp(-1 / 72)),
        # "a" twice counts once: min(2 ln2, ln2) * ln2 / (2 ln2 * sqrt(2) ln2).
        ("aa", 10 / (2 * sqrt(2)) / 4),
        ("cd", 0.0),
        ("", 0.0),
    ],
)
def test_cider_d_is_the_value_by_hand(caption: str, expected: float) -> None:
    assert TWO.score(0, caption) == pytest.approx(expected)


def test_rare_words_count_more() -> None:
    """Of 4 photos, `a` is said of two and `b` of one: weights ln 2 and ln 4."""
    cider = CiderD([["ab"], ["a"], ["x"], ["y"]])
    norm = sqrt(log(2) ** 2 + log(4) ** 2)
    shorter = exp(-1 / 72)
    assert cider.score(0, "a") == pytest.approx(10 / 4 * log(2) / norm * shorter)
    assert cider.score(0, "b") == pytest.approx(10 / 4 * log(4) / norm * shorter)


def test_what_is_said_of_every_photo_counts_nothing() -> None:
    assert CiderD([["a"], ["a"]]).score(0, "a") == 0


def test_the_score_is_the_mean_over_references() -> None:
    both = CiderD([["ab", "xy"], ["cd"]])
    assert both.score(0, "ab") == pytest.approx(TWO.score(0, "ab") / 2)


def test_ngrams_are_counted_up_to_four_words() -> None:
    one, two, three, four = ngrams("aab")
    assert one == {("a",): 2, ("b",): 1} and two == {("a", "a"): 1, ("a", "b"): 1}
    assert three == {("a", "a", "b"): 1} and four == {}


def test_bleu_is_the_value_by_hand() -> None:
    """3 of 4 words, 1 of 3 pairs, brevity exp(1 - 5/4) by the closest reference."""
    measured = compare(
        ["a dog runs home"], [["A dog sleeps at home.", "one two three four five six"]]
    )
    assert measured["bleu1"] == pytest.approx(100 * 3 / 4 * exp(-1 / 4), abs=0.01)
    assert measured["bleu2"] == pytest.approx(100 * sqrt(3 / 4 * 1 / 3) * exp(-1 / 4), abs=0.01)


def test_a_caption_that_a_person_wrote_gets_full_marks() -> None:
    people = [["A man 's dog runs , fast .", "x y z"], ["Two girls sit on a wall .", "u v w"]]
    measured = compare(["a man's dog runs fast", "two girls sit on a wall"], people)
    assert [measured[f"bleu{n}"] for n in (1, 2, 3, 4)] == [pytest.approx(100.0)] * 4
    assert measured["distinct"] == 2


def test_photos_may_have_different_numbers_of_references() -> None:
    measured = compare(["a b c d", "e f g h"], [["a b c d"], ["x", "e f g h"]])
    assert measured["bleu4"] == pytest.approx(100.0)


def test_variety_and_length_are_counted() -> None:
    measured = compare(["a b", "a b", "c d e"], [["a"], ["b"], ["c"]])
    assert measured["distinct"] == 2
    assert measured["mean_length"] == pytest.approx(7 / 3, abs=0.01)


def test_words_are_lower_case_and_without_marks() -> None:
    assert words_of('A man \'s T-Shirt , "red" .') == ["a", "man", "'s", "t-shirt", "red"]
    assert sentence(["a", "man", "'s", "t-shirt"]) == "a man's t-shirt"
    assert bare("A man's T-shirt , red .") == ["a", "mans", "tshirt", "red"]


def test_the_vocabulary_holds_what_is_said_five_times_commonest_first() -> None:
    captions = ["a dog ."] * 5 + ["A cat !"] * 4 + ["the dog"]
    assert vocabulary_of(captions).symbols[4:] == ("a", "dog")


PAD, EOS = 0, 2


def words(*captions: str) -> torch.Tensor:
    """Captions of letters as numbers from 3 on, PAD where one has ended, (C, T)."""
    longest = max(map(len, captions))
    return torch.tensor([[ord(x) - 94 for x in c] + [PAD] * (longest - len(c)) for c in captions])


def parts(reward: Reward, captions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """CIDEr-D and BLEU-4 of captions (K, T) of the first photo."""
    photo = torch.tensor([0])
    matches = [reward._match(n, photo, captions[None]) for n in (1, 2, 3, 4)]
    made, wanted = (captions[None] != PAD).sum(-1).float(), reward.lengths[photo]
    return cider_d(matches, made, wanted)[0], sentence_bleu(matches, made, wanted)[0]


def test_the_smoothed_bleu_of_a_batch_is_the_value_by_hand() -> None:
    none = 0.1 / 1.1  # three words have no n-gram of four
    expected = (2.1 / 3.1 * 1.1 / 2.1 * 0.1 / 1.1 * none) ** 0.25
    _, bleu = parts(Reward(words("abc")[None], 40), words("abc", "xbc"))
    assert bleu.tolist() == pytest.approx([none**0.25, expected])
    # References of three and nine words: six are usual, and three are too few.
    one, other = words("abc", "ddddddddd")
    _, bleu = parts(Reward(torch.stack([one, other])[None], 40), words("xbc"))
    assert bleu.item() == pytest.approx(expected * exp(1 - 6 / 3))


def test_rewards_of_a_batch_are_cider_d_caption_by_caption() -> None:
    """Repeated, missing and unknown n-grams, captions of one word, references of all lengths."""
    said = [["abcdefg", "abab", "a"], ["bcd", "aaaa", "xyzw"], ["abcd", "dcba", "q"]]
    longest = max(len(c) for each in said for c in each)
    references = torch.stack(
        [torch.nn.functional.pad(r, (0, longest - r.shape[1])) for r in (words(*e) for e in said)]
    )
    made = ["abcdefg", "aba", "a", "aaaaa", "nobody", "dcbabcd"]
    cider, bleu = parts(reward := Reward(references, 40), words(*made))
    one_by_one = CiderD(said)
    assert cider.tolist() == pytest.approx([one_by_one.score(0, caption) for caption in made])
    together = reward(torch.tensor([0]), words(*made)[None])[0]
    torch.testing.assert_close(together, cider + BLEU_SHARE * bleu)


def test_ngrams_have_numbers_of_their_own_and_none_reaches_beyond_the_end() -> None:
    numbers = ngram_numbers(torch.tensor([[3, 4, 3, 4, PAD], [4, 3, PAD, PAD, PAD]]), 2, 10)
    assert numbers.tolist() == [[34, 43, 34, -1], [43, -1, -1, -1]]
    assert ngram_numbers(torch.tensor([[3, 4]]), 3, 10).tolist() == [[-1]]


def test_the_reward_prefers_a_sentence_that_ends() -> None:
    references = torch.tensor([[[5, 6, 7, EOS]], [[8, 9, EOS, PAD]]])
    drawn = torch.tensor([[[5, 6, 7, EOS], [5, 6, 7, PAD], [8, 9, EOS, PAD]]])
    whole, stopped, other = Reward(references, 10)(torch.tensor([0]), drawn)[0].tolist()
    assert whole > stopped > other
