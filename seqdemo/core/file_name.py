"""File names as sentences can show them: short, and all to be seen."""

from __future__ import annotations

LONGEST = 40


def shown_file_name(name: str, otherwise: str = "file") -> str:
    """A file's name that fits on the page; `otherwise` where nothing of it can be seen."""
    clean = "".join(char for char in name if char.isprintable()).strip() or otherwise
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"
