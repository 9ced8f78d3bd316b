"""Options shared by commands, and errors as one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

errors = Console(stderr=True)

Demo = Annotated[str, typer.Argument(help="Name of the demo, such as word_reader.")]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the demo's data set; else where `seqdemo fetch` puts it."),
]
Device = Annotated[
    str | None, typer.Option(help="cpu, cuda, cuda:1 or mps; the best one unless given.")
]
Networks = Annotated[list[str] | None, typer.Option(help="Which networks; all unless given.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@contextmanager
def sentences() -> Iterator[None]:
    """Turn errors that a user can mend into one sentence and exit code 2."""
    try:
        yield
    except (ValueError, KeyError, OSError, RuntimeError) as error:
        text = error.args[0] if isinstance(error, KeyError) and error.args else error
        # Not as markup: the text may hold brackets. Not wrapped: it is one line in a log.
        errors.print(Text.assemble(("seqdemo:", "bold red"), f" {text}"), soft_wrap=True)
        raise typer.Exit(2) from error


def find_task(demo: str, data: Path | None) -> Any:
    """The demo called `demo`, over its data set if one is at hand.

    Raises:
        KeyError: If there is no such demo.
        FileNotFoundError: If --data names a folder that does not exist.
    """
    from seqdemo.core.datasets import data_root
    from seqdemo.tasks.registry import get_task

    task = get_task(demo)
    if data is not None and not data.is_dir():
        raise FileNotFoundError(f"--data {data} is not a folder")
    if data is None and task.dataset_name:
        fetched = data_root() / task.dataset_name
        data = fetched if fetched.is_dir() else None
    return task if data is None else type(task)(data)


def chosen_networks(task: Any, wanted: list[str] | None) -> tuple[str, ...]:
    """Networks of a task that --network names, each once; all unless given.

    Raises:
        ValueError: If one is not among them; the message lists those there are.
    """
    chosen = tuple(dict.fromkeys(wanted or task.networks))
    task.check_network(*chosen)
    return chosen
