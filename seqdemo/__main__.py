"""`python -m seqdemo`: the `seqdemo` command, as torchrun starts it."""

from seqdemo.cli import app

app()
