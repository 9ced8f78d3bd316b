"""What the controls of a page say, whether they are drawn or not.

Streamlit forgets what a control says as soon as a run does not draw it, and tells a new control of
a value only in the run that sets it. So every choice is kept here too, and those whose controls
were not drawn last time are set again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st


class Choices:
    """The choices of one page, kept in the visitor's session.

    Args:
        page: Name of the page; begins the session keys.
        defaults: Control -> what a first visit shows.
    """

    def __init__(self, page: str, defaults: Mapping[str, Any]) -> None:
        self.page, self.defaults = page, defaults

    def key(self, name: str) -> str:
        """Session key of a control."""
        return f"{self.page}.{name}"

    def drawn(self, name: str) -> str:
        """Session key of a control that is being drawn."""
        for noted in ("#drawing", "#drawn"):
            st.session_state[self.key(noted)].add(name)
        return self.key(name)

    def __getitem__(self, name: str) -> Any:
        """What a control says."""
        state = st.session_state
        kept = state[self.key("#kept")]
        if name in state[self.key("#drawn")]:
            # In a fragment's own run nobody has called `begin`: Streamlit alone knows.
            kept[name] = state.get(self.key(name), kept[name])
        return kept[name]

    def __setitem__(self, name: str, value: Any) -> None:
        """Set a control: in a callback, or before the page draws it."""
        st.session_state[self.key("#kept")][name] = st.session_state[self.key(name)] = value

    def insist(self, name: str, value: Any) -> None:
        """Set a control in a callback, against messages under way that still say the old value."""
        self[name] = value
        st.session_state.setdefault(self.key("#insisted"), {})[name] = value

    def begin(self, *, arrived: bool) -> None:
        """Start a run of the page, before anything is drawn.

        Args:
            arrived: Whether the visitor was elsewhere before.
        """
        state = st.session_state
        drawn = set() if arrived else set(state.get(self.key("#drawn"), ()))
        kept = state.get(self.key("#kept"), {})
        state[self.key("#kept")] = {}
        state[self.key("#drawing")], state[self.key("#drawn")] = set(), set(drawn)
        insisted = state.pop(self.key("#insisted"), {})
        for name, default in self.defaults.items():
            there = state.get(self.key(name), kept.get(name, default))
            if name in insisted:
                self[name] = insisted[name]
            elif name in drawn:
                state[self.key("#kept")][name] = there
            else:
                self[name] = kept.get(name, there)

    def finish(self) -> None:
        """End a run: what it has not drawn is gone. One that is cut short takes nothing away."""
        st.session_state[self.key("#drawn")] = st.session_state[self.key("#drawing")]
