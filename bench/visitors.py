"""Do pages still answer while a class of visitors lets networks write?

One process, as on the server: twenty texts of 2,000 characters are written at once, each by its
scribe, while another visitor's drawing is read again and again. What the browser adds is left out.

Run it from the root of the project: `python -m bench.visitors`.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
import torch
from rich.console import Console
from rich.table import Table

from seqdemo.app.generation import Scribe
from seqdemo.core.sampling import Sampling
from seqdemo.demos.shakespeare.query import MAX_LENGTH, Write
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.tasks.registry import get_task

VISITORS = 20
ALONE = 50  # readings before anybody writes


def measure(visitors: int = VISITORS, length: int = MAX_LENGTH) -> dict[str, float]:
    """Read a drawing alone, then beside `visitors` texts in the writing.

    Returns:
        alone_ms_p50: milliseconds of one reading, states and gates included, with nobody writing.
        crowd_ms_p50, crowd_ms_p95: the same beside all who write.
        chars_per_s: characters per second of all texts together.
        slowest_text_s: seconds until the last text was done.
    """
    torch.set_num_threads(1)
    reader, word_reader = get_task("word_reader"), get_task("word_reader").load("gru")
    alone = [_reading_ms(reader, word_reader) for _ in range(ALONE)][1:]
    scribes, start = _crowd(visitors, length), perf_counter()
    crowd = []
    while any(scribe.running for scribe in scribes):
        crowd.append(_reading_ms(reader, word_reader))
    seconds = perf_counter() - start
    return {
        "alone_ms_p50": float(np.median(alone)),
        "crowd_ms_p50": float(np.median(crowd)),
        "crowd_ms_p95": float(np.quantile(crowd, 0.95)),
        "chars_per_s": visitors * length / seconds,
        "slowest_text_s": seconds,
    }


def _crowd(visitors: int, length: int) -> list[Scribe]:
    task = get_task("shakespeare")
    writer = task.load("lstm")
    queries = [Write("ROMEO:\n", length, "lstm", Sampling(seed=n)) for n in range(visitors)]
    return [Scribe(iter(task.writing(writer, query)), length) for query in queries]


def _reading_ms(task: object, model: torch.nn.Module) -> float:
    start = perf_counter()
    task.trace(model, ReadWord(SAID, "gru"))  # type: ignore[attr-defined]
    return (perf_counter() - start) * 1e3


def main() -> None:
    """Print the numbers as a table."""
    table = Table(title=f"{VISITORS} visitors write {MAX_LENGTH:,} characters each")
    table.add_column("measure")
    table.add_column("value", justify="right")
    for name, value in measure().items():
        table.add_row(name, f"{value:,.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
