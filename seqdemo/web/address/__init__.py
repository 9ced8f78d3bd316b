"""Component: writes query parameters, replacing history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import streamlit as st

from seqdemo.web.bridge import component

_mount = component("address", Path(__file__).parent)


def write_address(
    key: str, names: Collection[str], link: Mapping[str, str], unseen: Collection[str] = ()
) -> None:
    """Put query parameters into the address; `st.query_params` would add a history entry each time.

    The address keeps the parameters of others, such as `embed`, and what pictures on the page have
    put there since, such as the selected step.

    Args:
        key: Names the component in the session.
        names: Parameters that belong to the page: those that `link` leaves out are taken away.
        link: Parameters and their values.
        unseen: Those of `names` that pictures put there in vain, as what they name is not shown.
    """
    with st.container(key="seqdemo-address"):
        _mount(key=key, data={"names": list(names), "link": dict(link), "unseen": list(unseen)})
