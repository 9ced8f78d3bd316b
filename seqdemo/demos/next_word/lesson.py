"""Measures for lessons: the next word, and what a story leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.guessing import word_chances
from seqdemo.demos.next_word.query import Words
from seqdemo.demos.next_word.words import is_word, written

Networks = Callable[[str], Any]


def suggests(networks: Networks, text: str, network: str = "keyboard") -> str:
    """The word that most likely comes next."""
    from seqdemo.demos.next_word.task import TASK

    guesses = TASK.predict(networks(network), Words(text))
    return next(guess.word for guess in guesses if is_word(guess.word))


def recalls(networks: Networks, country: str, distance: int, network: str = "lstm") -> str:
    """The language that most likely is named after a story, with `distance` words between."""
    from seqdemo.demos.next_word.task import TASK

    return TASK.predict(networks(network), Words(told(country, distance)))[0].word


def word_chance(networks: Networks, word: str, text: str, network: str = "keyboard") -> float:
    """Probability that a word comes next, capitals apart."""
    from seqdemo.demos.next_word.task import TASK

    model = networks(network)
    logits = TASK.trace(model, Words(text)).logits
    assert logits is not None
    meant = [one == word.lower() for one in TASK.known(model).lower]
    return float(word_chances(logits[-1])[np.array(meant)].sum())


def language_chance(
    networks: Networks, language: str, country: str, distance: int, network: str = "lstm"
) -> float:
    """Probability of a language after a story, with `distance` words between."""
    return word_chance(networks, language, told(country, distance), network)


def remembers(networks: Networks, country: str, distance: int, network: str = "lstm") -> str:
    """Whether that is the language of the country: "yes" or "no"."""
    right = next(one.language for one in COUNTRIES if one.country == country)
    return "yes" if recalls(networks, country, distance, network) == right else "no"


def tells_apart(networks: Networks, distance: int, network: str = "lstm") -> str:
    """Whether a network names other languages after stories of other countries: "yes" or "no"."""
    named = {recalls(networks, one.country, distance, network) for one in COUNTRIES}
    return "yes" if len(named) > 1 else "no"


def who_remembers(networks: Networks, country: str, distance: int) -> str:
    """Who does, of the three: "all", "both" of GRU and LSTM, "lstm", "none" or "others"."""
    who = [
        one
        for one in ("rnn", "gru", "lstm")
        if remembers(networks, country, distance, one) == "yes"
    ]
    names = {"rnn gru lstm": "all", "gru lstm": "both", "lstm": "lstm", "": "none"}
    return names.get(" ".join(who), "others")


@lru_cache(maxsize=64)
def told(country: str, distance: int) -> str:
    """The story as the page tells it: the same words between, drawn with seed 1."""
    from seqdemo.demos.next_word.daily import filler_sentences
    from seqdemo.demos.next_word.stories import Fillers, story

    fillers = Fillers(filler_sentences(3_000, seed=77))
    between = fillers.draw(distance, np.random.default_rng(1))
    found = next(one for one in COUNTRIES if one.country == country)
    return written(story(0, found, "language", 0, between).before)


CHANCES = {"suggests": "word_chance", "recalls": "language_chance"}
MEASURES = {
    one.__name__: one
    for one in (
        suggests,
        word_chance,
        recalls,
        language_chance,
        remembers,
        tells_apart,
        who_remembers,
    )
}
