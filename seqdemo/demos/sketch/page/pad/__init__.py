"""Component: a sheet to draw on together with a network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.demos.sketch.page.pad.payload import PadView, payload
from seqdemo.web.bridge import component
from seqdemo.web.drawing import Drawing
from seqdemo.web.messages import Listener, Rerun

_mount = component("pad", Path(__file__).parent)


def pad(
    view: PadView,
    drawing: Drawing,
    *,
    on_draw: Callable[[], None],
    on_rest: Callable[[], Rerun],
    on_act: Listener,
    fragment: str | None = None,
) -> None:
    """Show the sheet; what is drawn there arrives in `drawing`.

    Args:
        view: What is shown.
        drawing: The visitor's; a change of it reruns the fragment this stands in.
        on_draw: Called when it has changed.
        on_rest: Called when the visitor rests; gives what is to be rerun then.
        on_act: Called with what they ask for: {"do": "ending", "ending": 3}, or {"do": "pin"}.
        fragment: Key of the fragment this stands in, if any.
    """

    def drawn(sent: Mapping[str, Any]) -> None:
        before = drawing.grids
        drawing.take(sent)
        if drawing.grids != before:
            on_draw()

    def rest(seen: Mapping[str, Any]) -> Rerun:
        drawing.look(seen)
        return on_rest()

    _mount(
        key=drawing.widget,
        data=payload(view) | drawing.standing(),
        listeners={"word": drawn, "view": rest, "act": on_act},
        fragment=fragment,
    )
