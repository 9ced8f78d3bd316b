"""Never ask another host for the server's own address.

Where a WebSocket comes from another site's page, Streamlit would ask a host on the internet for the
address of this server, to compare: on every such request, for up to two seconds in which it answers
nobody. A site that may open the app is named in `server.corsAllowedOrigins` instead.
"""

from __future__ import annotations

from streamlit import net_util


def never_ask() -> None:
    """Have Streamlit know no address but those it was given."""
    net_util.get_external_ip = lambda: None
