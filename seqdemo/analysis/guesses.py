"""Guesses of visitors, scored in bits beside a network: -log2 p.

A guess counts as a probability of every alternative, so that it can be compared with a network's,
which is one too, and so that nobody gains by a guess that is not meant (the logarithmic score is
proper). What a visitor has not shared out goes to the other alternatives in proportion to their
base rates; at least 1 % always does, that nothing which can come costs infinitely many bits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

RESERVE = 0.01
"""Least share that goes to the alternatives a guess says nothing of."""

MAX_LABEL, MAX_BARS, MAX_VALUES = 60, 40, 400
"""Most characters of an alternative, bars of a guess and values of a curve, of a stranger's."""

Rates: TypeAlias = Mapping[str, float]
"""Alternative -> probability, all that can come; sums to 1."""


@dataclass(frozen=True)
class Named:
    """One alternative is named.

    Attributes:
        choice: The alternative.
        share: Its probability, 0..1; the rule of the page, or how sure the visitor says to be.
    """

    choice: str
    share: float = 0.5

    def __post_init__(self) -> None:
        _check_share(self.share)
        _check_label(self.choice)


@dataclass(frozen=True)
class Shared:
    """Bars drawn over alternatives.

    Attributes:
        bars: Alternative and probability; they sum to at most 1, the rest is for all others.
    """

    bars: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        labels = [label for label, _ in self.bars]
        if not 0 < len(labels) <= MAX_BARS or len(set(labels)) < len(labels):
            raise ValueError(f"a guess has 1 to {MAX_BARS} bars, each of another alternative")
        for label, share in self.bars:
            _check_label(label)
            _check_share(share)
        if math.fsum(share for _, share in self.bars) > 1 + 1e-6:
            raise ValueError("the bars sum to more than 1")


@dataclass(frozen=True)
class Drawn:
    """A curve drawn ahead of a series.

    Attributes:
        values: One a step ahead, in the series' unit.
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.values) <= MAX_VALUES or not all(map(math.isfinite, self.values)):
            raise ValueError(f"a curve has 1 to {MAX_VALUES} finite values")


Guess: TypeAlias = Named | Shared | Drawn


@dataclass(frozen=True)
class Score:
    """What came, against what was expected.

    Attributes:
        truth: The alternative that came.
        right: Whether it was named, or got a larger share than any other.
        guess: Surprisal of the visitor, bits.
        network: Surprisal of the network, bits.
        base: Surprisal of the base rates alone, bits.
    """

    truth: str
    right: bool
    guess: float
    network: float
    base: float


def bits(probability: float) -> float:
    """Surprisal -log2 p in bits; infinite at 0."""
    return -math.log2(probability) + 0.0 if probability > 0 else math.inf


def by_label(labels: Sequence[str], probabilities: Sequence[float]) -> dict[str, float]:
    """Probabilities by label; those of a label that stands more than once are added up."""
    found: dict[str, float] = {}
    for label, p in zip(labels, probabilities, strict=True):
        found[label] = found.get(label, 0.0) + float(p)
    return found


def shares(guess: Named | Shared, base: Rates) -> dict[str, float]:
    """Probability of every alternative that a guess comes to; sums to 1.

    Args:
        guess: Bars of alternatives that cannot come are lost to the others.
        base: Base rates of all alternatives.
    """
    bars = {guess.choice: guess.share} if isinstance(guess, Named) else dict(guess.bars)
    own = {label: share for label, share in bars.items() if share > 0 and label in base}
    unnamed = {label: rate for label, rate in base.items() if label not in own and rate > 0}
    given = math.fsum(own.values())
    rest = max(1 - given, RESERVE) if unnamed else 0.0
    scale = (1 - rest) / given if given else 0.0
    spread = rest / math.fsum(unnamed.values()) if unnamed else 0.0
    return {label: own[label] * scale if label in own else base[label] * spread for label in base}


def score(guess: Named | Shared, truth: str, network: float, base: Rates) -> Score:
    """Compare a guess, a network and the base rates once it is known what came.

    Args:
        guess: The visitor's.
        truth: What came; one of `base`.
        network: Probability that the network gave to it.
        base: Base rates of all alternatives.

    Raises:
        ValueError: If what came is none of the alternatives.
    """
    if truth not in base:
        raise ValueError(f"{truth!r} is none of the alternatives")
    own = shares(guess, base)
    return Score(
        truth, _is_right(guess, own, truth), bits(own[truth]), bits(network), bits(base[truth])
    )


def _is_right(guess: Named | Shared, own: Rates, truth: str) -> bool:
    if isinstance(guess, Named):
        return guess.choice == truth
    return all(share < own[truth] for label, share in own.items() if label != truth)


def mean_error(values: Sequence[float], truth: Sequence[float]) -> float:
    """Mean absolute error of a curve, in the series' unit.

    Raises:
        ValueError: If they are not equally long, or empty.
    """
    if not values or len(values) != len(truth):
        raise ValueError(f"{len(values)} values guessed, {len(truth)} came")
    return math.fsum(abs(a - b) for a, b in zip(values, truth, strict=True)) / len(values)


def curve_bits(values: Sequence[float], truth: Sequence[float], resolution: float) -> float:
    """Bits a value to tell a series to someone who knows the curve: log2(2 e MAE / resolution).

    Errors are taken to follow a Laplace distribution of the scale that fits them best, the mean
    absolute error; half that error saves one bit a value. At least 0.

    Args:
        values: The curve.
        truth: What came.
        resolution: Smallest difference that counts, in the series' unit.
    """
    return max(0.0, math.log2(max(2 * math.e * mean_error(values, truth) / resolution, 1e-300)))


def read_guess(data: Any) -> Guess:
    """The guess in data from a browser, a link or a store.

    Raises:
        ValueError: If it is none.
    """
    try:
        match data["kind"]:
            case "named":
                return Named(_text(data["choice"]), _number(data["share"]))
            case "shared":
                return Shared(tuple((_text(one), _number(p)) for one, p in data["bars"]))
            case "drawn":
                return Drawn(tuple(_number(value) for value in data["values"]))
    except (KeyError, TypeError) as error:
        raise ValueError("not a guess") from error
    raise ValueError("not a guess")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e12:
        raise ValueError("not a number")
    return float(value)


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"a share is from 0 to 1, got {share}")


def _check_label(label: str) -> None:
    if not 0 < len(label) <= MAX_LABEL:
        raise ValueError(f"an alternative has 1 to {MAX_LABEL} characters")
    label.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
