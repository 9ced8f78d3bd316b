"""Component: writes query parameters; tells a new server what they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from seqdemo.web.bridge import component
from seqdemo.web.epoch import epoch
from seqdemo.web.messages import Listener, Rerun
from seqdemo.web.reruns import PAGE

_mount = component("address", Path(__file__).parent)

Link = Callable[[], Mapping[str, str]]
"""Gives query parameters."""

Restore = Callable[[Mapping[str, str], Collection[str]], None]
"""Gets query parameters, and the names of those that pictures know themselves."""


def write_address(
    key: str,
    names: Collection[str],
    link: Mapping[str, str],
    restore: Restore,
    unseen: Collection[str] = (),
    then: Callable[[], Rerun] | None = None,
) -> None:
    """Put query parameters into the address; `st.query_params` would add a history entry each time.

    The address keeps the parameters of others, such as `embed`, and what pictures on the page have
    put there since, such as the selected step.

    Args:
        key: Names the component in the session.
        names: Parameters that belong to the page: those that `link` leaves out are taken away.
        link: Parameters and their values.
        restore: Called when the server has lost the visitor's session, with what the address says:
            Streamlit tells the new session the address by which the page was once opened.
        unseen: Those of `names` that pictures put there in vain, as what they name is not shown.
        then: Called when the address is written.
    """
    data: dict[str, Any] = {"names": list(names), "link": dict(link)}
    data |= {"unseen": list(unseen), "epoch": epoch(), "tells": then is not None}
    listeners: dict[str, Listener] = {"lost": _restoring(restore)}
    if then is not None:
        listeners["written"] = lambda _: then()
    with st.container(key="seqdemo-address"):
        _mount(key=key, data=data, listeners=listeners)


def _restoring(restore: Restore) -> Callable[[dict[str, Any]], Rerun]:
    def hear(sent: dict[str, Any]) -> Rerun:
        search, placed = sent.get("search"), sent.get("placed")
        if sent.get("epoch") != epoch() or not isinstance(search, str):
            return []
        named = placed if isinstance(placed, list) else []
        restore(dict(parse_qsl(search.removeprefix("?"), keep_blank_values=True)), named)
        return [PAGE]

    return hear
