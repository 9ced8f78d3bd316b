"""Measures of texts: what is likely, what is written, surprise."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

import numpy as np

from seqdemo.core.sampling import Sampling, surprise
from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.demos.shakespeare.lesson.reading import Networks, known, read
from seqdemo.demos.shakespeare.query import Write

HAMLET = "To be, or not to be: that is the question."
PHONE = "My phone is out of battery again."


def next_letter(networks: Networks, begin: str, cell: str = "lstm") -> str:
    """The character that most likely comes next."""
    row = read(networks(cell), begin, cell).logits
    assert row is not None
    return str(known(networks, cell).symbols[int(row[-1].argmax())])


def letter_chance(networks: Networks, letter: str, begin: str, cell: str = "lstm") -> float:
    """Probability of a letter after a beginning, as a capital or small."""
    both = sorted({letter.lower(), letter.upper()})
    return sum(chance(networks, begin, one, cell=cell) for one in both)


def chance(
    networks: Networks, begin: str, letter: str, t: float = 1.0, cell: str = "lstm"
) -> float:
    """Probability of a character after a beginning, at a temperature."""
    row = read(networks(cell), begin, cell).logits
    assert row is not None
    p = Sampling(temperature=t).probabilities(row[-1])
    return float(p[known(networks, cell).encode(letter)[0]])


def twice(networks: Networks, begin: str, t: float, length: int = 60) -> str:
    """Whether two texts of different seeds are "the same" or "different"."""
    one, two = (written(networks, begin, t, length, seed) for seed in (1, 2))
    return "the same" if one == two else "different"


def written(
    networks: Networks, begin: str, t: float, length: int = 60, seed: int = 1, cell: str = "lstm"
) -> str:
    """What it writes after a beginning."""
    return _written(networks(cell), begin, float(t), length, seed, cell)


def circles(networks: Networks, begin: str, t: float, length: int = 240) -> str:
    """Whether a text it writes comes to its last 20 characters a third time: "yes" or "no"."""
    text = written(networks, begin, t, length)
    return "yes" if text.count(text[-20:]) > 2 else "no"


def surprised(networks: Networks, begin: str, t: float, length: int = 240, seed: int = 1) -> float:
    """Surprisal of a text it writes at a temperature, bits a character, mean of the text."""
    text = written(networks, begin, t, length, seed)
    return float(_bits(networks, begin + text, "lstm")[len(begin) :].mean())


def bits(networks: Networks, text: str, cell: str = "lstm") -> float:
    """Surprisal of a given text, bits a character, mean of the text."""
    return float(_bits(networks, text, cell)[1:].mean())


def surprising_word(networks: Networks, text: str, cell: str = "lstm") -> str:
    """The word of a text with the most bits of surprisal in all, marks left out."""
    found, sums, place = _bits(networks, text, cell), dict[str, float](), 0
    for word in text.split(" "):
        name = word.strip(",.;:!?")
        sums[name] = max(sums.get(name, 0.0), float(found[place : place + len(word)].sum()))
        place += len(word) + 1
    return max(sums, key=sums.__getitem__)


def more_surprising(networks: Networks, cold: float, hot: float) -> str:
    """Which text surprises it more, of two temperatures: "cold" or "hot"."""
    one, two = (surprised(networks, "ROMEO:\n", t) for t in (cold, hot))
    return "cold" if one > two else "hot"


def less_surprising(networks: Networks) -> str:
    """Which sentence surprises it less: "hamlet" or "phone"."""
    return "hamlet" if bits(networks, HAMLET) < bits(networks, PHONE) else "phone"


def _bits(networks: Networks, text: str, cell: str) -> FloatArray:
    """Surprisal of each character, (T,), bits; 0 of the first."""
    logits = read(networks(cell), text, cell).logits
    assert logits is not None
    found = surprise(logits[:-1], known(networks, cell).encode(text)[1:])
    return np.concatenate([np.zeros(1, np.float32), found])


@lru_cache(maxsize=64)
def _written(model: Any, begin: str, t: float, length: int, seed: int, cell: str) -> str:
    from seqdemo.demos.shakespeare.task import TASK

    asked = Write(begin, length, cast(CellKind, cell), Sampling(temperature=t, seed=seed))
    return str(TASK.predict(model, asked).text)


MEASURES = {
    one.__name__: one
    for one in (
        next_letter,
        letter_chance,
        chance,
        twice,
        written,
        circles,
        surprised,
        bits,
        surprising_word,
        more_surprising,
        less_surprising,
    )
}
