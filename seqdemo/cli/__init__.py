"""The `seqdemo` command.

Commands import what they need when they run, so that `seqdemo --help` answers at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from seqdemo import __version__
from seqdemo.cli import attach, bench, bundle, evaluate, explore, fetch, run, train

app = typer.Typer(
    help="Watch recurrent networks think.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"seqdemo {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which it is.")
]


@app.callback()
def _options(version: Version = False) -> None:
    """Watch recurrent networks think."""


app.command("run")(run.command)
app.command("explore")(explore.command)
app.command("train")(train.command)
app.command("evaluate")(evaluate.command)
app.command("attach")(attach.command)
app.command("bench")(bench.command)
app.command("fetch")(fetch.command)
app.command("bundle")(bundle.command)
