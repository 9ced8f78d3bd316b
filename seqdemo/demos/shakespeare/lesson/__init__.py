"""Measures for lessons: what the writers expect, write and feel."""

from __future__ import annotations

from seqdemo.demos.shakespeare.lesson import lines, text, training, units

CHANCES = {"next_letter": "letter_chance"}
MEASURES = {**text.MEASURES, **units.MEASURES, **lines.MEASURES, **training.MEASURES}
