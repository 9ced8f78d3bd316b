"""Measures for lessons: what the writers expect, write and feel."""

from __future__ import annotations

from seqdemo.demos.shakespeare.lesson import text, training, units

MEASURES = {**text.MEASURES, **units.MEASURES, **training.MEASURES}
