"""Stories with a word to remember: a country, and its language.

"I grew up in Italy. ... I speak fluent ___": a story is an opening that names a country, filler
sentences that have nothing to do with it, and a closing whose next word only the country tells.
Fillers come from text; one closing of each kind is kept from the training of each country, so that
a network cannot have learned the pair by heart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seqdemo.demos.next_word.countries import COUNTRIES, Country
from seqdemo.demos.next_word.words import ENDS_SENTENCE, is_word, tokens_of

MAX_DISTANCE = 60
"""Words between opening and closing at most."""

EXACT = 6
"""So many words that are left are one sentence."""

LONGEST_FILLER = 9
"""Words of a filler sentence at most."""

OPENINGS = (
    "I grew up in",
    "I was born in",
    "I was raised in",
    "I spent my childhood in",
    "My family comes from",
    "I come from",
    "My parents moved here from",
    "Years ago I left",
)

CLOSINGS: Mapping[str, tuple[str, ...]] = {
    "language": (
        "I speak fluent",
        "My mother tongue is",
        "At home we always spoke",
        "I still dream in",
        "I taught my children to speak",
    ),
    "nationality": (
        "My passport is",
        "My parents are both",
        "I still cook",
        "I am proud to be",
        "What I miss most is",
    ),
    "capital": (
        "My sister lives in the capital,",
        "The capital of my country is",
        "Once a year I fly to the capital,",
    ),
    "country": (
        "One day I will go back to",
        "I still have many friends in",
        "Every summer I return to",
    ),
}
AFTER = {"I still cook": "food", "What I miss most is": "food"}
"""What follows the answer where a full stop cannot."""


@dataclass(frozen=True)
class Story:
    """A text whose last word only its opening tells.

    Attributes:
        opening: Up to the country and a full stop.
        fillers: Tokens between.
        closing: Tokens up to the blank.
        answer: The word that belongs there.
        after: What follows it.
    """

    opening: tuple[str, ...]
    fillers: tuple[str, ...]
    closing: tuple[str, ...]
    answer: str
    after: tuple[str, ...] = (".",)

    @property
    def before(self) -> list[str]:
        """Tokens up to the blank."""
        return [*self.opening, *self.fillers, *self.closing]

    @property
    def tokens(self) -> list[str]:
        """The whole text."""
        return [*self.before, self.answer, *self.after]


class Fillers:
    """Filler sentences by their number of words.

    Args:
        sentences: Tokens of sentences; those that name a country, language or capital, are too
            long or do not end are left out.
    """

    def __init__(self, sentences: Iterable[Sequence[str]]) -> None:
        telling = {word.lower() for word in telling_words()}
        self.by_words: dict[int, list[tuple[str, ...]]] = {}
        for tokens in sentences:
            words = sum(is_word(token) for token in tokens)
            ends = tokens[-1] in ENDS_SENTENCE
            if ends and words <= LONGEST_FILLER and not telling & {t.lower() for t in tokens}:
                self.by_words.setdefault(words, []).append(tuple(tokens))

    def draw(self, distance: int, rng: np.random.Generator) -> tuple[str, ...]:
        """Tokens of sentences that have `distance` words together.

        Raises:
            ValueError: If no sentences add up to it.
        """
        drawn: list[str] = []
        while distance > 0:
            length = self._length(distance, rng)
            choices = self.by_words[length]
            drawn.extend(choices[rng.integers(len(choices))])
            distance -= length
        return tuple(drawn)

    def _length(self, distance: int, rng: np.random.Generator) -> int:
        """Words of a sentence that fits, common lengths more often; the last one fits exactly."""
        if distance <= EXACT and distance in self.by_words:
            return distance
        lengths, shares = self._shares(min(distance, LONGEST_FILLER))
        return int(lengths[np.searchsorted(shares, rng.random() * shares[-1], side="right")])

    def _shares(self, longest: int) -> tuple[np.ndarray, np.ndarray]:
        """Lengths up to a longest one, and how many sentences have that length or a lower one."""
        lengths = np.array(sorted(length for length in self.by_words if 0 < length <= longest))
        if not len(lengths):
            raise ValueError(f"no filler sentence has {longest} words or fewer")
        return lengths, np.cumsum([len(self.by_words[length]) for length in lengths])


def telling_words() -> set[str]:
    """Words that give a country away."""
    return {word for c in COUNTRIES for word in (c.country, c.language, c.nationality, c.capital)}


def held_out(country: Country, kind: str, closing: int) -> bool:
    """Whether no network was trained on this closing after this country."""
    return (COUNTRIES.index(country) + closing) % len(CLOSINGS[kind]) == 0


def story(
    opening: int, country: Country, kind: str, closing: int, fillers: tuple[str, ...]
) -> Story:
    """A story of these parts."""
    words = CLOSINGS[kind][closing]
    return Story(
        (*tokens_of(OPENINGS[opening]), *tokens_of(country.article + country.country), "."),
        fillers,
        (*tokens_of(words), *(tokens_of(country.article) if kind == "country" else ())),
        getattr(country, kind),
        (AFTER[words], ".") if words in AFTER else (".",),
    )


def training_stories(
    count: int, fillers: Fillers, seed: int, max_distance: int = MAX_DISTANCE
) -> list[Story]:
    """Stories of pairs that are not held out, at all distances up to `max_distance` words."""
    rng = np.random.default_rng([seed, 1, max_distance])
    drawn: list[Story] = []
    while len(drawn) < count:
        country = COUNTRIES[rng.integers(len(COUNTRIES))]
        kind = str(rng.choice(list(CLOSINGS), p=(0.4, 0.3, 0.15, 0.15)))
        closing = int(rng.integers(len(CLOSINGS[kind])))
        if not held_out(country, kind, closing):
            between = fillers.draw(int(rng.integers(max_distance + 1)), rng)
            opening = int(rng.integers(len(OPENINGS)))
            drawn.append(story(opening, country, kind, closing, between))
    return drawn


def test_stories(distance: int, fillers: Fillers, seed: int) -> list[Story]:
    """Stories of all held-out pairs at one distance, an opening drawn for each."""
    rng = np.random.default_rng([seed, 2, distance])
    return [
        story(int(rng.integers(len(OPENINGS))), country, kind, n, fillers.draw(distance, rng))
        for country in COUNTRIES
        for kind in CLOSINGS
        for n in range(len(CLOSINGS[kind]))
        if held_out(country, kind, n)
    ]
