"""Measures for lessons: the mood of a sentence, word by word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seqdemo.demos.sentiment.answer import Mood, named, turn_of
from seqdemo.demos.sentiment.query import Judge

Networks = Callable[[str], Any]


def mood(networks: Networks, text: str, cell: str = "lstm") -> float:
    """Mood after the last word, -1 (negative) to +1 (positive)."""
    return float(_judged(networks, text, cell).values[-1])


def verdict(networks: Networks, text: str, cell: str = "lstm") -> str:
    """The mood after the last word: "positive", "negative" or "mixed or neither"."""
    return named(mood(networks, text, cell))


def turning_word(networks: Networks, text: str, cell: str = "lstm") -> str:
    """The word that moved the mood most when it was read."""
    judged = _judged(networks, text, cell)
    return judged.words[turn_of(judged.values)]


def mood_after(networks: Networks, text: str, words: int, cell: str = "lstm") -> float:
    """Mood after so many words of a sentence."""
    return float(_judged(networks, text, cell).values[words - 1])


def _judged(networks: Networks, text: str, cell: str) -> Mood:
    from seqdemo.demos.sentiment.task import TASK

    judged: Mood = TASK.predict(networks(cell), Judge(text))
    return judged


MEASURES = {one.__name__: one for one in (mood, verdict, turning_word, mood_after)}
