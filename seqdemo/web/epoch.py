"""Epoch: name of a session, by which a browser sees that one is new."""

from __future__ import annotations

import secrets

import streamlit as st


def epoch() -> str:
    """Eight random characters, the same as long as the session lasts."""
    found: str = st.session_state.setdefault("seqdemo.epoch", secrets.token_hex(4))
    return found
