"""Component: a recurrent cell that unfolds over the letters it reads."""

from __future__ import annotations

from pathlib import Path

from seqdemo.web.bridge import component
from seqdemo.web.steps.payload import StepsView, payload

_mount = component("fold", Path(__file__).parent)


def fold(view: StepsView, *, key: str) -> None:
    """Show the folded cell reading step by step, then unfold it; it needs no rerun.

    Args:
        view: A trace whose columns have `Bars` as output; its top layer is shown.
        key: Names the picture in the session.
    """
    _mount(key=key, data=payload(view))
