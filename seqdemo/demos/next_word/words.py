"""Words and marks of a text, and their numbers.

Upper and lower case are one word; a word is shown as it stands most often inside a sentence: "I",
"Tom", "coffee".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from seqdemo.core.vocabulary import Vocabulary

PAD, START, END, UNKNOWN, NAME, NUMBER = range(6)
SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>", "<name>", "<number>")
"""An unknown word with a capital counts as a name, one of digits as a number."""

MARKS = (".", ",", "!", "?", ";", ":", "...", '"', "(", ")", "-")
ENDS_SENTENCE = (".", "!", "?", "...")
LONGEST_ABBREVIATION = 4
GLUED = (*ENDS_SENTENCE, ",", ";", ":", ")")
"""Marks that are written without a space before them."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\.\.\.|[.,!?;:\"()-]")
_CURLY = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."}
)


def tokens_of(text: str) -> list[str]:
    """Words and marks of a text as they are written: `I'm here.` has three.

    Signs of any other kind are left out.
    """
    return _TOKEN.findall(text.translate(_CURLY))


def is_word(token: str) -> bool:
    """Whether a token is a word or a number, rather than a mark."""
    return token[:1].isalnum()


@dataclass(frozen=True)
class Lexicon:
    """Words a network knows, each as it is shown.

    Attributes:
        vocabulary: Special symbols, marks, then words, commonest first.
    """

    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.vocabulary)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """All words in lower case, by number."""
        return tuple(shown.lower() for shown in self.vocabulary.symbols)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {word: number for number, word in enumerate(self.lower)}

    def number(self, token: str) -> int:
        """Number of a token in any case; that of a kind of unknown word if it is not known."""
        found = self._numbers.get(token.lower())
        if found is not None:
            return found
        if token[:1].isdigit():
            return NUMBER
        return NAME if token[:1].isupper() else UNKNOWN

    def numbers(self, tokens: Iterable[str]) -> list[int]:
        """Numbers of tokens."""
        return [self.number(token) for token in tokens]

    def shown(self, number: int) -> str:
        """A word as it is written inside a sentence."""
        return self.vocabulary.symbols[number]


def lexicon_of(
    sentences: Iterable[Sequence[str]], also: Iterable[str] = (), least: int = 3
) -> Lexicon:
    """Words that stand in at least `least` of the sentences' places, and those of `also`.

    A word's form is the commonest one inside sentences, where a capital says more.
    """
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for tokens in sentences:
        for place, token in enumerate(tokens):
            counts[token.lower()] += 1
            if place > 0:
                forms.setdefault(token.lower(), Counter())[token] += 1
    for token in also:
        counts[token.lower()] += least
        forms.setdefault(token.lower(), Counter())[token] += least
    known = [word for word, count in counts.items() if count >= least and is_word(word)]
    known.sort(key=lambda word: (-counts[word], word))
    shown = (_tidy(forms[word].most_common(1)[0][0]) if word in forms else word for word in known)
    return Lexicon(Vocabulary((*SPECIAL, *MARKS, *shown)))


def _tidy(form: str) -> str:
    """A form without the capitals of a headline; short ones are abbreviations."""
    return form.capitalize() if form.isupper() and len(form) > LONGEST_ABBREVIATION else form


def written(tokens: Sequence[str]) -> str:
    """Tokens as a person writes them: no space before a mark, a capital to begin with."""
    text = ""
    for token in tokens:
        glued = (
            not text or token in (".", ",", "!", "?", ";", ":", "...", ")") or text.endswith("(")
        )
        text += token if glued else f" {token}"
    return text[:1].upper() + text[1:]
