"""Messages of a component: listeners in order, once, and one rerun.

One message of a browser may hold several of a component's values. Streamlit calls their callbacks
in any order, and an `st.rerun` of some fragments in one of them drops what the others rerun by
default. Here the first callback of a message calls the listeners of all that is new, in the order
in which they were declared; each callback then asks for the same rerun, which covers all of theirs.
Of two triggers that wait together Streamlit keeps the newer: a trigger carries those before it, and
its time tells which of them were heard (`web.triggers`).

A run that is stopped takes with it what it showed but a moment ago. So what a component in a
fragment is given has a name; the browser says with every value which it has, and what is missing is
shown again. By these names, too, it can be told no more than what has changed since.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import streamlit as st

from seqdemo.web import reruns
from seqdemo.web.difference import difference
from seqdemo.web.reruns import PAGE
from seqdemo.web.triggers import Pulled

Rerun: TypeAlias = Sequence[str] | None
"""Keys of fragments, or `[PAGE]`; None for what Streamlit reruns by default."""

Listener: TypeAlias = Callable[[dict[str, Any]], Rerun]
"""Gets what the browser sent, a JSON object, and says what is to be rerun."""

KEPT = 3
"""So many of the latest data are kept for a browser that answers late."""


@dataclass
class _Heard:
    """What one component has sent, in the visitor's session.

    Attributes:
        values: Name -> what its listener got last.
        ahead: Those whose own callback in this message is still to come.
        rerun: What this message reruns.
        owed: Whether the component's default rerun was asked for and has not reached it yet.
        name: Of the data that it was given last.
        known: Of the data that the browser had when it sent this message.
        given: Name -> data, where they are kept.
        session: Begins the names of all data that this session gives.
        pulled: Which triggers were heard.
    """

    values: dict[str, Any] = field(default_factory=dict)
    ahead: dict[str, Any] = field(default_factory=dict)
    rerun: Rerun = None
    owed: bool = False
    name: str = ""
    known: str = ""
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    session: str = field(default_factory=lambda: secrets.token_hex(4))
    pulled: Pulled = field(default_factory=Pulled)


class Messages:
    """One component's messages: `callbacks` and `give` for Streamlit, `shown` afterwards.

    Args:
        key: Names the component in the session.
        listeners: Name of a value -> who gets it, in the order in which they are called.
        fragment: Key of the fragment that the component stands in. Without one, what it reruns
            by default is the whole page where that has to be said.
        changes: Whether the browser is given no more than what has changed; the data are kept in
            the session for that.
    """

    def __init__(
        self,
        key: str,
        listeners: Mapping[str, Listener],
        fragment: str | None = None,
        *,
        changes: bool = False,
    ) -> None:
        self.key, self.listeners = key, listeners
        self._fragment, self._changes = fragment, changes

    @property
    def _heard(self) -> _Heard:
        found: _Heard = st.session_state.setdefault(f"{self.key}.heard", _Heard())
        return found

    @property
    def callbacks(self) -> dict[str, Callable[[], None]]:
        """Arguments that Streamlit wants: `on_<name>_change` for each listener."""
        return {f"on_{name}_change": self._callback(name) for name in self.listeners}

    def give(self, data: Mapping[str, Any]) -> list[Any]:
        """What the browser is given for `data`: [data], [data, name] or [change, name, of which].

        In a list: in a dict Streamlit looks for data frames, each time, and loads pandas for it.
        """
        if self._fragment is None:
            return [data]
        heard = self._heard
        # A page that is left takes with it what the browser had, and Streamlit the values.
        known = heard.known if self.key in st.session_state else ""
        heard.name, heard.known = heard.session + secrets.token_hex(3), ""
        if not self._changes:
            return [data, heard.name]
        before = heard.given.get(known)
        latest = {**heard.given, heard.name: dict(data)}
        heard.given = {name: latest[name] for name in list(latest)[-KEPT:]}
        if before is None:
            return [data, heard.name]
        return [difference(dict(data), before), heard.name, known]

    def shown(self, values: Mapping[str, Any]) -> None:
        """Note that the component is on the page; the listeners of its values were called."""
        heard = self._heard
        heard.values, heard.ahead, heard.owed = dict(values), {}, False

    def _callback(self, name: str) -> Callable[[], None]:
        def callback() -> None:
            rerun = self.hear(name)
            if rerun is not None:
                reruns.rerun(rerun)

        return callback

    def hear(self, name: str) -> Rerun:
        """Call the listeners of all that is new in the message which Streamlit says has `name`.

        Returns:
            What is to be rerun for the whole message.
        """
        if self.key not in st.session_state:
            return None  # of what a page says last that is left Streamlit keeps the name alone
        heard, sent = self._heard, self._sent()
        if name in heard.ahead and heard.ahead.pop(name) == sent.get(name):
            return heard.rerun
        news = [each for each in sent if each == name or sent[each] != heard.values.get(each)]
        heard.values = sent
        heard.ahead = {each: sent[each] for each in news if each != name}
        for each in news:
            heard.known = str(sent[each].get("shown", ""))
            heard.owed |= heard.known not in ("", heard.name)
        told = heard.pulled.unheard([(each, sent[each]) for each in news], heard.session)
        asked = [self.listeners[each](value) for each, value in told if each in self.listeners]
        heard.rerun = self._joined(heard, asked) if told else heard.rerun
        return heard.rerun

    def _sent(self) -> dict[str, dict[str, Any]]:
        """What the browser says, as far as these are JSON objects, in the listeners' order."""
        values = st.session_state[self.key]
        return {name: values[name] for name in self.listeners if isinstance(values.get(name), dict)}

    def _joined(self, heard: _Heard, asked: Sequence[Rerun]) -> Rerun:
        """One rerun for all, and for an earlier one that another message has stopped."""
        heard.owed |= None in asked
        targets = list(dict.fromkeys(key for rerun in asked for key in rerun or ()))
        if not targets:
            return None
        itself = PAGE if self._fragment is None else self._fragment
        return list(dict.fromkeys([itself, *targets])) if heard.owed else targets
