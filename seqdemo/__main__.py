"""`python -m seqdemo`: the same as the `seqdemo` command; what torchrun starts."""

from seqdemo.cli import app

app()
