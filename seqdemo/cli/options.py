"""Options that several commands share, and errors as one line instead of a traceback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

errors = Console(stderr=True)

Demo = Annotated[str, typer.Argument(help="Name of the demo, such as word_reader.")]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the demo's data set; else SEQDEMO_DATA/<dataset>."),
]
Device = Annotated[
    str | None, typer.Option(help="cpu, cuda, cuda:1 or mps; the best one unless given.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@contextmanager
def sentences() -> Iterator[None]:
    """Turn errors that a user can mend into one sentence and exit code 2."""
    try:
        yield
    except (ValueError, KeyError, FileNotFoundError, RuntimeError) as error:
        text = error.args[0] if isinstance(error, KeyError) and error.args else error
        errors.print(f"[bold red]seqdemo:[/] {text}", highlight=False)
        raise typer.Exit(2) from error


def find_task(demo: str, data: Path | None) -> Any:
    """The demo called `demo`, over its data set if one is at hand.

    Raises:
        KeyError: If there is no such demo.
        FileNotFoundError: If --data names a folder that does not exist.
    """
    from seqdemo.tasks import get_task

    task = get_task(demo)
    if data is not None and not data.is_dir():
        raise FileNotFoundError(f"--data {data} is not a folder")
    root = os.environ.get("SEQDEMO_DATA")
    if data is None and root and task.dataset_name:
        data = Path(root) / task.dataset_name
        data = data if data.is_dir() else None
    return type(task)(data) if data is not None else task
