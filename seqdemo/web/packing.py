"""Pack arrays and pictures as base64 for the browser."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray, LayerTrace


def base64_of(values: npt.NDArray[Any], dtype: str) -> str:
    """The array's bytes, row by row, as `dtype`."""
    return base64.b64encode(np.ascontiguousarray(values, dtype).tobytes()).decode("ascii")


def packed(values: FloatArray, width: int = 2) -> dict[str, Any]:
    """Steps of the largest value, in `width` bytes: 2 show 0.00003 of it, 1 shows 0.004."""
    scale = max(float(np.abs(values).max()), 1e-9) / (2 ** (8 * width - 1) - 1)
    return {"q": base64_of(np.rint(values / scale), f"<i{width}"), "scale": scale, "width": width}


def embedded(image: bytes) -> str:
    """A PNG or a JPEG as an address that needs no request.

    Raises:
        ValueError: If it is neither.
    """
    for kind, start in (("png", b"\x89PNG"), ("jpeg", b"\xff\xd8")):
        if image.startswith(start):
            return f"data:image/{kind};base64,{base64.b64encode(image).decode('ascii')}"
    raise ValueError("a picture must be a PNG or a JPEG")


def fullest(layer: LayerTrace | None) -> float:
    """Cell states have no bounds: the value that gets the fullest colour."""
    if layer is None or layer.cell_state is None:
        return 1.0
    return max(1.0, float(np.quantile(np.abs(layer.cell_state), 0.99)))


def packed_layer(layer: LayerTrace, width: int = 2) -> dict[str, Any]:
    """A layer's states and gates, each (T, H), with where they start, in `width` bytes a value."""
    steps, size = layer.hidden.shape
    arrays = {name.removeprefix("gates."): values for name, values in layer.arrays()}
    initial = {name for name in arrays if name.startswith("initial_")}
    return {
        "cell": layer.cell,
        "direction": layer.direction,
        "nonlinearity": layer.nonlinearity,
        "steps": steps,
        "size": size,
        "arrays": {name: packed(arrays[name], width) for name in arrays if name not in initial},
        "initial": {name.removeprefix("initial_"): packed(arrays[name]) for name in initial},
    }
