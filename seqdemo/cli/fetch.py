"""`seqdemo fetch`: download a public data set, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seqdemo.cli.options import sentences


def command(
    dataset: Annotated[str, typer.Argument(help="Name of the data set, such as words.")],
    to: Annotated[
        Path | None,
        typer.Option(help="Folder to put it in; SEQDEMO_DATA or the cache unless given."),
    ] = None,
) -> None:
    """Download a data set that training needs; using the app needs none."""
    from seqdemo.core.datasets import SOURCES, fetch

    with sentences():
        folder = fetch(dataset, to)
        print(folder, SOURCES[dataset].licence, sep="\n")
