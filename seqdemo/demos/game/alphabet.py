"""Letters of the game: capitals count as small ones; frequencies."""

from __future__ import annotations

from collections.abc import Sequence

from seqdemo.analysis.guesses import by_label

COUNTS = {
    " ": 153_275, "e": 91_063, "t": 66_355, "o": 64_082, "a": 56_366, "i": 51_325, "h": 49_041,
    "s": 48_868, "r": 48_506, "n": 48_200, "\n": 35_525, "l": 33_836, "d": 30_403, "u": 27_112,
    "m": 22_583, "y": 20_048, "w": 18_968, ",": 17_706, "c": 17_622, "f": 15_996, "g": 14_281,
    "b": 12_654, "p": 11_020, ":": 9_044, "v": 7_844, "k": 7_811, ".": 6_960, "'": 5_561,
    ";": 3_231, "?": 2_171, "!": 1_914, "-": 1_686, "j": 900, "q": 793, "x": 592, "z": 481,
    "3": 27, "&": 3, "$": 1,
}  # fmt: skip
"""How often each stands in the text that the writer learned from, capitals and small ones."""

FREQUENCIES = {letter: count / sum(COUNTS.values()) for letter, count in COUNTS.items()}
"""Base rates of the game; they sum to 1."""


def letter_of(symbol: str) -> str:
    """The letter a character counts as."""
    return symbol.lower()


def chances_of(symbols: Sequence[str], probabilities: Sequence[float]) -> dict[str, float]:
    """The network's probabilities of characters, as probabilities of letters."""
    return by_label([letter_of(symbol) for symbol in symbols], probabilities)
