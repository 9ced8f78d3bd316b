"""What a writer's card says of the text it was trained on."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from seqdemo.demos.shakespeare.dataset import DATASET

WANDERS = "Remembers a few lines at most: names and plots wander."
FORGETS = (
    "Remembers a line or two: what stands more than 80 letters back changes nothing in what it "
    "writes next, so names and plots wander."
)
"""The same, measured of the networks that ship."""


def about_text(text: str) -> dict[str, Any]:
    """Data, licence and limits for the card of a network trained on `text`."""
    if sha256(text.encode()).hexdigest() == DATASET.files[0].sha256:
        return {
            "data": "Tiny Shakespeare, 1,115,394 characters (github.com/karpathy/char-rnn).",
            "licence": "The text is in the public domain; weights: MIT.",
            "limits": [
                "Knows 65 characters: English letters, newline, space and 11 marks.",
                "Writes the look and sound of Shakespeare; it has no idea what it says.",
                FORGETS,
            ],
        }
    return {
        "data": f"A text of {len(text):,} characters that is not the demo's own.",
        "licence": "That of its text.",
        "limits": [
            f"Knows {len(set(text))} characters: those of its text.",
            "Writes the look and sound of its text; it has no idea what it says.",
            WANDERS,
        ],
    }
