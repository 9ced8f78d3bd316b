"""The home page's living picture: a recurrent cell that unfolds over the letters it reads."""

from __future__ import annotations

from pathlib import Path

from seqdemo.web.bridge import component
from seqdemo.web.unroll.payload import UnrollView, payload

_mount = component("fold", Path(__file__).parent)


def fold(view: UnrollView, *, key: str) -> None:
    """Show the folded cell reading `view`'s letters, then unfold it; it needs no rerun."""
    _mount(key=key, data=payload(view))
