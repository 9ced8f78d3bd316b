"""Component: a network unrolled over the letters one draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from seqdemo.demos.word_reader.page.unroll.payload import UnrollView, payload
from seqdemo.web.bridge import component
from seqdemo.web.drawing import Drawing

_mount = component("unroll", Path(__file__).parent)


def unroll(
    view: UnrollView,
    drawing: Drawing,
    *,
    on_rest: Callable[[], None],
    on_ask: Callable[[], None],
) -> None:
    """Show the unrolled network; what is drawn there arrives in `drawing`.

    A drawing reruns the fragment this stands in; so does a moment's rest, unless `on_rest` asks for
    something else by `st.rerun`. `on_ask` is called when the visitor asks the other networks.
    """

    def rest() -> None:
        drawing.take()  # one message may hold both, and Streamlit then calls them in any order
        drawing.look()
        on_rest()

    _mount(
        key=drawing.widget,
        data=payload(view) | drawing.standing(),
        on_word_change=drawing.take,
        on_view_change=rest,
        on_ask_change=on_ask,
    )
