"""Surprisal of visitor, network and frequencies over a game, in bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seqdemo.analysis.guesses import Named, score
from seqdemo.demos.game.alphabet import FREQUENCIES, letter_of

SHARES = (0.25, 0.5, 0.8, 0.95)
"""Probabilities that can be given to the letter that is named."""


@dataclass(frozen=True)
class Round:
    """One letter, guessed.

    Attributes:
        symbol: What came, as it stands in the text.
        guess: The letter that the visitor named.
        share: Its probability.
        right: Whether it came.
        you: Surprisal of the visitor, bits.
        network: Of the network.
        frequencies: Of the letter frequencies.
        expected: Letters the network held for likeliest, with their probabilities.
    """

    symbol: str
    guess: str
    share: float
    right: bool
    you: float
    network: float
    frequencies: float
    expected: tuple[tuple[str, float], ...]


def played(symbol: str, guess: Named, chances: Mapping[str, float], most: int = 5) -> Round:
    """Score one letter.

    Args:
        symbol: What came.
        guess: The visitor's, of a letter.
        chances: The network's probabilities of letters.
        most: Likeliest letters that are kept.
    """
    letter = letter_of(symbol)
    found = score(guess, letter, chances[letter], FREQUENCIES)
    best = sorted(chances.items(), key=lambda item: -item[1])[:most]
    bits = (found.guess, found.network, found.base)
    return Round(symbol, guess.choice, guess.share, found.right, *bits, tuple(best))


@dataclass(frozen=True)
class Totals:
    """Bits of all letters so far."""

    you: float
    network: float
    frequencies: float


def totals(rounds: Sequence[Round]) -> Totals:
    """Sums over the rounds."""
    return Totals(
        sum(one.you for one in rounds),
        sum(one.network for one in rounds),
        sum(one.frequencies for one in rounds),
    )


def verdict(found: Totals, right: int, rounds: int) -> str:
    """Who won, in a sentence."""
    gap = found.network - found.you
    if abs(gap) < 0.05:
        who = "A draw"
    elif gap > 0:
        who = f"You win by {gap:.1f} bits"
    else:
        who = f"The LSTM wins by {-gap:.1f} bits"
    beat = "less" if found.you < found.frequencies else "more"
    had = f"You had {right} of {rounds} letters right"
    return f"{who}. {had} and were {beat} surprised than letter frequencies are."
