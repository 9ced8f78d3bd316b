"""What does it cost to see inside a recurrent layer? Its trace against its fused kernel alone.

Run it from the root of the project: `python -m bench.see_through`.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import torch
from rich.console import Console
from rich.table import Table

from bench._numbers import milliseconds_of
from bench._threads import threads
from seqdemo.core.trace import GATES, CellKind
from seqdemo.models.recurrent import Recurrent

TARGET_RATIO = 2.0


def measure(hidden_size: int = 512, steps: int = 300, repeats: int = 15) -> dict[str, float]:
    """Time one layer of every cell on one sequence, on one CPU thread.

    The two ways take turns, so that a busy moment of the machine hits both; medians are given.

    Args:
        hidden_size: Units of the layer, also the features per step.
        steps: Length of the sequence, T.
        repeats: Measurements of each way, after one unmeasured round.

    Returns:
        For each cell `<cell>_fused_ms` (milliseconds of nn.RNN, nn.GRU or nn.LSTM),
        `<cell>_see_through_ms` (milliseconds of `Recurrent.trace`, the fused pass included) and
        `<cell>_ratio` (the second over the first, no unit).
    """
    numbers: dict[str, float] = {}
    with threads(1):
        for cell in GATES:
            fused, see_through = _times(cell, hidden_size, steps, repeats)
            numbers[f"{cell}_fused_ms"] = fused
            numbers[f"{cell}_see_through_ms"] = see_through
            numbers[f"{cell}_ratio"] = see_through / fused
    return numbers


def _times(cell: CellKind, hidden_size: int, steps: int, repeats: int) -> tuple[float, float]:
    """Median milliseconds of the fused kernel and of the trace."""
    torch.manual_seed(0)
    network = Recurrent(cell, hidden_size, hidden_size).eval()
    x = torch.randn(steps, hidden_size)
    batch = x[None]

    def fused() -> object:
        with torch.inference_mode():
            return network.fused(batch)

    ways: tuple[Callable[[], object], ...] = (fused, lambda: network.trace(x))
    rounds = [[milliseconds_of(way) for way in ways] for _ in range(repeats + 1)][1:]
    first, second = (median(times) for times in zip(*rounds, strict=True))
    return first, second


def main() -> None:
    """Print the numbers as a table."""
    numbers = measure()
    table = Table(title="One layer, 300 steps, 512 units, batch of one, one CPU thread")
    table.add_column("cell")
    for title in ("fused, ms", "see-through, ms", f"ratio, target < {TARGET_RATIO:g}"):
        table.add_column(title, justify="right")
    for cell in GATES:
        values = (numbers[f"{cell}_{name}"] for name in ("fused_ms", "see_through_ms", "ratio"))
        table.add_row(cell, *(f"{value:.2f}" for value in values))
    Console().print(table)


if __name__ == "__main__":
    main()
