"""A few sentences, reviews and vectors in the layout of the real data, and a tiny network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.sentiment.network import MoodConfig, MoodReader
from seqdemo.demos.sentiment.words import SPECIAL, Words

GLAD, SAD = ("good", "great", "fine"), ("bad", "poor", "weak")
KNOWN = (*SPECIAL, "the", "film", "is", "not", "but", ",", ".", *GLAD, *SAD)
WORDS = Words(Vocabulary((*KNOWN, "splendid")), len(KNOWN))
"""A tiny vocabulary; the last word has a vector and was never trained."""


def write(root: Path, *, sentences: int = 40) -> Path:
    """Write sst2/, reviews/ and glove/ below `root`; returns the folder of sst2."""
    random = np.random.default_rng(0)
    rows = []
    for n in range(sentences):
        word = random.choice(GLAD if n % 2 else SAD)
        rows.append((f"the film is {word} .", n % 2))
    folder = root / "sst2"
    folder.mkdir(parents=True)
    text = "".join(f"{sentence}\t{label}\n" for sentence, label in rows)
    (folder / "train.tsv").write_text(text)
    (folder / "dev.tsv").write_text(text)
    phrases = [*dict.fromkeys(rows), *((word, 1) for word in GLAD), *((word, 0) for word in SAD)]
    (folder / "train_phrases.tsv").write_text("".join(f"{p}\t{label}\n" for p, label in phrases))
    (root / "reviews").mkdir()
    (root / "reviews" / "reviews.txt").write_text("The film isn't good . \nit is bad .\n" * 20)
    (root / "glove").mkdir()
    names = np.array(["the", "film", "is", "not", "good", "bad", "splendid"])
    vectors = random.normal(size=(len(names), 100)).astype(np.float16)
    np.savez(root / "glove" / "glove_100d.npz", words=names, vectors=vectors)
    return folder


def tiny_reader(cell: str = "lstm", **changes: object) -> MoodReader:
    """A small untrained network over `WORDS`."""
    torch.manual_seed(0)
    vectors = torch.randn(len(WORDS), 6)
    vectors[:3] = 0
    vectors[8] = 0  # "," has no vector
    config = MoodConfig(cell, WORDS.trained, 6, 4, 12)  # type: ignore[arg-type]
    return MoodReader(replace(config, **changes), vectors).eval()  # type: ignore[arg-type]
