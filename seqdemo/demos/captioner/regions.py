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


def region_now(region: int) -> list[int]:
    """Regions whose middle lies in one of the 7x7 grid, which whole photos had before 8x8."""
    before = round(TRAINED_REGIONS**0.5)
    now = [int((n + 0.5) / GRID * before) for n in range(GRID)]
    row, column = divmod(region, before)
    return [
        GRID * i + k for i in range(GRID) for k in range(GRID) if now[i] == row and now[k] == column
    ]
