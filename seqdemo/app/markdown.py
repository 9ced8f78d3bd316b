"""Escape strangers' text for Markdown."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_\[\](){}<>#+!|~$:-])")


def literal(text: str) -> str:
    """`text` with all of Markdown's signs escaped: no link, picture or formula comes of it."""
    return _MARKUP.sub(r"\\\1", text)
