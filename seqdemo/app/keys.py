"""Keys of containers that the page's style knows, as CSS selectors.

In `:has()` they are written out. Streamlit gives an element another class while a run lasts; a
selector such as `:has([class*="name"])` then has the browser style all that stands around it again.
"""

from __future__ import annotations

from typing import Literal

Row = Literal["", "source", "view"]
"""Names of rows of controls on one page."""

First = Literal[Row, "several"]
"""Names of first controls: of the row in which one stands, or that they are several."""

CONTROLS, CONTROLS_OF_SHOWN = "seqdemo-controls", "seqdemo-controls-of-shown"


def tools(name: Row) -> str:
    """Key of a row of controls."""
    return f"seqdemo-tools{name and '-'}{name}"


def first(name: First) -> str:
    """Key of a container of first controls."""
    return f"seqdemo-first{name and '-'}{name}"


def selector(*keys: str) -> str:
    """CSS selector of the containers that have one of these keys."""
    return f":is({', '.join(f'.st-key-{key}' for key in keys)})"
