"""How fast is a mood after every word? The page's ways beside the usual ones, with one network.

Run it from the root of the project: `seqdemo bench sentiment`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import torch
from rich.console import Console
from rich.table import Table
from torch import Tensor

from bench._numbers import milliseconds_of
from bench._threads import threads
from seqdemo.demos.sentiment.influence import last_moods, left_out
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.tasks.registry import get_task

LINES, LINE = 200, 15
"""Sentences of a table, and words of each."""


def measure(words: int = 40, rounds: int = 11) -> dict[str, float]:
    """Time one sentence and one table, on one CPU thread; the ways take turns, medians.

    Args:
        words: Of the sentence.
        rounds: Measurements of each way, after one unmeasured round.

    Returns:
        Milliseconds, of the shipped LSTM:
        `reread_ms`: a plain nn.LSTM that reads the sentence so far anew after every word.
        `moods_ms`: the moods after all words, read once; the two agree.
        `trace_ms`: the same with every state, gate and cell state kept, as the page draws them.
        `reread_over_moods`, `reread_over_trace`: ratios of these.
        `one_by_one_ms`: the mood without each word, a call a word; `ablation_ms`: all in one batch.
        `one_by_one_over_ablation`: their ratio.
        `table_ms`: the moods of 200 lines of 15 words.
    """
    model = get_task("sentiment").load("lstm", torch.device("cpu"))
    ids = _words(model, words)
    numbers = ids.tolist()
    table = [_words(model, LINE, seed).tolist() for seed in range(LINES)]
    ways: dict[str, Callable[[], object]] = {
        "reread_ms": lambda: _reread(model, ids),
        "moods_ms": lambda: _moods(model, ids),
        "trace_ms": lambda: model.trace(ids),
        "one_by_one_ms": lambda: [last_moods(model, [one]) for one in _without(numbers)],
        "ablation_ms": lambda: last_moods(model, _without(numbers)),
        "table_ms": lambda: last_moods(model, table),
    }
    with threads(1):
        torch.testing.assert_close(_reread(model, ids), _moods(model, ids), atol=1e-4, rtol=0)
        taken = [[milliseconds_of(way) for way in ways.values()] for _ in range(rounds + 1)][1:]
    times = dict(zip(ways, map(median, zip(*taken, strict=True)), strict=True))
    return times | {
        "reread_over_moods": times["reread_ms"] / times["moods_ms"],
        "reread_over_trace": times["reread_ms"] / times["trace_ms"],
        "one_by_one_over_ablation": times["one_by_one_ms"] / times["ablation_ms"],
    }


def _words(model: MoodReader, count: int, seed: int = 0) -> Tensor:
    """Numbers of trained words, (T,)."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(3, model.config.trained, (count,), generator=generator)


@torch.inference_mode()
def _reread(model: MoodReader, ids: Tensor) -> Tensor:
    """Moods as one would write it first: (T,) logits, the sentence so far read for each."""
    return torch.stack([model(ids[None, : end + 1])[0, -1] for end in range(len(ids))])


@torch.inference_mode()
def _moods(model: MoodReader, ids: Tensor) -> Tensor:
    logits: Tensor = model(ids[None])[0]
    return logits


def _without(numbers: Sequence[int]) -> list[list[int]]:
    return [left_out(numbers, at) for at in range(len(numbers))]


def main() -> None:
    """Print the numbers as a table."""
    table = Table("measure", "value", title="One sentence of 40 words, one CPU thread")
    for name, value in measure().items():
        table.add_row(name, f"{value:,.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
