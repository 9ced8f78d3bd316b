"""Measures for lessons: what a reader makes of a neatly drawn word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from seqdemo.demos.word_reader.examples import SHAPED, shapes
from seqdemo.demos.word_reader.explore import drawn
from seqdemo.demos.word_reader.query import ReadWord, as_cell
from seqdemo.demos.word_reader.reading import NO_WORD
from seqdemo.demos.word_reader.typed import in_a_hand
from seqdemo.handwriting.script import LETTERS

if TYPE_CHECKING:
    from seqdemo.core.trace import FloatArray, Trace

Networks = Callable[[str], Any]
HAND = 0
"""The hand of words that the examples do not hold."""


def neat(word: str) -> tuple[str, ...]:
    """A word as lessons draw it: in the hand of the examples, or in hand 0.

    Raises:
        ValueError: If it is not 1 to 12 letters a to z.
    """
    return shapes(word) if word and set(word) <= SHAPED else in_a_hand(word, HAND)


def reading(networks: Networks, word: str, cell: str = "gru") -> str:
    """The word that a network reads; "no word I know" for none."""
    return _reading(networks, ReadWord(neat(word), _cell(cell))).word or NO_WORD


def sureness(networks: Networks, word: str, cell: str = "gru") -> float:
    """Probability of the word that a network reads, 0..1."""
    return float(_reading(networks, ReadWord(neat(word), _cell(cell))).probability)


def reads(networks: Networks, drawing: str, cell: str = "gru") -> str:
    """The word that a network reads from a drawing as links hold it; "no word I know" for none."""
    return _reading(networks, ReadWord(drawn(drawing).drawing, _cell(cell))).word or NO_WORD


def guess(networks: Networks, begin: str, cell: str = "gru") -> str:
    """The word that a beginning will most likely be."""
    words, p = _becoming(networks, begin, cell)
    return words[int(p.argmax())] or NO_WORD


def next_letter(networks: Networks, begin: str, cell: str = "gru") -> str:
    """The letter that most likely comes after a beginning: of all words it may still become."""
    words, p = _becoming(networks, begin, cell)
    following = dict.fromkeys(LETTERS, 0.0)
    for word, chance in zip(words, p, strict=True):
        if word.startswith(begin) and len(word) > len(begin):
            following[word[len(begin)]] += float(chance)
    return max(following, key=lambda letter: following[letter])


def apart(networks: Networks, word: str, other: str, cell: str = "gru") -> float:
    """Distance of the last hidden states of two words, root of the sum of squares."""
    one, two = (_trace(networks, text, cell).layers[-1].hidden[-1] for text in (word, other))
    return float(np.linalg.norm(one - two))


def _reading(networks: Networks, query: ReadWord) -> Any:
    from seqdemo.demos.word_reader.task import TASK

    return TASK.predict(networks(query.cell), query)


def _trace(networks: Networks, word: str, cell: str) -> Trace:
    from seqdemo.demos.word_reader.task import TASK

    return TASK.trace(networks(cell), ReadWord(neat(word), _cell(cell)))


def _becoming(networks: Networks, begin: str, cell: str) -> tuple[tuple[str, ...], FloatArray]:
    """Words, "" for none known, and the probability that a beginning becomes each."""
    import torch

    from seqdemo.demos.word_reader.network import WordReader
    from seqdemo.demos.word_reader.task import TASK

    reader = cast(WordReader, networks(cell))
    grids = torch.from_numpy(ReadWord(neat(begin), _cell(cell)).grids())
    with torch.inference_mode():
        p = reader.words(reader(grids[None])[0, -1], ended=False).exp()
    return TASK.classes(reader), p.numpy()


def _cell(name: str) -> Any:
    found = as_cell(name)
    if found is None:
        raise ValueError(f"no network is called {name[:20]!r}; there are rnn, gru and lstm")
    return found


MEASURES = {
    "reading": reading,
    "sureness": sureness,
    "reads": reads,
    "guess": guess,
    "next_letter": next_letter,
    "apart": apart,
}
