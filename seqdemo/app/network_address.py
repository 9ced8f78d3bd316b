"""Address of this machine in its network, for phones to come by.

`for_others` gives it where the app was opened by a loopback address, such as 127.0.0.1.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import SplitResult

import streamlit as st
from streamlit import net_util

from seqdemo.core.loopback import is_loopback

_EVERYWHERE = (None, "", "0.0.0.0", "::")
_CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))


def for_others(here: SplitResult) -> SplitResult | None:
    """The address by which other machines reach what `here` shows; None if it is not known.

    Args:
        here: By which this machine's browser has opened it.
    """
    if not is_loopback(here.hostname or "localhost"):
        return here
    # Behind a proxy, or in a container, the network's address and port are another's.
    if st.get_option("server.address") not in _EVERYWHERE or _in_container():
        return None
    found = net_util.get_internal_ip()
    if found is None or is_loopback(found):
        return None
    port = f":{here.port}" if here.port else ""
    return here._replace(netloc=f"{found}{port}")


def _in_container() -> bool:
    return "KUBERNETES_SERVICE_HOST" in os.environ or any(map(Path.exists, _CONTAINER))
