"""Sample photos that come with packages which are installed anyway.

They are read from the installed package; none is in this repository. See the docstrings of
`skimage.data` for who took them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple


class Sample(NamedTuple):
    """Where a sample photo is, and whose it is."""

    file: str  # within the folder of the package
    origin: str
    package: str = "skimage"


SAMPLES: Mapping[str, Sample] = {
    "photographer": Sample("data/camera.png", "Lav Varshney, CC0"),
    "motorcycle": Sample("data/motorcycle_left.png", "Middlebury Stereo 2014, Scharstein et al."),
    "astronaut": Sample("data/astronaut.png", "NASA, public domain"),
    "cat": Sample("data/chelsea.png", "Stéfan van der Walt, CC0"),
    "coffee": Sample("data/coffee.png", "Rachel Michetti, CC0"),
    "rocket": Sample("data/rocket.jpg", "SpaceX, public domain"),
    "grass": Sample("data/grass.png", "linolafett, CC0"),
    "galaxies": Sample("data/hubble_deep_field.jpg", "NASA and ESA, public domain"),
}
"""Name -> file and its origin."""

ORIGINS: Mapping[str, str] = {name: sample.origin for name, sample in SAMPLES.items()}
"""Name -> who took it, and its licence."""


@cache
def sample(name: str) -> bytes | None:
    """The file of a sample photo; None if this installation came without it.

    Raises:
        KeyError: If no sample is called so.
    """
    wanted = SAMPLES[name]
    spec = find_spec(wanted.package)  # looks for the package without importing it
    places = spec.submodule_search_locations if spec else None
    path = Path(next(iter(places or ())), wanted.file) if places else None
    return path.read_bytes() if path and path.is_file() else None
