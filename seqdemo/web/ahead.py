"""Fetch components' scripts ahead: before Python knows what they show."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from seqdemo.web.bridge import HOME, component
from seqdemo.web.modules import bundle, parse

_FETCH = (
    """import { takeEarly } from "./present/early.js"\n"""
    + HOME
    + """\
export default ({ data: [{ files }] }) => {
  for (const file of files) import(home + file)
}
"""
)
"""It also hears a key that is pressed before the scripts are there."""


def components_in(folder: Path) -> list[Path]:
    """The components in a folder: a component is a folder that holds a script of its own name."""
    return sorted(main.parent for main in folder.glob("*/*.js") if main.stem == main.parent.name)


def fetch_ahead(*places: Path) -> None:
    """Have the browser fetch the scripts of components, and Streamlit's own that shows them.

    Streamlit fetches what shows a component when a component's first message arrives; React then
    holds back what waits for it for 300 ms. This message needs no NumPy, and shows nothing: call it
    before all else, and the picture comes when all is there.

    Args:
        places: Folders of the components.
    """
    if not st.runtime.exists():
        return
    files = [component(place.name, place).served() for place in places]
    show = st.components.v2.component("seqdemo.ahead", js=_script())
    show(key="seqdemo.ahead", data=[{"files": [file for file in files if file]}])


@cache
def _script() -> str:
    return bundle(parse(Path(__file__), _FETCH))
