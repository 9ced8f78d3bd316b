"""Answers of one page that are hidden until asked for or guessed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.analysis.guesses import Guess


class Veil:
    """What has been shown and guessed on a page, in the visitor's session.

    Args:
        page: Name of the page; begins the session keys.
    """

    def __init__(self, page: str) -> None:
        self._key = f"{page}.#veil"

    @property
    def _kept(self) -> dict[str, dict[str, Any]]:
        """Answers that are "shown", what is "asked" of each, and (question, guess) in "guessed"."""
        found: dict[str, dict[str, Any]] = st.session_state.setdefault(
            self._key, {"shown": {}, "asked": {}, "guessed": {}}
        )
        return found

    def start(self) -> None:
        """Start a run of the page: no question has been asked yet."""
        self._kept["asked"].clear()

    def forget(self, *shown: str) -> None:
        """Hide all again, as for somebody who has just come, but for the answers named."""
        st.session_state.pop(self._key, None)
        for name in shown:
            self.show(name)

    def ask(self, name: str, about: str) -> None:
        """Say what is asked about an answer now; a guess of something else does not count."""
        self._kept["asked"][name] = about

    def guess(self, name: str) -> Guess | None:
        """The guess for what is asked now."""
        question, guess = self._kept["guessed"].get(name, (None, None))
        found: Guess | None = guess if self._asks(name, question) else None
        return found

    def keep(self, name: str, guess: Guess | None) -> None:
        """Commit a guess, or None for none, to what is asked now: the answer is shown."""
        self._kept["guessed"][name] = self._kept["asked"].get(name), guess

    def show(self, name: str) -> None:
        """Show an answer from now on, also where a link hides it."""
        self._kept["shown"][name] = True
        self.keep(name, None)

    def shown(self, name: str) -> bool:
        """Whether an answer was asked for that a link hides."""
        return name in self._kept["shown"]

    def again(self, name: str) -> None:
        """Take a guess back and hide the answer."""
        self._kept["guessed"].pop(name, None)

    def hides(self, name: str, *, ruled: bool, guessing: bool) -> bool:
        """Whether an answer is hidden now.

        Args:
            name: Of the answer.
            ruled: Whether the visitor's link hides it.
            guessing: Whether the visitor wants to guess first.
        """
        kept = self._kept
        asked = name in kept["asked"]
        if asked and self._asks(name, kept["guessed"].get(name, (None, None))[0]):
            return False
        return (ruled and name not in kept["shown"]) or (guessing and asked)

    def _asks(self, name: str, question: str | None) -> bool:
        return question is not None and self._kept["asked"].get(name) == question
