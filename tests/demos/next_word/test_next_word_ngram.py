"""The 4-gram model is a probability, and its table says what it says."""

import numpy as np
import pytest

from seqdemo.demos.next_word.ngram import packed, probability, train
from seqdemo.demos.next_word.suggestions_table import TOP, SuggestionTable
from seqdemo.demos.next_word.words import SPECIAL, START

FIRST, SIZE = len(SPECIAL), len(SPECIAL) + 12


@pytest.fixture(scope="module")
def sentences():
    rng = np.random.default_rng(0)
    return [
        (FIRST + rng.integers(0, 12, size=rng.integers(1, 9)) ** 2 % 12).tolist()
        for _ in range(300)
    ]


@pytest.fixture(scope="module")
def orders(sentences):
    return train(sentences, SIZE)


HISTORIES = [[], [FIRST], [FIRST, FIRST + 1], [FIRST + 4, FIRST + 1, FIRST], [FIRST + 11] * 6]


@pytest.mark.parametrize("history", HISTORIES)
def test_probabilities_add_up_to_one(orders, history):
    total = sum(probability(orders, [START, *history], word, SIZE) for word in range(SIZE))
    assert total == pytest.approx(1)


@pytest.mark.parametrize("history", HISTORIES)
def test_the_table_suggests_the_likeliest_words(orders, history):
    words, chances = SuggestionTable.of(orders).after(history)
    exact = [probability(orders, [START, *history], word, SIZE) for word in range(SIZE)]
    exact[:FIRST] = [0.0] * FIRST
    best = np.argsort(exact)[::-1][:TOP]
    np.testing.assert_allclose(chances, np.array(exact)[best], rtol=2e-3)
    np.testing.assert_allclose(np.array(exact)[words], np.array(exact)[best], rtol=1e-9)


def test_a_table_comes_back_from_its_file(orders):
    table = SuggestionTable.of(orders)
    again = SuggestionTable.from_bytes(table.to_bytes())
    np.testing.assert_array_equal(table.contexts, again.contexts)
    np.testing.assert_array_equal(table.words, again.words)
    np.testing.assert_array_equal(table.chances, again.chances)


def test_what_always_follows_is_suggested_first():
    table = SuggestionTable.of(train([[7, 8, 9, 10]] * 5 + [[8, 11]], 20))
    assert table.after([7, 8, 9])[0][0] == 10
    assert table.after([8])[0][0] == 11  # as at a sentence's start, not as after 7


def test_contexts_of_different_lengths_have_different_numbers():
    contexts = [(), (0,), (0, 0), (1,), (1, 0), (0, 1), (0, 0, 0)]
    assert len({packed(context) for context in contexts}) == len(contexts)
