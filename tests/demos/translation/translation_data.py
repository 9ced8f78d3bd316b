"""A data set of made-up sentences, laid out like Multi30k."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqdemo.core.card_file import WEIGHTS
from seqdemo.demos.translation.task import TASK

SENTENCES = {
    "en": (
        "A dog runs.",
        "Two dogs run in the snow.",
        "A man reads.",
        "The old woman plays the guitar.",
        "A girl eats ice cream on the street.",
        "Two men sit.",
    ),
    "de": (
        "Ein Hund rennt.",
        "Zwei Hunde rennen im Schnee.",
        "Ein Mann liest.",
        "Die alte Frau spielt Gitarre.",
        "Ein Mädchen isst Eis auf der Straße.",
        "Zwei Männer sitzen.",
    ),
    "fr": (
        "Un chien court.",
        "Deux chiens courent dans la neige.",
        "Un homme lit.",
        "La vieille femme joue de la guitare.",
        "Une fille mange une glace dans la rue.",
        "Deux hommes sont assis.",
    ),
}
PIECES = 110

needs_weights = pytest.mark.skipif(
    any(not (TASK.folder(network) / WEIGHTS).is_file() for network in TASK.networks),
    reason="the translators' weights are not there: train and publish them first",
)


def make(folder: Path) -> Path:
    """Write the data set, with the same sentences in every split; returns its folder."""
    root = folder / "multi30k"
    root.mkdir(parents=True)
    for stem in ("train", "val", "test_2016_flickr"):
        for code, lines in SENTENCES.items():
            (root / f"{stem}.{code}").write_text("\n".join(lines) + "\n", "utf-8")
    return root


def every_sentence() -> list[str]:
    """Of all languages."""
    return [line for lines in SENTENCES.values() for line in lines]
