"""Sentences that test number agreement, with attractors.

After Linzen, Dupoux and Goldberg, "Assessing the Ability of LSTMs to Learn Syntax-Sensitive
Dependencies", 2016; the sentences are of our own making.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

MAX_ATTRACTORS = 4

_NOUNS = """
key/keys book/books car/cars dog/dogs cat/cats house/houses letter/letters door/doors
window/windows box/boxes boy/boys girl/girls teacher/teachers student/students doctor/doctors
friend/friends picture/pictures table/tables chair/chairs tree/trees flower/flowers bird/birds
shop/shops school/schools garden/gardens street/streets bridge/bridges village/villages road/roads
room/rooms bottle/bottles cup/cups plate/plates shirt/shirts shoe/shoes hat/hats bag/bags
phone/phones newspaper/newspapers song/songs story/stories problem/problems question/questions
answer/answers neighbor/neighbors cousin/cousins brother/brothers sister/sisters horse/horses
cow/cows
"""
NOUNS = tuple(tuple(pair.split("/")) for pair in _NOUNS.split())
"""Singular and plural."""

LINKS = ("near", "behind", "next to", "beside", "in front of", "under", "with", "by")
VERBS = (("is", "are"), ("was", "were"), ("has", "have"), ("doesn't", "don't"))
RESTS = {
    "is": "old|new|here|very nice|very old|not here|still there|quite expensive",
    "was": "old|here|very nice|not there|too small|quite expensive|gone",
    "has": "disappeared|been there for years|been sold|been found|not been seen since",
    "doesn't": "look new|look good|belong here|seem to matter|interest me",
}
ADJECTIVES = ("", "", "", "old ", "new ", "little ", "big ")


@dataclass(frozen=True)
class Agreement:
    """A sentence up to its verb.

    Attributes:
        before: Tokens up to the verb.
        right: The verb that agrees with the first noun.
        wrong: The verb that agrees with those between.
        after: Tokens after it.
        attractors: Nouns between, all of the other number.
    """

    before: tuple[str, ...]
    right: str
    wrong: str
    after: tuple[str, ...]
    attractors: int

    @property
    def tokens(self) -> list[str]:
        """The whole sentence."""
        return [*self.before, self.right, *self.after]


def sentences(
    count: int, seed: int, *, held_out: bool, attractors: int | None = None
) -> list[Agreement]:
    """Sentences with 0 to 4 nouns between subject and verb.

    Args:
        count: How many.
        seed: Of what is drawn.
        held_out: Draw only those whose subject never has its first neighbour in training.
        attractors: Nouns between, all of the other number than the subject; by default 0 to 4, of
            either number, as text has them.
    """
    rng = np.random.default_rng(
        [seed, 3, held_out, MAX_ATTRACTORS + 1 if attractors is None else attractors]
    )
    drawn: list[Agreement] = []
    while len(drawn) < count:
        between = int(rng.integers(MAX_ATTRACTORS + 1)) if attractors is None else attractors
        nouns = rng.choice(len(NOUNS), between + 1, replace=False)
        if is_held_out(nouns) is held_out or between == 0:
            drawn.append(_sentence(nouns, rng, opposite=attractors is not None))
    return drawn


def is_held_out(nouns: np.ndarray) -> bool:
    """Whether two nouns stand beside each other that never do in training."""
    return any((a + 2 * b) % 5 == 0 for a, b in pairwise(int(noun) for noun in nouns))


def _sentence(nouns: np.ndarray, rng: np.random.Generator, *, opposite: bool) -> Agreement:
    number = int(rng.integers(2))
    numbers = [1 - number if opposite else int(rng.integers(2)) for _ in nouns[1:]]
    words = ["The", *_noun(nouns[0], number, rng)]
    for noun, other in zip(nouns[1:], numbers, strict=True):
        words += [*str(rng.choice(LINKS)).split(), "the", *_noun(noun, other, rng)]
    verbs = VERBS[rng.integers(len(VERBS))]
    rest = str(rng.choice(RESTS[verbs[0]].split("|")))
    attractors = sum(other != number for other in numbers)
    return Agreement(
        tuple(words), verbs[number], verbs[1 - number], (*rest.split(), "."), attractors
    )


def _noun(noun: int, number: int, rng: np.random.Generator) -> list[str]:
    return f"{rng.choice(ADJECTIVES)}{NOUNS[noun][number]}".split()
