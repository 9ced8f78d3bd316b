"""`seqdemo bench`: run the benchmarks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from seqdemo.cli.options import Json, sentences
from seqdemo.cli.run import app_folder

console = Console()


def command(
    name: Annotated[str | None, typer.Argument(help="Which benchmark; all unless given.")] = None,
    as_json: Json = False,
    processes: Annotated[
        int, typer.Option(help="Of visitors: server processes behind HAProxy.", min=1, max=64)
    ] = 1,
    soak: Annotated[
        float, typer.Option(help="Of several processes: minutes that 30 pupils draw.", min=0)
    ] = 0.0,
) -> None:
    """Run the benchmarks in bench/; every ratio is measured in one run."""
    with sentences():
        names = available()
        if name is not None and name not in names:
            raise ValueError(f"no benchmark is called {name!r}; there are: {', '.join(names)}")
        given = {"processes": processes, "soak": soak} if processes > 1 or soak else {}
        if given and name != "visitors":
            raise ValueError("--processes and --soak are options of the benchmark visitors")
        if soak and processes == 1:
            raise ValueError("--soak is for a school's server: give --processes 2 or more with it")
        results = (
            {name: measure(name, **given)} if name else {each: _attempt(each) for each in names}
        )
    if as_json:
        print(json.dumps(results[name] if name else results))
        return
    for each, numbers in results.items():
        table = Table("measure", "value", title=each)
        for key, value in numbers.items():
            for row in _rows(key, value):
                table.add_row(*row)
        console.print(table)


def _attempt(name: str) -> dict[str, Any]:
    """A benchmark's numbers, or why it could not run: the others shall not be lost for it."""
    try:
        return measure(name)
    except (OSError, RuntimeError) as error:
        return {"error": str(error)}


def _rows(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Name and text of every single value; what is nested is named by its path, `a.b` or `a.1`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _rows(f"{name}.{key}", inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value, start=1):
            yield from _rows(f"{name}.{place}", inner)
    else:
        yield name, f"{value:,.3g}" if isinstance(value, float) else str(value)


def available() -> list[str]:
    """Names of the benchmarks: the files of bench/ that have a `measure`."""
    return sorted(path.stem for path in bench_folder().glob("[a-z]*.py"))


def bench_folder() -> Path:
    """Where the benchmarks stand, in a checkout or an installed wheel."""
    return app_folder() / "bench"


def measure(name: str, **given: Any) -> dict[str, Any]:
    """Run one benchmark, with options of its own if they are given."""
    root = str(app_folder())
    if root not in sys.path:
        sys.path.insert(0, root)
    numbers: dict[str, Any] = import_module(f"bench.{name}").measure(**given)
    return numbers
