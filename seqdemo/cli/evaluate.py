"""`seqdemo evaluate`: measure a demo's shipped networks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from seqdemo.cli.options import Data, Demo, Device, Json, find_task, sentences

console = Console()


def command(
    demo: Demo,
    data: Data = None,
    split: Annotated[str, typer.Option(help="Which split to measure on.")] = "valid",
    device: Device = None,
    as_json: Json = False,
) -> None:
    """Measure the shipped networks of a demo on a split."""
    with sentences():
        task = find_task(demo, data)
        results = measure(task, split, device)
    if as_json:
        print(json.dumps(task.summary(results), ensure_ascii=False))
    else:
        console.print(_table(demo, results))


def measure(task: Any, split: str, device: str | None) -> dict[str, dict[str, Any]]:
    """Metrics of every shipped network and of what it is compared with, by name.

    Raises:
        ValueError: If there is no such split.
    """
    from seqdemo.training.device import pick_device

    task.check_split(split)
    chosen = pick_device(device)
    found: dict[str, dict[str, Any]] = {
        name: task.evaluate(task.load(name, chosen), split) for name in task.networks
    }
    return {**found, **task.baselines(split)}


def _table(demo: str, results: dict[str, dict[str, Any]]) -> Table:
    table = Table("metric", *results, title=demo)
    flat = [dict(_flat(result)) for result in results.values()]
    for metric in flat[0]:
        table.add_row(metric, *(f"{result.get(metric, '')}" for result in flat))
    return table


def _flat(result: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Metrics of nested tables under names such as "airline h=12 mae"."""
    for name, value in result.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield f"{before}{name}", value
