"""The `seqdemo` command.

Commands import what they need when they run, so that `seqdemo --help` answers at once.
"""

from __future__ import annotations

import typer

from seqdemo.cli import attach, bench, evaluate, explore, fetch, run, train

app = typer.Typer(
    help="Watch recurrent networks think.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run.command)
app.command("explore")(explore.command)
app.command("train")(train.command)
app.command("evaluate")(evaluate.command)
app.command("attach")(attach.command)
app.command("bench")(bench.command)
app.command("fetch")(fetch.command)
