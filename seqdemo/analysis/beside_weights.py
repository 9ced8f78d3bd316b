"""Read arrays that belong to a network's weights, if there are any.

Such a safetensors file is bound to the weights by their SHA-256. Read without torch.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from safetensors import SafetensorError, safe_open

T = TypeVar("T")


def read_beside(
    path: Path, layout: int, weights: str, read: Callable[[Any, dict[str, Any]], T]
) -> T | None:
    """What a file holds; None if it is missing or damaged, or of other weights or another layout.

    Args:
        path: Of the file; its metadata are "about", with "format" and "weights".
        layout: The number of the format that `read` knows.
        weights: SHA-256 of the weights.
        read: Makes the value of the open file and what it says about itself.
    """
    try:
        with safe_open(path, framework="np") as file:
            about = json.loads(file.metadata()["about"])
            if about["format"] != layout or about["weights"] != weights:
                return None
            return read(file, about)
    except (OSError, SafetensorError, ValueError, KeyError, TypeError):
        return None
