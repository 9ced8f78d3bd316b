"""A data set of four made-up photos, laid out like Flickr8k."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn

from seqdemo.demos.captioner.encoder import efficientnet_lite0_features
from seqdemo.demos.captioner.start_weights import FILE

SENTENCES = ("A dog runs .", "The dog runs fast .", "A dog", "One brown dog runs .", "dog , runs !")
TRAIN, DEV = ("p0.jpg", "p1.jpg", "p2.jpg"), ("p3.jpg",)


def make(folder: Path) -> Path:
    """Write the data set, and an encoder to start from beside it; returns its folder."""
    root = folder / "flickr8k"
    (root / "images").mkdir(parents=True)
    lines = []
    for number, name in enumerate((*TRAIN, *DEV)):
        noise = np.random.default_rng(number).integers(0, 256, (7, 7, 3), dtype=np.uint8)
        image = Image.fromarray(noise).resize((224, 224))
        image.save(root / "images" / name)
        lines += [f"{name}#{k}\t{sentence}" for k, sentence in enumerate(SENTENCES)]
    (root / "captions.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (root / "train.txt").write_text("\n".join(TRAIN) + "\n", "utf-8")
    (root / "dev.txt").write_text("\n".join(DEV), "utf-8")
    (folder / "cnn").mkdir()
    torch.manual_seed(0)
    state = published(efficientnet_lite0_features())
    classifier = {"_fc.weight": torch.zeros(1000, 1280)}  # comes along, and is not wanted
    whole = {name: each.contiguous() for name, each in state.items()} | classifier
    save_file(whole, folder / FILE)
    return root


def published(layers: nn.Sequential) -> dict[str, Tensor]:
    """The state of layers by the names that EfficientNet-Lite0 was published with."""
    norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    parts = [("_expand_conv", "_bn0"), ("_depthwise_conv", "_bn1"), ("_project_conv", "_bn2")]
    pairs = [("_conv_stem", "_bn0")]
    for block in range(16):
        named = parts if block else parts[1:]  # nothing expands in the first
        pairs += [(f"_blocks.{block}.{one}", f"_blocks.{block}.{other}") for one, other in named]
    pairs += [("_conv_head", "_bn1")]
    names = [f"{a}.weight" if n < 0 else f"{b}.{norm[n]}" for a, b in pairs for n in range(-1, 5)]
    return dict(zip(names, layers.state_dict().values(), strict=True))
