"""Properties of text that a unit may encode, per character."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from seqdemo.core.trace import FloatArray

_SPEAKER = re.compile(r"^[A-Z][A-Za-z' ]{0,40}(?=:$)", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Property:
    """Something a character of a text is, or how much.

    Attributes:
        title: In words, "" for none.
        values: One number a step, (N,); 0 or 1 if `binary`.
        binary: Whether it is a yes or no.
    """

    title: str
    values: FloatArray
    binary: bool = True


def text_properties(text: str) -> Mapping[str, Property]:
    """What each character of a play is: (N,) values by name."""
    lines = _place_in_line(text)
    yes_or_no = {
        "letter": ("inside a word", [char.isalpha() or char == "'" for char in text]),
        "space": ("between two words", [char == " " for char in text]),
        "newline": ("after a newline", [char == "\n" for char in text]),
        "speaker": ("inside a speaker's name", _in_speaker(text)),
        "capital": ("a capital letter", [char.isupper() for char in text]),
        "vowel": ("a vowel", [char in "aeiouAEIOU" for char in text]),
        "sentence_end": ("the end of a sentence", [char in ".?!" for char in text]),
    }
    found = {
        name: Property(title, np.array(values, np.float32))
        for name, (title, values) in yes_or_no.items()
    }
    found["line_place"] = Property("the position in the line", lines, binary=False)
    found["word_place"] = Property("the position in the word", _place_in_word(text), binary=False)
    return found


def _in_speaker(text: str) -> list[bool]:
    """Whether a character belongs to a name that stands alone on a line, before its colon."""
    inside = [False] * len(text)
    for found in _SPEAKER.finditer(text):
        inside[found.start() : found.end()] = [True] * (found.end() - found.start())
    return inside


def _place_in_line(text: str) -> FloatArray:
    return _since(text, lambda char: char == "\n")


def _place_in_word(text: str) -> FloatArray:
    return _since(text, lambda char: not (char.isalpha() or char == "'"))


def _since(text: str, resets: Callable[[str], bool]) -> FloatArray:
    """Characters since the last one that starts anew, which has 0 itself."""
    places, now = [], 0
    for char in text:
        now = 0 if resets(char) else now + 1
        places.append(now)
    return np.array(places, np.float32)
