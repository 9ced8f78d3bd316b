"""Sparse features of every layer as a small file beside the weights.

A safetensors file in half precision, bound to the weights by their SHA-256, with what was measured
of the features on text that they were not learnt from. Read without torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save as save_arrays

from seqdemo.analysis.beside_weights import read_beside
from seqdemo.analysis.directions import Directions
from seqdemo.core.trace import FloatArray

FILE = "features.safetensors"
FORMAT = 1


@dataclass(frozen=True, eq=False)
class LayerFeatures:
    """Of one layer.

    Attributes:
        layer: From 0.
        directions: K features; their centre is what the state is when all are off.
        measures: "explained", the share of the states' variance they rebuild; "active", how many
            are on in a state; "dead", the share that never is.
    """

    layer: int
    directions: Directions
    measures: Mapping[str, float]


def measured(directions: Directions, states: FloatArray) -> dict[str, float]:
    """Variance explained, features on in a state, and share of dead ones, on states (N, H)."""
    values = directions.values(states)
    left = float(((states - directions.rebuilt(values)) ** 2).sum())
    whole = float(((states - states.mean(0)) ** 2).sum())
    on = values > 0
    return {
        "explained": round(1 - left / max(whole, 1e-12), 4),
        "active": round(float(on.sum(1).mean()), 2),
        "dead": round(float((~on.any(0)).mean()), 4),
    }


def features_bytes(layers: Sequence[LayerFeatures], weights: str) -> bytes:
    """As a file; the same features give the same bytes.

    Args:
        layers: Those of which features are known.
        weights: SHA-256 of the weights they belong to.
    """
    arrays: dict[str, Any] = {}
    for one in layers:
        assert one.directions.threshold is not None, "sparse features have a threshold"
        parts = {
            "read": one.directions.read,
            "bias": one.directions.bias,
            "write": one.directions.write,
            "threshold": one.directions.threshold,
            "centre": one.directions.centre,
        }
        arrays |= {f"{one.layer}.{name}": _half(part) for name, part in parts.items()}
    about = {
        "format": FORMAT,
        "weights": weights,
        "measures": {str(one.layer): dict(one.measures) for one in layers},
    }
    return save_arrays(arrays, {"about": json.dumps(about)})


def _half(values: Any) -> Any:
    """In half precision; what is beyond its range, as of a feature that never fires, at its end."""
    most = np.finfo(np.float16).max
    return np.clip(values, -most, most).astype(np.float16)


def load_features(folder: Path, weights: str) -> dict[int, LayerFeatures]:
    """Features beside the weights with this SHA-256, by layer.

    Nothing if there are none, if they belong to other weights, or if the file is damaged: a page is
    whole without them.
    """
    return read_beside(folder / FILE, FORMAT, weights, _layers) or {}


def _layers(file: Any, about: Mapping[str, Any]) -> dict[int, LayerFeatures]:
    return {
        int(layer): _layer(file, int(layer), measures)
        for layer, measures in about["measures"].items()
    }


def _layer(file: Any, layer: int, measures: Mapping[str, float]) -> LayerFeatures:
    parts = (
        file.get_tensor(f"{layer}.{name}").astype(np.float32)
        for name in ("read", "bias", "write", "centre", "threshold")
    )
    read, *others = parts
    names = tuple(f"feature {number}" for number in range(len(read)))
    return LayerFeatures(layer, Directions(names, read, *others), measures)
