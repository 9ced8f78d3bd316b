"""Sample photos that come with scikit-image.

They are read from the installed package; none is in this repository. See the docstrings of
`skimage.data` for who took them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SAMPLES: Mapping[str, tuple[str, str]] = {
    "photographer": ("camera.png", "Lav Varshney, CC0"),
    "astronaut": ("astronaut.png", "NASA, public domain"),
    "cat": ("chelsea.png", "Stéfan van der Walt, CC0"),
    "coffee": ("coffee.png", "Rachel Michetti, CC0"),
    "rocket": ("rocket.jpg", "SpaceX, public domain"),
    "grass": ("grass.png", "linolafett, CC0"),
}
"""Name -> file and its origin."""


@cache
def sample(name: str) -> bytes | None:
    """The file of a sample photo; None if this installation of scikit-image came without it.

    Raises:
        KeyError: If no sample is called so.
    """
    file, _ = SAMPLES[name]
    spec = find_spec("skimage")  # looks for the package without importing it
    places = spec.submodule_search_locations if spec else None
    path = Path(next(iter(places or ())), "data", file) if places else None
    return path.read_bytes() if path and path.is_file() else None
