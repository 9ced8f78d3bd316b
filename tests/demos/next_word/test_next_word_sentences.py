"""Sentences of our own: what is held out is never in training, distances are exact."""

from itertools import pairwise

import numpy as np
import pytest

from seqdemo.demos.next_word import agreement, stories
from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.daily import daily_sentences, filler_sentences
from seqdemo.demos.next_word.words import is_word, tokens_of


@pytest.fixture(scope="module")
def fillers():
    return stories.Fillers(filler_sentences(500, seed=1))


def test_there_are_forty_countries_and_each_is_named_once():
    assert len({country.country for country in COUNTRIES}) == 40


def test_no_frame_makes_the_sentence_that_is_asked():
    asked = [
        tokens
        for tokens in daily_sentences(20_000, seed=0)
        if tokens[:7] == ["I", "like", "to", "have", "a", "cup", "of"] and "breakfast" in tokens
    ]
    assert asked == []


def test_every_slot_of_a_frame_is_filled():
    assert all("{" not in "".join(tokens) for tokens in daily_sentences(3_000, seed=2))


def _pair(story):
    closing = " ".join(story.closing)
    return story.opening[-2], closing.removesuffix(" the")


def test_training_never_holds_a_pair_that_is_asked(fillers):
    trained = {_pair(story) for story in stories.training_stories(4_000, fillers, seed=0)}
    asked = {_pair(story) for story in stories.test_stories(0, fillers, seed=0)}
    assert len(asked) == 160
    assert not trained & asked


@pytest.mark.parametrize("distance", [0, 1, 7, 33, 60])
def test_a_story_has_as_many_words_between_as_asked(fillers, distance):
    for story in stories.test_stories(distance, fillers, seed=3)[:40]:
        assert sum(is_word(token) for token in story.fillers) == distance


def test_fillers_name_no_country():
    sentences = [tokens_of("I love Italy."), tokens_of("Speak french!"), tokens_of("I am here.")]
    assert stories.Fillers(sentences).by_words == {3: [("I", "am", "here", ".")]}


def test_the_answer_is_the_countrys():
    india = next(country for country in COUNTRIES if country.country == "India")
    told = stories.story(0, india, "language", 0, ())
    assert " ".join(told.tokens) == "I grew up in India . I speak fluent Hindi ."
    assert stories.story(0, india, "nationality", 0, ()).answer == "Indian"


def test_fillers_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="no filler sentence"):
        stories.Fillers([tokens_of("I am here now.")]).draw(2, np.random.default_rng(0))


@pytest.mark.parametrize("attractors", range(agreement.MAX_ATTRACTORS + 1))
def test_nouns_between_are_of_the_other_number(attractors):
    number = {noun: n for pair in agreement.NOUNS for n, noun in enumerate(pair)}
    for sentence in agreement.sentences(50, 0, held_out=True, attractors=attractors):
        subject, *between = [number[word] for word in sentence.before if word in number]
        assert between == [1 - subject] * attractors == [1 - subject] * sentence.attractors
        assert sentence.right in [pair[subject] for pair in agreement.VERBS]


def _neighbours(sentence):
    stem = {noun: n for n, pair in enumerate(agreement.NOUNS) for noun in pair}
    nouns = [stem[word] for word in sentence.before if word in stem]
    return list(pairwise(nouns))


def test_a_sentence_that_is_asked_has_neighbours_that_training_never_has():
    trained = {
        pair
        for sentence in agreement.sentences(3_000, 0, held_out=False)
        for pair in _neighbours(sentence)
    }
    for sentence in agreement.sentences(200, 1, held_out=True, attractors=2):
        assert not trained.issuperset(_neighbours(sentence))
