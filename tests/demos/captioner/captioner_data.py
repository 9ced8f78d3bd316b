"""A data set of four made-up photos, laid out like Flickr8k."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

from seqdemo.demos.captioner.encoder import PhotoEncoder

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
    state = PhotoEncoder().features.state_dict()
    contiguous = {name: tensor.contiguous() for name, tensor in state.items()}
    save_file(contiguous, folder / "cnn" / "mobilenet_v2_features.safetensors")
    return root
