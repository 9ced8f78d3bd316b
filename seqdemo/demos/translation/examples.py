"""The shipped example translation and the search behind it."""

from __future__ import annotations

import json
from pathlib import Path

from seqdemo.core.card_file import CheckpointError
from seqdemo.core.search_tree import BeamResult, as_json, from_json
from seqdemo.demos.translation.query import Translate

EXAMPLE = Translate("A man with a red hat is playing the guitar on the street.", "en-de")
"""What greets a visitor."""

TRACE, SEARCH = "example.npz", "example.json"

SENTENCES = {
    "en": (
        EXAMPLE.text,
        "Two dogs are running through the snow.",
        "A little girl in a pink dress is eating an ice cream.",
        "The old woman who sells flowers is talking to a young man with a bicycle.",
        "A group of people are sitting around a table, drinking beer and laughing.",
    ),
    "de": (
        "Ein Mann mit einem roten Hut spielt auf der Straße Gitarre.",
        "Zwei Hunde rennen durch den Schnee.",
        "Ein kleines Mädchen in einem rosa Kleid isst ein Eis.",
        "Die alte Frau, die Blumen verkauft, spricht mit einem jungen Mann mit Fahrrad.",
    ),
    "fr": (
        "Un homme avec un chapeau rouge joue de la guitare dans la rue.",
        "Deux chiens courent dans la neige.",
        "Une petite fille en robe rose mange une glace.",
        "Une femme lit un livre sous un arbre pendant que son chien dort.",
    ),
}
"""Sentences to begin with, by language."""

HARD = {
    "en": (
        "The man is not wearing a hat.",
        "Good morning, how are you?",
        "A boy is eating an apple.",
        "Nobody is sitting on the bench.",
    ),
    "de": (
        "Der Mann trägt keinen Hut.",
        "Guten Morgen, wie geht es dir?",
        "Ein Junge isst einen Apfel.",
        "Niemand sitzt auf der Bank.",
    ),
    "fr": (
        "L'homme ne porte pas de chapeau.",
        "Bonjour, comment allez-vous ?",
        "Il pleut et la rue est mouillée.",
        "Personne n'est assis sur le banc.",
    ),
}
"""Sentences of a kind that captions hardly have, which it gets wrong, by language."""


def search_bytes(search: BeamResult) -> bytes:
    """The file `SEARCH`."""
    return (json.dumps(as_json(search)) + "\n").encode()


def load_search(file: Path) -> BeamResult:
    """The search that ships beside the example trace.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    try:
        return from_json(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        name = "/".join(file.parts[-4:])
        raise CheckpointError(f"{name} is missing or cannot be read: {error}") from error
