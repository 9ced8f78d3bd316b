"""`seqdemo evaluate`: measure a demo's shipped networks."""

from __future__ import annotations

import json
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
        results = measure(find_task(demo, data), split, device)
    if as_json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        console.print(_table(demo, results))


def measure(task: Any, split: str, device: str | None) -> dict[str, dict[str, Any]]:
    """Metrics of every shipped network, by name.

    Raises:
        ValueError: If there is no such split.
    """
    from seqdemo.training.device import pick_device

    task.check_split(split)
    chosen = pick_device(device)
    return {name: task.evaluate(task.load(name, chosen), split) for name in task.networks}


def _table(demo: str, results: dict[str, dict[str, Any]]) -> Table:
    table = Table("metric", *results, title=demo)
    for metric in next(iter(results.values())):
        table.add_row(metric, *(f"{result.get(metric, '')}" for result in results.values()))
    return table
