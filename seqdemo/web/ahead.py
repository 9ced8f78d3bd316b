"""Fetch components' scripts ahead: before Python knows what they show."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from seqdemo.web.bridge import HOME, component

_FETCH = (
    HOME
    + """\
export default ({ data: [{ files }] }) => {
  for (const file of files) import(home + file)
}
"""
)


def fetch_ahead(folder: Path) -> None:
    """Have the browser fetch the scripts of all components in a folder.

    Streamlit fetches what shows a component, and then its script, when its first message arrives.
    This message needs no NumPy, so both come while the page's own modules are imported.

    Args:
        folder: A component is a folder in there that holds a script of its own name.
    """
    if not st.runtime.exists():
        return
    found = sorted(main.parent for main in folder.glob("*/*.js") if main.stem == main.parent.name)
    files = [component(place.name, place).served() for place in found]
    show = st.components.v2.component("seqdemo.ahead", js=_FETCH)
    show(key="seqdemo.ahead", data=[{"files": [file for file in files if file]}])
