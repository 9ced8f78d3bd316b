"""Properties of pieces of a translation that a unit may encode."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.text_properties import Property
from seqdemo.demos.translation.languages import LANGUAGES
from seqdemo.demos.translation.pieces import INSIDE, shown

NEGATIONS = "no not nobody nothing without nicht kein keine keinen keiner ohne ne pas sans aucun"
PLURALS = (
    "men women people children boys girls dogs workers players Männer Frauen Leute Menschen "
    "Kinder Jungen Mädchen Hunde Personen hommes femmes gens personnes enfants garçons filles "
    "chiens joueurs"
)
ARTICLES = "a an the ein eine einen einem einer der die das den dem des un une le la les du l"
COLOURS = (
    "black white red blue green yellow brown orange schwarzen schwarze weiße weißen rote roten "
    "blaue blauen grüne grünen gelbe gelben braune braunen noir noire blanc blanche rouge bleu "
    "bleue vert verte jaune brun brune"
)
MARKS = [".", ",", "!", "?", "'", "·", '"', "-"]


def piece_properties(corpus: Corpus) -> Mapping[str, Property]:
    """What each piece of drawn translations is: (N,) values by name."""
    starts = np.asarray(corpus.starts)
    ends = np.append(starts[1:], len(corpus))
    lengths = np.repeat(ends - starts, ends - starts)
    place = np.arange(len(corpus)) - np.repeat(starts, ends - starts)
    words = np.array(corpus.labels)
    tags = np.repeat(words[starts], ends - starts)
    inside = np.array([label[0] == INSIDE and len(label) > 1 for label in corpus.labels])
    yes_or_no = {
        "first": ("the first piece", place == 1),
        "last": ("the last piece", place == lengths - 1),
        "inside": ("a piece that goes on with a word", inside),
        "negation": ("a word of negation", np.isin(words, NEGATIONS.split())),
        "plural": ("a noun in the plural", np.isin(words, PLURALS.split())),
        "article": ("an article", np.isin(words, ARTICLES.split())),
        "colour": ("a colour", np.isin(words, COLOURS.split())),
        "mark": ("a punctuation mark", np.isin(words, [*MARKS, *(INSIDE + m for m in MARKS)])),
    }
    for code, name in LANGUAGES.items():
        yes_or_no[f"in_{code}"] = f"a piece of {name}", tags == shown(f"<{code}>")
    found = {
        name: Property(title, values.astype(np.float32))
        for name, (title, values) in yes_or_no.items()
    }
    found["place"] = Property("the position in the sentence", place.astype(np.float32), False)
    return found
