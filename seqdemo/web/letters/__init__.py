"""Component: letters, digits or frames to draw on 7x7 grids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.drawing import MOST_LETTERS, Drawing
from seqdemo.web.messages import Rerun

_mount = component("letters", Path(__file__).parent)


def letters(
    drawing: Drawing,
    *,
    on_draw: Callable[[], Rerun],
    most: int = MOST_LETTERS,
    noun: str = "letter",
    fragment: str | None = None,
    presented: bool = True,
) -> None:
    """Show a drawing to be changed; what is drawn arrives in `drawing`, and then `on_draw` runs.

    Args:
        drawing: The visitor's.
        on_draw: See `messages.Listener`.
        most: Grids there can be; a single one has no buttons to add, move or remove.
        noun: What a grid holds, in a word.
        fragment: Key of the fragment this stands in, if any.
        presented: Whether a projector shows the grids by themselves; False where a picture of the
            page has them at its foot.
    """

    def drawn(sent: Mapping[str, Any]) -> Rerun:
        before = drawing.grids
        drawing.take(sent)
        return on_draw() if drawing.grids != before else None

    data = {
        "name": drawing.key,
        "drawing": list(drawing.grids),
        "most": most,
        "noun": noun,
        "presented": presented,
    }
    _mount(
        key=drawing.widget,
        data=data | drawing.standing(),
        listeners={"word": drawn},
        fragment=fragment,
    )
