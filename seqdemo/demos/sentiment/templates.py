"""Training sentences from templates: negation and contrast.

Phrases of the treebank hold few of them. Words and frames are others than those of the contrast
pairs (`contrast.tsv`), which measure whether a network has learned the rule and not the sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_PRAISE = """
charming clever touching gripping witty delightful engaging smart thrilling original satisfying
entertaining superb lovely moving exciting beautiful likable fascinating impressive effective cool
popular nice convincing powerful strong successful appealing decent talented intriguing perfect
believable happy subtle intelligent memorable special attractive rich unique compelling amazing
remarkable cute amusing solid honest wise bright creative generous delicate stunning hilarious
humorous refreshing sweet helpful useful friendly comfortable tasty elegant warm graceful
"""
_BLAME = """
dull clumsy tedious lifeless awful stale messy shallow lazy silly annoying forgettable pointless
painful flat bland ugly weak tiresome predictable slow poor confusing thin difficult contrived sad
sick dumb lame limited inept corny absurd harsh nasty depressing creepy pathetic mediocre forced
formulaic muddled vague unrealistic rushed unfunny preposterous tired cheesy ridiculous irritating
sloppy cold naive rude noisy dirty useless hopeless awkward pretentious
"""
PRAISE, BLAME = tuple(_PRAISE.split()), tuple(_BLAME.split())
_ADMIRE = "admire adore appreciate trust respect cherish treasure applaud"
_DESPISE = "despise regret resent fear detest loathe dread reject"
_JOYS = "joy charm wit skill depth spark warmth magic humor courage style grace"
_FLAWS = "flaws mistakes trouble pain nonsense waste clutter noise dirt errors regrets doubts"
_SHINES = "shines delights charms glows soars sparkles impresses moves"
_DRAGS = "drags stumbles annoys irritates sags offends collapses stinks"
KINDS = tuple(
    (tuple(glad.split()), tuple(sad.split()))
    for glad, sad in ((_ADMIRE, _DESPISE), (_JOYS, _FLAWS), (_SHINES, _DRAGS))
)
"""Verbs, nouns and verbs, glad and sad."""

SUBJECTS = ("the film", "it", "this movie", "the story", "the acting", "the script", "the ending")

NEGATIONS: tuple[tuple[str, float, float], ...] = (
    ("{s} is not {w}", 0.08, 0.80),
    ("{s} is n't {w}", 0.08, 0.80),
    ("{s} is n't very {w}", 0.10, 0.70),
    ("{s} is not at all {w}", 0.04, 0.85),
    ("{s} is never {w}", 0.06, 0.88),
    ("{s} is hardly {w}", 0.10, 0.78),
    ("{s} is far from {w}", 0.07, 0.85),
    ("{s} is anything but {w}", 0.05, 0.90),
    ("{s} was not that {w}", 0.12, 0.72),
    ("{s} was never for a moment {w}", 0.05, 0.90),
    ("i do not think {s} is {w}", 0.10, 0.80),
    ("nobody could call {s} {w}", 0.08, 0.85),
    ("{s} is never not {w}", 0.92, 0.08),
    ("there is no way to say that {s} is not {w}", 0.88, 0.12),
    ("i can not say that {s} is not {w}", 0.82, 0.18),
    ("it is not as if {s} were not {w}", 0.80, 0.20),
    ("no one says that {s} is not {w}", 0.82, 0.16),
    ("it is hard not to find {s} {w}", 0.92, 0.08),
    ("there is no denying that {s} is {w}", 0.94, 0.06),
    ("i doubt that {s} is {w}", 0.12, 0.72),
    ("{s} is so {w}", 0.97, 0.03),
    ("{s} is {w}", 0.95, 0.05),
)
"""Frame, and the share of readers who would call it positive with a word of praise, of blame."""

BARE: tuple[tuple[str, float, float], ...] = (
    ("not {w}", 0.10, 0.72),
    ("never {w}", 0.08, 0.85),
    ("not at all {w}", 0.05, 0.85),
    ("not too {w}", 0.20, 0.75),
    ("is n't {w}", 0.08, 0.78),
    ("was not {w}", 0.08, 0.78),
    ("no , it is not {w}", 0.08, 0.80),
    ("i did not find it {w}", 0.07, 0.83),
    ("i was told it is {w} and it is not", 0.07, 0.88),
    ("{w}", 0.95, 0.05),
)
"""The same without a subject."""

OTHERS: tuple[tuple[tuple[str, float, float], ...], ...] = (
    (
        ("i {w} it", 0.95, 0.05),
        ("i did not {w} it", 0.10, 0.78),
        ("i do n't {w} this one", 0.10, 0.78),
        ("we could never {w} it", 0.08, 0.82),
        ("it is not that i did not {w} it", 0.72, 0.28),
        ("nobody would not {w} it", 0.85, 0.15),
        ("there was little to {w}", 0.12, 0.75),
        ("i can not help but {w} it", 0.93, 0.07),
    ),
    (
        ("full of {w}", 0.93, 0.06),
        ("no {w}", 0.08, 0.82),
        ("no {w} at all", 0.05, 0.86),
        ("without {w}", 0.10, 0.80),
        ("not without {w}", 0.75, 0.30),
        ("there is no {w} in it", 0.07, 0.82),
        ("it has little {w} and less sense", 0.05, 0.25),
        ("free of {w}", 0.12, 0.88),
    ),
    (
        ("it {w}", 0.95, 0.05),
        ("it never {w}", 0.08, 0.86),
        ("it rarely {w}", 0.12, 0.78),
        ("nothing here {w}", 0.07, 0.80),
        ("it {w} from start to finish", 0.96, 0.04),
        ("it no longer {w}", 0.12, 0.72),
    ),
)
"""Frames for the three of `KINDS`."""

TURNS: tuple[tuple[str, float, float], ...] = (
    ("{s} is {p} , not {b}", 0.96, 0.04),
    ("{s} is not {p} but {b}", 0.05, 0.93),
    ("{s} is {p} , but i found it {b}", 0.12, 0.85),
    ("i thought {s} would be {p} , but it is {b}", 0.05, 0.92),
    ("i hoped for something {p} and got something {b}", 0.04, 0.94),
    ("{s} should have been {p} ; instead it is {b}", 0.04, 0.93),
    ("{s} looks {p} , yet it is {b}", 0.08, 0.90),
    ("{s} looked {p} at first and turned out {b}", 0.05, 0.93),
    ("though {s} is {p} , the rest is {b}", 0.12, 0.88),
    ("{s} is {p} despite being {b}", 0.88, 0.12),
    ("{s} may be {p} , but it is also {b}", 0.20, 0.75),
    ("people told me {s} is {p} ; i find it {b}", 0.06, 0.92),
    ("{s} tries to be {p} and ends up {b}", 0.04, 0.93),
    ("{s} is less {b} than {p}", 0.90, 0.12),
    ("{s} could not be more {p} or less {b}", 0.96, 0.04),
)
"""Frame for two words that contradict each other: `p`, then `b` as praise and blame, and turned
round."""


def made_sentences() -> list[tuple[str, float]]:
    """All of them, with the share of readers whom they would call positive."""
    return [*_negations(), *_others(), *_turns()]


def _negations() -> Iterator[tuple[str, float]]:
    for frame, praised, blamed in BARE:
        yield from ((frame.format(w=word), praised) for word in PRAISE)
        yield from ((frame.format(w=word), blamed) for word in BLAME)
    framed = product(SUBJECTS, NEGATIONS)
    for turn, (subject, (frame, praised, blamed)) in enumerate(framed):
        for word in _some(PRAISE, turn):
            yield frame.format(s=subject, w=word), praised
        for word in _some(BLAME, turn):
            yield frame.format(s=subject, w=word), blamed
    for subject, word in product(SUBJECTS, ("original", "likable", "moving", "impressive")):
        yield f"{subject} is not without {word} moments", 0.75


def _others() -> Iterator[tuple[str, float]]:
    for (glad, sad), frames in zip(KINDS, OTHERS, strict=True):
        for frame, praised, blamed in frames:
            yield from ((frame.format(w=word), praised) for word in glad)
            yield from ((frame.format(w=word), blamed) for word in sad)


def _turns() -> Iterator[tuple[str, float]]:
    framed = product(SUBJECTS, TURNS)
    for turn, (subject, (frame, up, down)) in enumerate(framed):
        for praise, blame in zip(_some(PRAISE, turn), _some(BLAME, 3 * turn), strict=False):
            yield frame.format(s=subject, p=praise, b=blame), up
            yield frame.format(s=subject, p=blame, b=praise), down


def _some(words: tuple[str, ...], turn: int) -> tuple[str, ...]:
    """Every sixth word, from another one on each turn."""
    return words[turn % 6 :: 6]
