"""Cached traces of drawings."""

from __future__ import annotations

from seqdemo.app import networks
from seqdemo.core.trace import Trace
from seqdemo.demos.word_reader.examples import shipped
from seqdemo.demos.word_reader.query import ReadWord


def trace_of(asked: ReadWord) -> Trace | None:
    """The reading, from the shipped example where it is one; None if every grid is blank."""
    if not asked.read:
        return None
    path = shipped(asked)
    if path is not None:
        return networks.example_file(path)
    # Blank grids are not read: drawings that differ in them share a trace.
    inked = "".join(asked.drawing[n] for n in asked.read)
    return networks.trace("word_reader", asked.cell, asked, inked)
