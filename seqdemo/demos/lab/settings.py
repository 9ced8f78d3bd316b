"""Settings of a race: networks, exercise, practice and seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.symbols import STEPS

Exercise = Literal["colour", "adding", "rows", "pixels"]
Practice = Literal["far", "mixed"]
Gate = Literal["0", "1", "3", "chrono"]
Birth = Literal["random", "orthogonal", "identity"]

LAG_SHARES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
FIRST_LAGS = (1, 2, 5)
BIN = 5
"""Updates whose losses are told as one mean; frames come at multiples of it."""

LEARNT, LETTER_LEARNT = 0.9, 0.8
"""Share of right answers at the practised lag from which on a network has learnt it."""


@dataclass(frozen=True)
class Settings:
    """Everything that decides how a race goes; equal settings give equal curves.

    Attributes:
        networks: Which run.
        exercise: What they practise.
        lag: Steps over which they must remember, K; of a drawn letter, all that it takes to read.
        practice: "far": always over K steps; "mixed": over 1 to K, drawn for each sequence.
        hidden_size: Units, H.
        gate: Bias of an LSTM's forget gate, and of a GRU's update gate, before the first update:
            "0" is PyTorch's default, half open; "chrono" spreads them over the lags up to K.
        birth: State-to-state weights of a plain RNN before the first update.
        learning_rate: Of Adam.
        max_grad_norm: Gradients are clipped to this norm; 0 is no clipping.
        seed: Of weights and sequences.
    """

    networks: tuple[CellKind, ...] = ("rnn", "lstm")
    exercise: Exercise = "colour"
    lag: int = 40
    practice: Practice = "far"
    hidden_size: int = 32
    gate: Gate = "3"
    birth: Birth = "random"
    learning_rate: float = 0.005
    max_grad_norm: float = 1.0
    seed: int = 1

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return asdict(self) | {"networks": list(self.networks)}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        return cls(**{**given, "networks": tuple(given["networks"])})


def enough(settings: Settings) -> float:
    """Share of right answers from which on a network has learnt what it practises."""
    return LETTER_LEARNT if settings.exercise in STEPS else LEARNT


def lags(settings: Settings) -> tuple[int, ...]:
    """Lags at which a race is tested, up to twice the one that is practised.

    Of a drawn letter it is after so many of its rows or pixels that they are asked.
    """
    if settings.exercise in STEPS:
        steps = STEPS[settings.exercise]
        return tuple(range(steps // 7, steps + 1, steps // 7))
    found = {*FIRST_LAGS, *(round(share * settings.lag) for share in LAG_SHARES)}
    return tuple(sorted(lag for lag in found if 0 < lag <= 2 * settings.lag))
