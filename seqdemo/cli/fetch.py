"""`seqdemo fetch`: download a public data set, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seqdemo.cli.options import sentences


def command(
    dataset: Annotated[
        str | None, typer.Argument(help="Name of the data set; lists all unless given.")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(help="Folder to put it in; SEQDEMO_DATA or the cache unless given."),
    ] = None,
) -> None:
    """Download a data set that training needs; using the app needs none."""
    from seqdemo.core.datasets import fetch
    from seqdemo.tasks.registry import datasets, get_dataset

    with sentences():
        if dataset is None:
            print(*(f"{name}: {source.licence}" for name, source in datasets().items()), sep="\n")
            return
        source = get_dataset(dataset)
        print(fetch(source, to), source.licence, sep="\n")
