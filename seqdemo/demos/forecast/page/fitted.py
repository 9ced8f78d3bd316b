"""The visitor's own fit of a network to a series, in the session."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.demos.forecast.page.state import NAME
from seqdemo.demos.forecast.series import Series

KEY = f"{NAME}.#fit"


def series_key(series: Series) -> int:
    """Tells series with other values, or seasons, apart."""
    return hash((series.season, series.values.tobytes(), series.kinds is None))


def running_fit(series: Series, kind: str) -> Any:
    """The fit that was begun for a series and a network, or None."""
    return st.session_state.get(KEY, {}).get((series_key(series), kind))


def keep_fit(series: Series, kind: str, fitting: Any) -> None:
    """Keep a fit: it is the only one of the visitor; an earlier one is stopped."""
    for other in st.session_state.get(KEY, {}).values():
        other.stop()
    st.session_state[KEY] = {(series_key(series), kind): fitting}


def forget_fits() -> None:
    """Go back to the networks as they ship."""
    for other in st.session_state.pop(KEY, {}).values():
        other.stop()


def fitted_network(series: Series, kind: str) -> Any:
    """The fitted network, if it is done and was better; else None."""
    fitting = running_fit(series, kind)
    return fitting.model if fitting is not None and fitting.better else None
