"""Training examples: cached regions, or photos."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from numpy.lib.format import open_memmap
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.demos.captioner.data import Split, pixels
from seqdemo.demos.captioner.encoder import FEATURES, PhotoEncoder
from seqdemo.demos.captioner.regions import TRAINED_REGIONS, TRAINED_SIDE
from seqdemo.demos.captioner.words import PAD

ENCODED_AT_ONCE = 32
SMALLEST_CROP = 0.8  # of a side
LIGHT = 0.15  # brightness, contrast and saturation each change by up to this share

HalfArray = npt.NDArray[np.float16]
Examples = tuple[Tensor, Tensor, Tensor]


class CachedRegions(Dataset[Examples]):
    """Regions of photos and of their mirror images, as an encoder sees them.

    A batch is (regions (B, 49, 1280) half, captions (B, 5, T) long, numbers of the photos (B,)).

    Args:
        regions: Of photos and mirror images, (2, N, 49, 1280), half precision.
        captions: Of photos, (N, 5, T).
    """

    def __init__(self, regions: HalfArray, captions: Tensor) -> None:
        self.regions, self.captions = regions, captions

    def __len__(self) -> int:
        return 2 * len(self.captions)

    def __getitem__(self, index: int) -> Examples:
        return self.__getitems__([index])

    def __getitems__(self, indices: Sequence[int]) -> Examples:
        mirrored, photos = np.divmod(np.asarray(indices), len(self.captions))
        regions = torch.from_numpy(np.asarray(self.regions[mirrored, photos]))
        numbers = torch.from_numpy(photos)
        return regions, trimmed(self.captions[numbers]), numbers


class AugmentedPhotos(Dataset[Examples]):
    """Photos, changed a little: cut, mirrored, in another light.

    A batch is (photos (B, 3, 224, 224) uint8, captions (B, 5, T), numbers of the photos (B,)).
    The change depends on the seed, the photo and how often it was seen.

    Args:
        split: Where they come from.
        captions: Of photos, (N, 5, T).
        passes: How often each photo is there, changed in another way.
        seed: Of the changes.
    """

    def __init__(self, split: Split, captions: Tensor, *, passes: int, seed: int) -> None:
        self.split, self.captions = split, captions
        self.passes, self.seed = passes, seed

    def __len__(self) -> int:
        return self.passes * len(self.split)

    def __getitem__(self, index: int) -> Examples:
        return self.__getitems__([index])

    def __getitems__(self, indices: Sequence[int]) -> Examples:
        numbers = torch.tensor([index % len(self.split) for index in indices])
        photos = [self._changed(index) for index in indices]
        return torch.stack(photos), trimmed(self.captions[numbers]), numbers

    def _changed(self, index: int) -> Tensor:
        rng = np.random.default_rng([self.seed, index])
        photo = self.split.photo(index % len(self.split))
        width, height = photo.size
        share = rng.uniform(SMALLEST_CROP, 1, 2)
        left, top = rng.uniform(0, 1, 2) * (1 - share) * (width, height)
        box = left, top, left + share[0] * width, top + share[1] * height
        seen = pixels(photo.resize((TRAINED_SIDE, TRAINED_SIDE), box=box))
        seen = seen.flip(2) if rng.random() < 0.5 else seen
        return in_another_light(seen, rng.uniform(1 - LIGHT, 1 + LIGHT, 3))


def in_another_light(photo: Tensor, factors: Sequence[float] | npt.NDArray[np.float64]) -> Tensor:
    """Scale brightness, contrast and saturation of a photo (3, H, W), uint8."""
    brightness, contrast, saturation = (float(factor) for factor in factors)
    x = photo.float() * brightness
    x = (x - x.mean()) * contrast + x.mean()
    grey = x.mean(0, keepdim=True)
    return ((x - grey) * saturation + grey).clamp(0, 255).to(torch.uint8)


def trimmed(captions: Tensor) -> Tensor:
    """Captions without the columns that are PAD in all of them."""
    return captions[..., : int((captions != PAD).any(0).any(0).sum())]


def cached_regions(
    encoder: PhotoEncoder, split: Split, folder: Path, *, mirrored: bool = True
) -> HalfArray:
    """What an encoder sees on all photos of a split, (2 or 1, N, 49, 1280), half precision.

    Kept in a file named after the encoder's weights and the photos; made where it is missing.
    """
    path = folder / f"regions-{_digest(encoder, split, mirrored)}.npy"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        _encode(encoder, split, fresh, mirrored)
        fresh.replace(path)
    kept: HalfArray = np.load(path, mmap_mode="r")
    return kept


def _digest(encoder: PhotoEncoder, split: Split, mirrored: bool) -> str:
    digest = hashlib.sha256(repr((split.names, mirrored)).encode())
    for tensor in encoder.state_dict().values():
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]


@torch.inference_mode()
def _encode(encoder: PhotoEncoder, split: Split, path: Path, mirrored: bool) -> None:
    device = next(encoder.parameters()).device
    shape = 1 + mirrored, len(split), TRAINED_REGIONS, FEATURES
    file = open_memmap(path, mode="w+", dtype=np.float16, shape=shape)
    for start in range(0, len(split), ENCODED_AT_ONCE):
        numbers = range(start, min(start + ENCODED_AT_ONCE, len(split)))
        photos = torch.stack([pixels(split.photo(number)) for number in numbers]).to(device)
        for way in range(shape[0]):
            seen = encoder(photos.flip(3) if way else photos)
            file[way, start : numbers.stop] = seen.half().cpu().numpy()
    file.flush()
