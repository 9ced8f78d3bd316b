"""Size of the region grid, apart from torch.

Training enlarges parts of photos, so what it shows is larger than on a whole photo of the same
size: whole photos are described better a little larger (Touvron et al., "Fixing the Train-Test
Resolution Discrepancy", NeurIPS 2019).
"""

SIDE = 256
"""Pixels of the side of a photo that is described."""

GRID = 8
REGIONS = GRID * GRID

TRAINED_SIDE = 224
"""The same while a network is trained."""

TRAINED_REGIONS = 7 * 7

PAINT = (124, 116, 104)
"""What is painted over is of this colour, the mean of ImageNet's photos: it says least."""
