"""Size of the region grid, apart from torch."""

SIDE = 224
"""Pixels of a photo's side."""

GRID = 7
REGIONS = GRID * GRID
