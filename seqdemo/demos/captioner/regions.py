"""Size of the region grid, apart from torch."""

SIDE = 224
"""Pixels of a photo's side."""

GRID = 7
REGIONS = GRID * GRID

PAINT = (124, 116, 104)
"""What is painted over is of this colour, the mean of ImageNet's photos: it says least."""
