"""Figures of every unit, measured on text that cannot ship.

A safetensors file beside the weights, bound to them by their SHA-256: numbers of other weights are
no numbers of this network. Read without torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save as save_arrays

from seqdemo.analysis.beside_weights import read_beside
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation
from seqdemo.analysis.text_properties import Property
from seqdemo.analysis.unit_meaning import EveryUnit, every_unit
from seqdemo.core.trace import FloatArray

FILE = "units.safetensors"
FORMAT = 1


@dataclass(frozen=True, eq=False)
class LayerNumbers:
    """Of one layer.

    Attributes:
        meaning: Property -> how well every unit, and a linear probe of all, tells it.
        saturation: Gate -> how often it is shut and open; empty for a plain RNN.
    """

    meaning: Mapping[str, EveryUnit]
    saturation: Mapping[str, Saturation]


@dataclass(frozen=True, eq=False)
class UnitNumbers:
    """Of a network.

    Attributes:
        layers: Bottom to top.
        steps: How many steps of the text were read.
        weights: SHA-256 of the weights they belong to.
    """

    layers: tuple[LayerNumbers, ...]
    steps: int
    weights: str


def unit_numbers(corpus: NetworkCorpus, asked: Mapping[str, Property], weights: str) -> UnitNumbers:
    """Measure every unit of every layer over a corpus; takes seconds a layer."""
    layers = tuple(
        LayerNumbers(every_unit(layer, asked), saturation)
        for layer, saturation in zip(corpus.layers, corpus.saturation, strict=True)
    )
    return UnitNumbers(layers, len(corpus.layers[0]), weights)


def numbers_bytes(numbers: UnitNumbers) -> bytes:
    """As a file, in half precision: off by at most 0.0003. The same numbers give the same bytes."""
    arrays: dict[str, Any] = {}
    for depth, layer in enumerate(numbers.layers):
        means, gates = layer.meaning.values(), layer.saturation.values()
        arrays |= {
            f"{depth}.chosen": _rows(one.chosen for one in means),
            f"{depth}.measured": _rows(one.measured for one in means),
            f"{depth}.probe": _rows(np.array([one.probe], np.float32) for one in means),
            f"{depth}.shut": _rows(one.left for one in gates),
            f"{depth}.open": _rows(one.right for one in gates),
        }
    about = {
        "format": FORMAT,
        "weights": numbers.weights,
        "steps": numbers.steps,
        "layers": [
            {
                "measures": {name: one.measure for name, one in layer.meaning.items()},
                "gates": list(layer.saturation),
            }
            for layer in numbers.layers
        ],
    }
    return save_arrays(arrays, {"about": json.dumps(about)})


def load_numbers(folder: Path, weights: str) -> UnitNumbers | None:
    """The numbers beside the weights with this SHA-256.

    None if there are none, if they belong to other weights, or if the file is damaged: a page is
    whole without them.
    """
    return read_beside(folder / FILE, FORMAT, weights, _numbers)


def _numbers(file: Any, about: Mapping[str, Any]) -> UnitNumbers:
    layers = tuple(
        _layer(file, depth, layer, about["steps"]) for depth, layer in enumerate(about["layers"])
    )
    return UnitNumbers(layers, int(about["steps"]), about["weights"])


def _layer(file: Any, depth: int, about: Mapping[str, Any], steps: int) -> LayerNumbers:
    chosen, measured, probe, shut, opened = (
        file.get_tensor(f"{depth}.{name}").astype(np.float32)
        for name in ("chosen", "measured", "probe", "shut", "open")
    )
    meaning = {
        name: EveryUnit(measure, chosen[n], measured[n], float(probe[n, 0]))
        for n, (name, measure) in enumerate(about["measures"].items())
    }
    gates = {name: Saturation(shut[n], opened[n], steps) for n, name in enumerate(about["gates"])}
    return LayerNumbers(meaning, gates)


def _rows(rows: Any) -> FloatArray:
    """Under each other, (N, ...), in half precision; (0, 0) for none."""
    found = list(rows)
    return np.stack(found).astype(np.float16) if found else np.zeros((0, 0), np.float16)
