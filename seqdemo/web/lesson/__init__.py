"""Component: strip of a lesson: text, question and way on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("lesson", Path(__file__).parent)

STYLE = """
html[data-lesson="here"] [data-testid="stElementContainer"]:has(> [data-testid="stHeading"] h1),
html[data-lesson="here"] [data-testid="stElementContainer"]:has(> [data-testid="stHeading"] h1)
  + [data-testid="stElementContainer"]:has(> [data-testid="stMarkdown"]),
html[data-lesson="here"] [data-testid="stElementContainer"]:has(> [data-testid="stHeading"] h1)
  + [data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside)
  + [data-testid="stElementContainer"]:has(> [data-testid="stMarkdown"]) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
@media (min-width: 641px) {
  html[data-lesson] :is(.st-key-seqdemo-bar,
    [data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside)) { top: 1.8rem; }
}
@media (min-width: 641px) and (max-height: 860px) {
  html[data-lesson] :is(.st-key-seqdemo-bar,
    [data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside)) { top: 1.15rem; }
}
html[data-lesson] [data-testid="stHeader"],
html[data-lesson] [data-testid="stHeader"] *:not(button, button *, a, a *) { pointer-events: none; }
"""
"""Of the page: a step says what it is about, so title and first sentence are for listeners."""


def lesson_strip(*, data: Mapping[str, Any], on_act: Listener, key: str, fragment: str) -> None:
    """Show a step.

    Args:
        data: Of the step: see `app/lessons/strip.py`; with `onward`, words of the way on, it is one
            question of a lesson that runs elsewhere, see `app/lessons/picking.py`.
        on_act: Gets {"do": "go", "to": step}, {"do": "answer", "given": ...}, {"do": "show"} or
            {"do": "end"}, each with the "id" of the step it is about.
        key: Names the component in the session.
        fragment: Key of the fragment it stands in.
    """
    _mount(key=key, data=data, listeners={"act": on_act}, fragment=fragment)
