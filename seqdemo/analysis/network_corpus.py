"""Corpora of all layers of a network, kept on disk.

A folder of plain files: `layer_<n>.npy` holds the bytes of one layer, so that they are read where
they are needed and not before; `about.json` holds the rest. Nothing of it is a pickle.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.saturation import Saturation
from seqdemo.core.cache_folder import cache_folder

FORMAT = 1
MOST_BYTES = 1 << 30
"""What all corpora of this machine may take together: 1 GiB. The oldest goes first."""


@dataclass(frozen=True, eq=False)
class NetworkCorpus:
    """What a network did over many steps.

    Attributes:
        layers: One corpus a layer, bottom to top; labels and starts are the same in all.
        saturation: Of every gate of each layer, by name; empty for a plain RNN.
    """

    layers: tuple[Corpus, ...]
    saturation: tuple[Mapping[str, Saturation], ...]


def corpora_folder() -> Path:
    """Where corpora are kept."""
    return cache_folder("corpora")


def save_corpus(corpus: NetworkCorpus, name: str, *, most: int = MOST_BYTES) -> None:
    """Keep a corpus under a name; older ones go if all together would exceed `most` bytes.

    A folder that cannot be written, or a corpus too large to keep, is no error: it is made again
    next time.
    """
    size = sum(layer.states.nbytes for layer in corpus.layers)
    if size > most:
        return
    root = corpora_folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
        _make_room(root, most - size)
        # Written aside and then moved: a reader never sees half a corpus.
        aside = Path(tempfile.mkdtemp(dir=root, prefix=".new-"))
    except OSError:
        return
    try:
        for depth, layer in enumerate(corpus.layers):
            np.save(aside / f"layer_{depth}.npy", layer.states, allow_pickle=False)
        (aside / "about.json").write_text(json.dumps(_about(corpus)), "utf-8")
        shutil.rmtree(root / name, ignore_errors=True)
        aside.rename(root / name)
    except OSError:  # the disk is full, or another process has just kept it
        shutil.rmtree(aside, ignore_errors=True)


def load_corpus(name: str) -> NetworkCorpus | None:
    """The corpus of that name; None if there is none, or it cannot be read."""
    folder = corpora_folder() / name
    try:
        about = json.loads((folder / "about.json").read_text("utf-8"))
        if about["format"] != FORMAT:
            return None
        starts = np.array(about["starts"], np.int64)
        labels = tuple(about["labels"])
        layers = tuple(
            Corpus(
                labels,
                np.load(folder / f"layer_{depth}.npy", mmap_mode="r", allow_pickle=False),
                starts,
                most,
            )
            for depth, most in enumerate(about["most"])
        )
        return NetworkCorpus(layers, tuple(map(_saturation, about["saturation"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _about(corpus: NetworkCorpus) -> dict[str, Any]:
    first = corpus.layers[0]
    return {
        "format": FORMAT,
        "labels": first.labels,
        "starts": first.starts.tolist(),
        "most": [layer.most for layer in corpus.layers],
        "saturation": [
            {
                name: [one.left.round(5).tolist(), one.right.round(5).tolist(), one.steps]
                for name, one in gates.items()
            }
            for gates in corpus.saturation
        ],
    }


def _saturation(gates: Mapping[str, Any]) -> dict[str, Saturation]:
    return {
        name: Saturation(np.array(left, np.float32), np.array(right, np.float32), int(steps))
        for name, (left, right, steps) in gates.items()
    }


def _make_room(root: Path, free: int) -> None:
    """Remove the oldest corpora until those left take at most `free` bytes."""
    kept = 0
    folders = (path for path in root.iterdir() if path.is_dir())
    for folder in sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True):
        kept += sum(file.stat().st_size for file in folder.iterdir())
        if kept > free:
            shutil.rmtree(folder, ignore_errors=True)
