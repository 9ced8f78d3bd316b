"""Component: a network unrolled over the letters one draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from seqdemo.demos.word_reader.page.unroll.payload import UnrollView, payload
from seqdemo.web.bridge import component
from seqdemo.web.drawing import Drawing
from seqdemo.web.messages import Rerun

_mount = component("unroll", Path(__file__).parent)


def unroll(
    view: UnrollView,
    drawing: Drawing,
    *,
    on_rest: Callable[[], Rerun],
    on_ask: Callable[[], Rerun],
    on_noise: Callable[[Mapping[str, Any]], Rerun],
    on_spell: Callable[[], Rerun],
    fragment: str | None = None,
) -> None:
    """Show the unrolled network; what is drawn there arrives in `drawing`.

    Args:
        view: What to show.
        drawing: The visitor's; a change of it reruns the fragment this stands in.
        on_rest: Called after a moment's rest; gives what is to be rerun then.
        on_ask: Called when the visitor asks the other networks.
        on_spell: Called when the visitor wants a spelling check, or no longer.
        on_noise: Gets {"percent", "seed"} when the visitor asks for more or other noise.
        fragment: Key of the fragment this stands in, if any.
    """

    def rest(seen: Mapping[str, Any]) -> Rerun:
        drawing.look(seen)
        return on_rest()

    _mount(
        key=drawing.widget,
        data=payload(view) | drawing.standing(),
        listeners={
            "word": drawing.take,
            "view": rest,
            "ask": lambda _: on_ask(),
            "noise": on_noise,
            "spell": lambda _: on_spell(),
        },
        fragment=fragment,
        changes=True,
    )
