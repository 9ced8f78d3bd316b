"""File names: as sentences can show them, and made of a title."""

from __future__ import annotations

import unicodedata

LONGEST = 40
MOST_BYTES = 200
"""UTF-8 bytes of a name that is made of a title: with its ending every file system takes it."""


def shown_file_name(name: str, otherwise: str = "file") -> str:
    """A file's name that fits on the page; `otherwise` where nothing of it can be seen."""
    clean = "".join(char for char in name if char.isprintable()).strip() or otherwise
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"


def file_name_of(title: str, otherwise: str = "file") -> str:
    """A file's name made of a title: letters and digits of all scripts, joined by hyphens.

    Args:
        title: Of what is in the file.
        otherwise: The name where the title holds none of them.
    """
    plain = unicodedata.normalize("NFC", title).lower()
    # A mark is part of the letter before it: in Hindi and Thai most words hold some.
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in plain)
    name = "-".join(kept.split()).encode()[:MOST_BYTES].decode(errors="ignore")
    return name.strip("-") or otherwise
