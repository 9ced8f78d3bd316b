"""A writer that the visitor has kept and brings back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from seqdemo.demos.own_text.page.state import NETWORKS, STATE

if TYPE_CHECKING:
    from seqdemo.models.text_writer import TextWriter

Kept = tuple["TextWriter", Mapping[str, Any]]
"""A writer and its card."""

_KEPT = STATE.key("#kept")


def keep_uploaded(data: bytes) -> bool:
    """Take a file as a kept writer; whether it looks like one.

    Raises:
        KeptError: If it looks like one, but is none.
    """
    from seqdemo.demos.own_text import keeping

    if not keeping.is_kept(data):
        return False
    st.session_state[_KEPT] = keeping.unpacked(data)
    return True


def kept() -> Kept | None:
    """The writer that was brought back, until it is put away."""
    found: Kept | None = st.session_state.get(_KEPT)
    return found


def kept_words(card: Mapping[str, Any]) -> str:
    """What a kept writer is."""
    after = card.get("updates")
    trained = f", after {after:,} updates" if isinstance(after, int) else ""
    return f"the {NETWORKS[card['cell']]} you have kept: {len(card['symbols'])} symbols{trained}"


def put_away() -> None:
    """Forget it."""
    st.session_state.pop(_KEPT, None)
