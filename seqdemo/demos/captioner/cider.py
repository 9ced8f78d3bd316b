"""CIDEr-D: consensus of a caption with people's captions.

Vedantam, Zitnick and Parikh, "CIDEr: Consensus-based Image Description Evaluation", CVPR 2015,
section 5 and, for the "-D" (clipped counts and a penalty on lengths that differ), section 6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

LONGEST = 4  # words of an n-gram
SIGMA = 6.0  # words; of the length penalty
SCALE = 10.0

Words = Sequence[Hashable]
NGram = tuple[Hashable, ...]


def ngrams(words: Words) -> list[Counter[NGram]]:
    """How often each n-gram occurs, for n = 1 to 4."""
    words = tuple(words)
    return [
        Counter(words[start : start + n] for start in range(len(words) - n + 1))
        for n in range(1, LONGEST + 1)
    ]


class _Vector(NamedTuple):
    """A caption as tf-idf weights of its n-grams, for each n."""

    weights: list[dict[NGram, float]]
    norms: list[float]
    length: int


class CiderD:
    """Scores captions of photos against what people wrote.

    An n-gram counts the less the more photos it is said of: its weight is the logarithm of the
    number of photos over the number of those with a reference that holds it.

    Args:
        references: Of each photo, captions as words.
    """

    def __init__(self, references: Sequence[Sequence[Words]]) -> None:
        counted = [[ngrams(caption) for caption in captions] for captions in references]
        self.photos_with: Counter[NGram] = Counter()
        for captions in counted:
            self.photos_with.update({gram for counts in captions for n in counts for gram in n})
        self.log_photos = log(max(1, len(references)))
        self.references = [[self._vector(counts) for counts in captions] for captions in counted]

    def score(self, photo: int, caption: Words) -> float:
        """CIDEr-D of a caption of a photo, by its number, 0..10."""
        made = self._vector(ngrams(caption))
        references = self.references[photo]
        return SCALE * sum(_likeness(made, each) for each in references) / len(references)

    def _vector(self, counts: Sequence[Counter[NGram]]) -> _Vector:
        weights = [{gram: count * self._rarity(gram) for gram, count in n.items()} for n in counts]
        norms = [sqrt(sum(weight * weight for weight in n.values())) for n in weights]
        return _Vector(weights, norms, counts[0].total())

    def _rarity(self, gram: NGram) -> float:
        return self.log_photos - log(max(1, self.photos_with[gram]))


def _likeness(made: _Vector, reference: _Vector) -> float:
    """Mean over n of the clipped cosine, times the length penalty."""
    cosines = 0.0
    rows = zip(made.weights, made.norms, reference.weights, reference.norms, strict=True)
    for ours, our_norm, theirs, their_norm in rows:
        if our_norm and their_norm:
            shared = ours.keys() & theirs.keys()
            product = sum(min(ours[gram], theirs[gram]) * theirs[gram] for gram in shared)
            cosines += product / (our_norm * their_norm)
    apart = made.length - reference.length
    return cosines / LONGEST * exp(-apart * apart / (2 * SIGMA * SIGMA))
