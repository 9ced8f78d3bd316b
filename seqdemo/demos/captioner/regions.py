"""How a photo is cut up; apart from the encoder, so that a page can show one without torch."""

SIDE = 224
"""Pixels of a photo's side."""

GRID = 7
REGIONS = GRID * GRID
