"""Measures for lessons: what a reader makes of a neatly drawn word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from seqdemo.demos.word_reader.examples import SHAPED, shapes
from seqdemo.demos.word_reader.explore import drawn
from seqdemo.demos.word_reader.query import ReadWord, as_cell
from seqdemo.demos.word_reader.reading import NO_WORD, guesses, remembered, softmax
from seqdemo.demos.word_reader.typed import in_a_hand
from seqdemo.handwriting.script import LETTERS

if TYPE_CHECKING:
    from seqdemo.core.trace import FloatArray, Trace

Networks = Callable[[str], Any]
SAME = 1e-3
"""States that are no further apart are the same."""

COUNTER = 161
"""Unit of the LSTM whose cell state falls by one with every letter."""

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
    following = _following(networks, begin, cell)
    return max(following, key=lambda letter: following[letter])


def letter_chance(networks: Networks, letter: str, begin: str, cell: str = "gru") -> float:
    """Probability that a letter comes after a beginning, 0..1."""
    return _following(networks, begin, cell).get(letter, 0.0)


def word_chance(networks: Networks, option: str, word: str, cell: str = "gru") -> float:
    """Probability that a network gives a word when it has read another one, 0..1."""
    trace = _trace(networks, word, cell)
    assert trace.logits is not None
    p, classes = softmax(trace.logits[-1]), trace.classes
    name = "" if option == NO_WORD else option
    return float(p[classes.index(name)]) if name in classes else 0.0


def apart(networks: Networks, word: str, other: str, cell: str = "gru") -> float:
    """Distance of the last hidden states of two words, root of the sum of squares."""
    one, two = (_trace(networks, text, cell).layers[-1].hidden[-1] for text in (word, other))
    return float(np.linalg.norm(one - two))


def alike(networks: Networks, word: str, other: str, cell: str = "gru") -> str:
    """Whether the last hidden states of two words are "the same" or "different"."""
    return "the same" if apart(networks, word, other, cell) < SAME else "different"


def settles(networks: Networks, word: str, cell: str = "gru") -> int:
    """The letter, from 1, from which on the first guess is the word, to its end."""
    firsts = [row[0][0] for row in guesses(_trace(networks, word, cell), 1)]
    wrong = [n for n, first in enumerate(firsts, 1) if first != word]
    if wrong and wrong[-1] == len(firsts):
        raise ValueError(f"it does not read {word} as such")
    return max(wrong, default=0) + 1


def first_chance(networks: Networks, word: str, letters: int, cell: str = "gru") -> float:
    """Probability of the first guess after so many letters of a word, 0..1."""
    return guesses(_trace(networks, word, cell), 1)[letters - 1][0][1]


def ahead(networks: Networks, word: str, letters: int, cell: str = "gru") -> float:
    """By how much the first guess is likelier than the second after so many letters, 0..1."""
    first, second = guesses(_trace(networks, word, cell), 2)[letters - 1]
    return first[1] - second[1]


def knows(networks: Networks, word: str, cell: str = "gru") -> str:
    """Whether a word is one of those a network can answer: "yes" or "no"."""
    return "yes" if word in networks(cell).config.words else "no"


def vocabulary(networks: Networks, cell: str = "gru") -> int:
    """How many words a network can answer."""
    return len(networks(cell).config.words)


def units(networks: Networks, cell: str = "gru") -> int:
    """Hidden units of a network."""
    return int(networks(cell).config.hidden_size)


def still(networks: Networks, word: str, place: int, cell: str = "gru") -> str:
    """The letter that a probe reads from the last state for a place of the word, from 1."""
    return remembered(_trace(networks, word, cell))[-1][place - 1][0]


def letters_kept(networks: Networks, word: str, cell: str = "gru") -> int:
    """How many letters of a word a probe reads back from the last state."""
    back = remembered(_trace(networks, word, cell))[-1]
    return sum(letter == right for (letter, _), right in zip(back, word, strict=True))


def keeps_most(networks: Networks, word: str) -> str:
    """The network from whose last state most letters are read back: "rnn", "gru" or "lstm"."""
    return max(("rnn", "gru", "lstm"), key=lambda cell: letters_kept(networks, word, cell))


def moved(networks: Networks, word: str, cell: str = "gru") -> float:
    """How far a unit moves from one letter to the next, on average over all; they span 2."""
    hidden = _trace(networks, word, cell).layers[-1].hidden
    return float(np.abs(np.diff(hidden, axis=0)).mean())


def memory(networks: Networks, word: str, letter: int, unit: int) -> float:
    """Cell state of an LSTM's unit, counted from 0, after a letter, counted from 1."""
    cells = _trace(networks, word, "lstm").layers[-1].cell_state
    assert cells is not None
    return float(cells[letter - 1, unit])


def miscounts(networks: Networks, word: str, unit: int = COUNTER) -> int:
    """The letter, from 1, at which the unit that counts letters moves least."""
    cells = _trace(networks, word, "lstm").layers[-1].cell_state
    assert cells is not None
    moved = np.diff(cells[:, unit], prepend=np.float32(0))
    return int(np.argmax(moved)) + 1  # it counts downwards


def gate(
    networks: Networks, word: str, name: str, letter: int, unit: int, cell: str = "gru"
) -> float:
    """Value of a gate of a unit, counted from 0, while a letter is read, counted from 1."""
    return float(_trace(networks, word, cell).layers[-1].gates[name][letter - 1, unit])


def gates(networks: Networks, word: str, name: str, cell: str = "gru") -> float:
    """Mean of a gate over all letters of a word and all units, 0..1."""
    return float(_trace(networks, word, cell).layers[-1].gates[name].mean())


def copies(networks: Networks, word: str, cell: str = "gru") -> int:
    """How many sets of recurrent weights read a word: one a layer, however long the word is."""
    return len(_trace(networks, word, cell).layers)


def _reading(networks: Networks, query: ReadWord) -> Any:
    from seqdemo.demos.word_reader.task import TASK

    return TASK.predict(networks(query.cell), query)


def _trace(networks: Networks, word: str, cell: str) -> Trace:
    from seqdemo.demos.word_reader.task import TASK

    return TASK.trace(networks(cell), ReadWord(neat(word), _cell(cell)))


def _following(networks: Networks, begin: str, cell: str) -> dict[str, float]:
    """Probability of each letter after a beginning; of none, where it is a whole word."""
    words, p = _becoming(networks, begin, cell)
    following = dict.fromkeys(LETTERS, 0.0)
    for word, chance in zip(words, p, strict=True):
        if word.startswith(begin) and len(word) > len(begin):
            following[word[len(begin)]] += float(chance)
    return following


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
    measure.__name__: measure
    for measure in (
        reading, sureness, reads, guess, next_letter, apart, alike, settles, first_chance, ahead,
        knows, vocabulary, units, still, letters_kept, moved, keeps_most, memory, miscounts,
        gate, gates, copies, letter_chance, word_chance,
    )
}  # fmt: skip
CHANCES = {"next_letter": "letter_chance", "reading": "word_chance"}
"""Measure that names the likeliest of several -> measure that gives the probability of one."""
