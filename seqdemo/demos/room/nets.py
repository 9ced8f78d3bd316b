"""Networks that a class can be: whole weights, two to five units.

All are `torch.nn.RNN` with ReLU and one output, written so that a head can do the sums:
h = max(0, W x + U h' + b), and "yes" where V h + c > 0.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

ALPHABET = "ab"
LONGEST = 8
"""Letters of a word at most: a class takes a minute for each."""

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Net:
    """Weights of a network, and what it is asked.

    Attributes:
        ask: Question that it answers with yes or no.
        word: A word to begin with.
        spread: What becomes of a wrong value in it, in a sentence.
        W: Input weights, (units, letters), letters as in `ALPHABET`.
        U: Recurrent weights, (units, units).
        b: Biases, (units).
        V: Weights of the read-out, (units).
        c: Bias of the read-out.
    """

    ask: str
    word: str
    spread: str
    W: Matrix
    U: Matrix
    b: tuple[float, ...]
    V: tuple[float, ...]
    c: float = -0.5

    @property
    def units(self) -> int:
        """How many units it has."""
        return len(self.b)

    def data(self) -> dict[str, Any]:
        """Shape and weights as `seqdemo/web/tiny/network.js` has them."""
        flat = [w for matrix in (self.W, self.U) for row in matrix for w in row]
        shape = {"cell": "rnn", "nonlinearity": "relu", "inputs": len(ALPHABET)}
        return {
            "ask": self.ask,
            "spread": self.spread,
            "alphabet": ALPHABET,
            "shape": shape | {"units": self.units, "outputs": 1},
            "weights": [*flat, *self.b, *self.V, self.c],
        }


NETS = {
    "odd": Net(
        ask="Is the number of a's odd?",
        word="abaab",
        spread="A wrong value stays: every later state is built on it.",
        W=((1, 0), (1, 0)),
        U=((1, -2), (1, -2)),
        b=(0, -1),
        V=(1, -2),
    ),
    "more": Net(
        ask="Are there more a's than b's?",
        word="baaba",
        spread="A wrong value is carried on like a wrong count.",
        W=((1, -1), (-1, 1)),
        U=((1, -1), (-1, 1)),
        b=(0, 0),
        V=(1, -1),
    ),
    "third": Net(
        ask="Is the third letter from the end an a?",
        word="abbab",
        spread="A wrong value moves on from unit to unit, and after three letters it is gone.",
        W=((1, 0), (0, 0), (0, 0)),
        U=((0, 0, 0), (1, 0, 0), (0, 1, 0)),
        b=(0, 0, 0),
        V=(0, 0, 1),
    ),
    "after": Net(
        ask="Is there an a, and later a b?",
        word="baaba",
        spread="Some wrong values are made good by the next letter, others stay.",
        W=((1, 0), (1, 0), (0, 1), (0, 0), (0, 0)),
        U=(
            (1, -1, 0, 0, 0),
            (1, -1, 0, 0, 0),
            (1, -1, 0, 0, 0),
            (0, 0, 1, 1, -1),
            (0, 0, 1, 1, -1),
        ),
        b=(0, -1, -1, 0, -1),
        V=(0, 0, 1, 1, -1),
    ),
}


def check_word(text: str) -> str:
    """A word that the networks can read.

    Raises:
        ValueError: If it is none.
    """
    word = text.strip().lower()
    if not 1 <= len(word) <= LONGEST or set(word) - set(ALPHABET):
        raise ValueError(f"a word of 1 to {LONGEST} letters {' and '.join(ALPHABET)}")
    return word


def another_word(word: str) -> str:
    """Another word of the same length, by chance."""
    while (found := "".join(random.choices(ALPHABET, k=max(len(word), 2)))) == word:
        pass
    return found
