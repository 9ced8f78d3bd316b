"""Dose-response of held units or directions, over many texts.

The work of a process beside the pages, see `seqdemo.training.worker`. All texts of one seed are
drawn with the same random numbers, whatever is held. Equally many random units of the layer, or
random directions of equal norm, held in the same way, are the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from seqdemo.core.intervention import Hold
from seqdemo.demos.explorer.holds import UNITS, Holds, at_level
from seqdemo.tasks.causes import HasCauses, WriteMany, Written
from seqdemo.tasks.judges import judged, outcomes_of
from seqdemo.tasks.live import live_networks
from seqdemo.tasks.registry import explorables, get_task
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

LEVELS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
SHOWN = (None, -1.0, 1.0)
"""Levels whose first text is told, and which are measured first; None: the untouched network."""

SAMPLES, BASELINE_SAMPLES = 32, 8
BASELINES = 16
"""Random sets of units, or random directions."""

BASELINE_LEVELS = LEVELS[::2]

BATCH = 8
"""Texts that are written side by side; between two batches the work can be stopped."""

SEGMENT = 30
"""Symbols of a given text that count as one sample of its loss."""

LEAST_READ = 2 * SEGMENT


@dataclass(frozen=True)
class Dose:
    """What is measured.

    Attributes:
        demo: Whose network.
        network: Which.
        opening: What every text begins with.
        read: What follows in the text that was given; its loss is measured.
        first: The step from which on something is held: the last one of the opening.
        layer: Of what is held, from 0.
        rows: Which units are held; or which of the directions that are given beside.
        hidden_size: Units of the layer.
        basis: "units", or what kind of direction a row is.
    """

    demo: str
    network: str
    opening: str
    read: str
    first: int
    layer: int
    rows: tuple[int, ...]
    hidden_size: int
    basis: str = UNITS

    def as_json(self) -> dict[str, Any]:
        """For an order."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Dose:
        """From an order."""
        return cls(**{**told, "rows": tuple(told["rows"])})

    def holds(self, payload: bytes) -> Holds:
        """What can be held, with the directions of a payload."""
        return Holds.told(self.layer, self.first, self.hidden_size, self.basis, payload)


class Writer:
    """Writes texts of one order.

    Args:
        dose: The order.
    """

    def __init__(self, dose: Dose) -> None:
        self.dose = dose
        side = explorables()[dose.demo]
        assert isinstance(side, HasCauses), "only such are asked"
        self._side, self._model = side, network(dose.demo, dose.network)
        self.outcomes = outcomes_of(side)

    def batch(self, seeds: Sequence[int], held: tuple[Hold, ...]) -> Sequence[Written]:
        """One text a seed, in all of which the same is held."""
        asked = WriteMany(self.dose.opening, tuple(seeds), (held,) * len(seeds))
        return self._side.write_many(self._model, asked)

    def counts(self, texts: Sequence[Written]) -> dict[str, Sequence[tuple[float, float]]]:
        """Every outcome that can be counted in texts that were written, or judged."""
        written = [one.text for one in texts]
        counted = {name: one.count for name, one in self.outcomes.items() if one.count}
        found = {name: [count(text) for text in written] for name, count in counted.items()}
        return {**found, **judged(self.outcomes, written, network)}

    def losses(self, held: tuple[Hold, ...]) -> dict[str, list[tuple[float, float]]]:
        """Surprisal of the given text, part after part, where there is enough of it."""
        if not self.dose.read or "loss" not in self.outcomes:
            return {}
        asked = WriteMany(self.dose.opening, (0,), (held,), read=self.dose.read)
        bits = self._side.write_many(self._model, asked)[0].bits
        if len(bits) < LEAST_READ:
            return {}
        # What is held acts on what comes after the first step of the text only.
        parts = np.array_split(bits, len(bits) // SEGMENT)
        return {"loss": [(round(float(part.sum()), 3), float(len(part))) for part in parts]}


def network(demo: str, name: str) -> Any:
    """A trained network, kept for the next order; or a live one, as it stands."""
    live = live_networks().get(demo)
    return live.live_model(name) if live else _trained(demo, name)


@lru_cache(maxsize=4)
def _trained(demo: str, name: str) -> Any:
    return get_task(demo).load(name)


def dose_response(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Measure; see `seqdemo.training.worker`.

    Tells of each thing held and level {"curve", "level", "counts", "share"}: curve 0 is what
    was asked for, others are random; a level of None is the untouched network; counts
    are (B, 2) of every outcome. Some with "text" and "bits", the first of the texts.

    Args:
        given: A `Dose` as JSON.
        payload: `Directions.to_bytes`, if rows are directions.
        control: When to stop.
    """
    from seqdemo.training.device import use_one_thread

    use_one_thread()
    dose = Dose.from_json(given)
    writer, holds = Writer(dose), dose.holds(payload)
    sets = [holds.of(dose.rows), *holds.randoms(dose.rows, BASELINES)]
    rest = (level for level in LEVELS if level not in SHOWN)
    orders = [(0, level, SAMPLES) for level in (*SHOWN, *rest)]
    orders += [
        (n, level, BASELINE_SAMPLES) for n in range(1, len(sets)) for level in BASELINE_LEVELS
    ]
    whole, done = sum(samples for _, _, samples in orders), 0
    for curve, level, samples in orders:
        held, texts = at_level(sets[curve], level), list[Written]()
        while len(texts) < samples:
            if control.stopped:
                return
            texts += writer.batch(range(len(texts), len(texts) + BATCH), held)
        done += samples
        told: dict[str, Any] = {
            "curve": curve,
            "level": level,
            "counts": writer.counts(texts) | writer.losses(held),
            "share": done / whole,
        }
        if curve == 0 and level in SHOWN:
            bits = [round(float(one), 2) for one in texts[0].bits]
            told |= {"text": texts[0].text, "bits": bits}
        yield Message(told)
