"""Component: technical words of a page, each in one sentence."""

from __future__ import annotations

from pathlib import Path

from seqdemo.web.bridge import component

_mount = component("glossary", Path(__file__).parent)


def glossary(page: str) -> None:
    """Draw the button "Words", and mark words that can be tapped; words.js says what they mean.

    Args:
        page: Name of the page that is shown.
    """
    _mount(key="seqdemo.glossary", data={"page": page})
