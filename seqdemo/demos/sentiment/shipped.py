"""Shared files: known words with GloVe vectors, bag of words.

They ship beside the first network's weights.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from seqdemo.core.card_file import ASSETS, CheckpointError
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.sentiment.bag import Bag
from seqdemo.demos.sentiment.words import LEVEL, Int8Array, Words

NAME = "sentiment"
FOLDER = ASSETS / NAME / "lstm"
WORDS, BAG = "words.npz", "bag.npz"


def words_bytes(words: Words, packed: Int8Array) -> bytes:
    """The file `WORDS`.

    Args:
        words: The known words.
        packed: Their vectors in whole levels, (V, G).
    """
    text = "\n".join(words.vocabulary.symbols).encode()
    return _packed(words=np.frombuffer(text, np.uint8), trained=words.trained, vectors=packed)


def bag_bytes(bag: Bag) -> bytes:
    """The file `BAG`."""
    return _packed(weights=bag.weights.astype(np.float16), bias=np.float32(bag.bias))


def _packed(**arrays: object) -> bytes:
    file = io.BytesIO()
    found: dict[str, Any] = {name: np.asarray(array) for name, array in arrays.items()}
    np.savez_compressed(file, **found)
    return file.getvalue()


@lru_cache(maxsize=1)
def known_words() -> Words:
    """The words that the shipped networks know; needs no torch.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    found = _read(WORDS)
    text = found["words"].tobytes().decode()
    return Words(Vocabulary(tuple(text.split("\n"))), int(found["trained"]))


@lru_cache(maxsize=1)
def known_levels() -> Int8Array:
    """GloVe vectors of the known words in whole levels, (V, G); see `unpacked`.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    found: Int8Array = _read(WORDS)["vectors"]
    return found


@lru_cache(maxsize=1)
def known_bag() -> Bag:
    """The bag of words; needs no torch.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    found = _read(BAG)
    return Bag(found["weights"].astype(np.float32), float(found["bias"]))


def shared_bytes() -> int:
    """Size of the shipped words with their vectors; 0 where they do not ship."""
    path = FOLDER / WORDS
    return path.stat().st_size if path.exists() else 0


def unpacked(packed: Int8Array) -> FloatArray:
    """Vectors from whole levels."""
    return np.asarray(packed, np.float32) * np.float32(LEVEL)


def _read(name: str) -> dict[str, Any]:
    path: Path = FOLDER / name
    try:
        with np.load(path, allow_pickle=False) as file:
            return dict(file)
    except FileNotFoundError as error:
        raise CheckpointError(f"{'/'.join(path.parts[-4:])} is missing") from error
    except (OSError, ValueError, KeyError) as error:
        raise CheckpointError(f"{'/'.join(path.parts[-4:])} cannot be read: {error}") from error
