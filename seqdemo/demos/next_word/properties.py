"""Properties of words that a unit may encode."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.text_properties import Property
from seqdemo.core.trace import FloatArray
from seqdemo.demos.next_word.agreement import NOUNS, VERBS
from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.words import ENDS_SENTENCE, MARKS, SPECIAL

NEGATIONS = "not never no nobody nothing nowhere neither nor none without cannot"
PRONOUNS = "I you he she it we they me him her us them"
PLACES = "in on at of with near by over under through into from behind beside"
QUESTIONS = "what who where when why how which whose"


def word_properties(corpus: Corpus) -> Mapping[str, Property]:
    """What each word of a corpus is, and what stands before it: (N,) values by name."""
    words = np.array([label.lower() for label in corpus.labels])
    place = _place(corpus, words)
    negation = np.isin(words, NEGATIONS.split()) | np.char.endswith(words, "n't")
    singular, plural = (np.isin(words, [pair[n] for pair in NOUNS]) for n in (0, 1))
    yes_or_no = {
        "first": ("the first word of a sentence", place == 1),
        "mark": ("a mark", np.isin(words, MARKS)),
        "plural": ("a noun in the plural", plural),
        "singular": ("a noun in the singular", singular),
        "awaits_plural": ("after a plural subject, before its verb", _awaits(words, plural)),
        "awaits_singular": ("after a singular subject, before its verb", _awaits(words, singular)),
        "negation": ("a negation", negation),
        "negated": ("after a negation, in the same sentence", _since(words, negation)),
        "question": ("a question word", np.isin(words, QUESTIONS.split())),
        "pronoun": ("a pronoun", np.isin(words, PRONOUNS.lower().split())),
        "where": ("a word like in, on or with", np.isin(words, PLACES.split())),
        "country": ("a country", np.isin(words, [c.country.lower() for c in COUNTRIES])),
        "language": ("a language", np.isin(words, [c.language.lower() for c in COUNTRIES])),
    }
    found = {
        name: Property(title, values.astype(np.float32))
        for name, (title, values) in yes_or_no.items()
    }
    found["place"] = Property("the position in the sentence", place, binary=False)
    return found


def _place(corpus: Corpus, words: np.ndarray) -> FloatArray:
    """Words since the beginning of the sentence, (N,); 0 where a text begins."""
    begins = np.zeros(len(words), bool)
    begins[corpus.starts] = True
    place, found = 0, np.zeros(len(words), np.float32)
    for step in range(len(words)):
        ended = step > 0 and words[step - 1] in ENDS_SENTENCE
        place = 0 if begins[step] else 1 if ended else place + 1
        found[step] = place
    return found


def _since(words: np.ndarray, event: np.ndarray) -> np.ndarray:
    """Whether something has been in the same sentence before, (N,)."""
    return _between(words, event, np.isin(words, (*ENDS_SENTENCE, SPECIAL[1])))


def _awaits(words: np.ndarray, nouns: np.ndarray) -> np.ndarray:
    """Whether the first noun of a sentence is one of these and its verb has not come yet, (N,)."""
    verbs = [verb for pair in VERBS for verb in pair]
    every = np.isin(words, [noun for pair in NOUNS for noun in pair])
    first = nouns & ~_since(words, every)
    ends = np.isin(words, (*ENDS_SENTENCE, SPECIAL[1], *verbs))
    return _between(words, first, ends)


def _between(words: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Steps after one that begins it and before one that ends it, (N,)."""
    on, found = False, np.zeros(len(words), bool)
    for step in range(len(words)):
        on = on and not ends[step]
        found[step] = on
        on = on or bool(begins[step])
    return found
