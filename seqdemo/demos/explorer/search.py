"""Search by cause over all units, or directions, beside the pages.

See `seqdemo.training.worker`. Every one is held low and high over the same few seeds; the best are
held again over fresh ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from seqdemo.analysis.cause_search import candidates, contrasts
from seqdemo.analysis.ratio_estimate import Counts
from seqdemo.demos.explorer.dose import network
from seqdemo.demos.explorer.holds import UNITS, Holds, at_level
from seqdemo.tasks.causes import HasCauses, WriteMany
from seqdemo.tasks.judges import judged, outcomes_of
from seqdemo.tasks.registry import explorables
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

LOW, HIGH = -1.0, 1.0
SCREENED = 4
"""Seeds of the screening: with the unit held low and high, 8 texts a unit."""

FRESH, FRESH_SEED = 32, 1_000
"""Seeds of the confirmation, none of which was screened on."""

CONFIRMED = 24
"""Units that are held over fresh samples."""

TOLD = 16
"""Units after which it is told how far the screening is."""

Count = Callable[[int, float, Sequence[int]], Counts]
"""What is counted with a unit held at a value, over some seeds, (B, 2)."""


@dataclass(frozen=True)
class Search:
    """What is searched.

    Attributes:
        demo: Whose network.
        network: Which.
        opening: What every text begins with.
        first: The step from which on something is held: the last one of the opening.
        layer: From 0.
        hidden_size: Units of the layer.
        outcome: Name of what is counted.
        basis: "units", or what kind of direction is searched.
    """

    demo: str
    network: str
    opening: str
    first: int
    layer: int
    hidden_size: int
    outcome: str
    basis: str = UNITS

    def as_json(self) -> dict[str, Any]:
        """For an order."""
        return asdict(self)


def counting(search: Search, holds: Holds) -> Count:
    """How texts of a demo's network are written and counted with a row held."""
    side = explorables()[search.demo]
    assert isinstance(side, HasCauses), "only such are asked"
    model = network(search.demo, search.network)
    asked_for = {search.outcome: outcomes_of(side)[search.outcome]}
    count = asked_for[search.outcome].count

    def counted(unit: int, level: float, seeds: Sequence[int]) -> Counts:
        held = at_level(holds.of((unit,)), level)
        asked = WriteMany(search.opening, tuple(seeds), (held,) * len(seeds))
        texts = [one.text for one in side.write_many(model, asked)]
        if count is None:
            return np.array(judged(asked_for, texts, network)[search.outcome], np.float64)
        return np.array([count(text) for text in texts], np.float64)

    return counted


def screen_and_confirm(
    count: Count, hidden_size: int, control: Control
) -> Iterator[dict[str, Any]]:
    """Search all units; tells what it does.

    Yields:
        {"stage": "screen", "share"} on the way, {"stage": "screened", "means"} with the mean
        contrast of every unit, and {"stage": "confirm", "unit", "down", "up", "share"}, counts over
        fresh seeds of one of the best.
    """
    screened = np.zeros((hidden_size, SCREENED))
    whole = 2 * (SCREENED * hidden_size + FRESH * min(CONFIRMED, hidden_size))

    def screen(unit: int) -> None:
        if not control.stopped:
            screened[unit] = contrasts(*both(count, unit, range(SCREENED)))

    with ThreadPoolExecutor(control.threads) as pool:  # a second core helps where it is idle
        each: Callable[..., Iterator[Any]] = pool.map if control.threads > 1 else map
        for first in range(0, hidden_size, TOLD):
            units = range(first, min(first + TOLD, hidden_size))
            list(each(screen, units))
            if control.stopped:
                return
            yield {"stage": "screen", "share": 2 * SCREENED * units.stop / whole}
        yield {"stage": "screened", "means": screened.mean(1).round(6).tolist()}
        best = candidates(screened, CONFIRMED)
        fresh = range(FRESH_SEED, FRESH_SEED + FRESH)
        counts = each(lambda unit: None if control.stopped else both(count, unit, fresh), best)
        for place, (unit, found) in enumerate(zip(best, counts, strict=True), start=1):
            if found is None or control.stopped:
                return
            share = (2 * SCREENED * hidden_size + 2 * FRESH * place) / whole
            down, up = (one.tolist() for one in found)
            yield {"stage": "confirm", "unit": unit, "down": down, "up": up, "share": share}


def both(count: Count, unit: int, seeds: Sequence[int]) -> tuple[Counts, Counts]:
    """Counts with a unit held low and held high."""
    return count(unit, LOW, seeds), count(unit, HIGH, seeds)


def search(given: Mapping[str, Any], payload: bytes, control: Control) -> Iterator[Message]:
    """Search; see `screen_and_confirm`.

    Args:
        given: A `Search` as JSON.
        payload: `Directions.to_bytes`, if directions are searched.
        control: When to stop.
    """
    from seqdemo.training.device import use_one_thread

    use_one_thread()
    asked = Search(**given)
    holds = Holds.told(asked.layer, asked.first, asked.hidden_size, asked.basis, payload)
    for told in screen_and_confirm(counting(asked, holds), holds.count, control):
        yield Message(told)
