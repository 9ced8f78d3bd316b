"""Vocabulary: symbols to numbers and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """The symbols a network knows; a symbol's number is its place.

    Attributes:
        symbols: V different strings.

    Raises:
        ValueError: If a symbol stands twice.
    """

    symbols: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.symbols)) != len(self.symbols):
            raise ValueError("a symbol stands twice in the vocabulary")

    @classmethod
    def of(cls, text: Iterable[str]) -> Vocabulary:
        """The different symbols of a text, sorted."""
        return cls(tuple(sorted(set(text))))

    def __len__(self) -> int:
        return len(self.symbols)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._numbers

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {symbol: number for number, symbol in enumerate(self.symbols)}

    def encode(self, text: Iterable[str]) -> IntArray:
        """Numbers of the symbols of a text, (T,).

        Raises:
            ValueError: If a symbol is not known; the message names it.
        """
        numbers = self._numbers
        try:
            return np.array([numbers[symbol] for symbol in text], dtype=np.int64)
        except KeyError as error:
            raise ValueError(f"not in the vocabulary: {error.args[0]!r}") from error

    def decode(self, numbers: Iterable[int]) -> str:
        """The text that `encode` gives these numbers for."""
        return "".join(self.symbols[number] for number in numbers)
