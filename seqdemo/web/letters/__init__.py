"""Component: letters to draw on 7x7 grids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.drawing import Drawing

_mount = component("letters", Path(__file__).parent)


def letters(drawing: Drawing, *, on_draw: Callable[[], None]) -> None:
    """Show a drawing to be changed; what is drawn arrives in `drawing`, and then `on_draw` runs."""

    def drawn(sent: Mapping[str, Any]) -> None:
        before = drawing.grids
        drawing.take(sent)
        if drawing.grids != before:
            on_draw()

    data = {"drawing": list(drawing.grids), **drawing.standing()}
    _mount(key=drawing.widget, data=data, listeners={"word": drawn})
