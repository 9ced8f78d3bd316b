"""Page state: the table of a page's choices, in session and link.

A value counts whether its control is drawn or not: Streamlit keeps it by `persist_state="session"`,
and a link may set a control that it hides. Links hold what differs from the defaults, and three
lists of names joined by dots, for lessons and teachers: `hide` leaves controls or parts of the page
out, `lock` shows controls that cannot be changed, `veil` hides an answer until it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from seqdemo.app.choice import Choice
from seqdemo.app.insisted import insisted
from seqdemo.app.lessons.link import LESSON, LIFTED
from seqdemo.app.rules import RULES, Rules
from seqdemo.app.veil import Veil
from seqdemo.web.address import Link, Restore, write_address
from seqdemo.web.reruns import fragment, with_its_fragment

PAGE = "seqdemo.page"  # session key of the name of the page that is shown
INSIDE = "seqdemo.inside"  # session key of the switch "more inside", the same on all pages
GUESS = "guess"  # the choice "guess first" in a page's table, and in links
ADDRESS = "seqdemo.address"
"""Key of the fragment that writes the address: `st.rerun(ADDRESS)` in a callback runs it alone."""


class PageState:
    """The choices of one page: `STATE = PageState("writer", seed=number(1, 0, 9, link="seed"))`.

    `STATE["seed"]` is a value; set it in a callback, or before its control is drawn.

    Args:
        page: Name of the page; begins the session keys.
        parts: Names of parts of the page that links may hide.
        answers: Names of answers that links may veil.
        inside: Names of choices, parts and answers behind "more inside"; a link to one opens it.
        choices: Name -> choice.
    """

    def __init__(
        self,
        page: str,
        /,
        *,
        parts: Collection[str] = (),
        answers: Collection[str] = (),
        inside: Collection[str] = (),
        **choices: Choice,
    ) -> None:
        self.page, self.choices, self.inside = page, choices, frozenset(inside)
        self.veil = Veil(page)
        controls = {name for name, choice in choices.items() if choice.widget is not None}
        if unknown := self.inside.difference(choices, parts, answers):
            raise ValueError(f"not of this page: {', '.join(sorted(unknown))}")
        self.allowed: Mapping[str, frozenset[str]] = {
            "hide": frozenset(controls.union(parts)),
            "lock": frozenset(controls),
            "veil": frozenset(answers),
        }
        """Rule -> the names it can have."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of query parameters that belong to the page; all others are left as they are."""
        own = (one.link for one in self.choices.values() if one.link)
        return (*own, *RULES, *(("inside",) if self.inside else ()))

    @property
    def simple(self) -> bool:
        """Whether what stands behind "more inside" is not shown."""
        return bool(self.inside) and not st.session_state.get(INSIDE, False)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Query parameters that pictures write of what is not shown, such as the selected unit."""
        looks = sorted(self._looks()) if self.simple else ()
        return tuple(self.choices[name].link or "" for name in looks)

    def _looks(self) -> set[str]:
        """Choices behind "more inside" that no control shows."""
        return {name for name in self.inside & {*self.choices} if not self.choices[name].widget}

    def open_inside(self, *, arrived: bool) -> None:
        """Switch "more inside" on or off, as a link says, or on if it names what is inside."""
        link = st.query_params.to_dict() if arrived else {}
        said = link.get("inside")
        named = (self._named(link.get(rule, ""), rule) for rule in RULES)
        # Gone back to, an address says how the page was left; it may have been switched on since.
        back = LESSON not in link and self.key("#rules") in st.session_state
        if said == "1" or (said == "0" and not back):
            st.session_state[INSIDE] = said == "1"
        elif said != "0" and self.inside.intersection({*self._said(link)}.union(*named)):
            st.session_state[INSIDE] = True

    def key(self, name: str) -> str:
        """Session key of a choice."""
        return f"{self.page}.{name}"

    def __getitem__(self, name: str) -> Any:
        """Value of a choice; a control that was emptied says its default."""
        value = st.session_state[self.key(name)]
        return self.choices[name].default if value is None else value

    def __setitem__(self, name: str, value: Any) -> None:
        """Set a choice."""
        st.session_state[self.key(name)] = value

    def insist(self, name: str, value: Any) -> None:
        """Set a control in a callback of a fragment that does not draw it.

        Messages under way carry its old value: runs of the page set it again, see `Insisted`.
        """
        insisted(self.page).insist(name, value, self[name])
        self[name] = value

    def open(self, *, arrived: bool) -> frozenset[str]:
        """Start a run of the page, before anything is drawn.

        A link counts on arrival only: later the browser writes the address itself. If anything in
        it makes sense, what it leaves out has its default, as links hold only what has not; without
        a link the page is as the visitor left it.

        Args:
            arrived: Whether the visitor was elsewhere before.

        Returns:
            Names of the choices that a link has set.
        """
        state = st.session_state
        for name, choice in self.choices.items():
            state.setdefault(self.key(name), choice.default)
        state.setdefault(self.key("#rules"), Rules())
        self.veil.start()
        for name, value in insisted(self.page).values(self):
            self[name] = value
        return self._adopt(st.query_params.to_dict()) if arrived else frozenset()

    def _adopt(self, link: Mapping[str, str]) -> frozenset[str]:
        said = self._said(link)
        rules = Rules(**{rule: self._named(link.get(rule, ""), rule) for rule in RULES})
        if said or rules != Rules() or LESSON in link:
            for name, choice in self.choices.items():
                if choice.link:
                    self[name] = said.get(name, choice.default)
            st.session_state[self.key("#rules")] = rules
            self.veil.forget(*st.session_state.get(LIFTED, ()))
        return frozenset(said)

    def restore(self, link: Mapping[str, str], placed: Collection[str] = ()) -> None:
        """Adopt the address of a browser whose session was lost: call it in a callback.

        Query parameters in `placed` are left out: pictures tell the server those themselves.
        """
        said = self._said(link)
        for name, choice in self.choices.items():
            if choice.link and choice.link not in placed:
                self.insist(name, said.get(name, choice.default))
        if self.inside:
            st.session_state[INSIDE] = link.get("inside") == "1"

    def _said(self, link: Mapping[str, str]) -> dict[str, Any]:
        """Values of choices that a link names, as far as they make sense."""
        said = {}
        for name, choice in self.choices.items():
            with suppress(ValueError):
                if choice.link and choice.link in link:
                    said[name] = choice.read(link[choice.link])
        return said

    def _named(self, text: str, rule: str) -> frozenset[str]:
        return self.allowed[rule].intersection(text.split("."))

    @property
    def rules(self) -> Rules:
        """What the link the visitor came by forbids."""
        found: Rules = st.session_state[self.key("#rules")]
        return found

    def hides(self, name: str) -> bool:
        """Whether a part of the page, or a control, whose value still counts, is left out.

        A link has said so, or it stands behind "more inside".
        """
        return name in self.rules.hide or (self.simple and name in self.inside)

    def locks(self, name: str) -> bool:
        """Whether a link forbids changing a control."""
        return name in self.rules.lock

    def veils(self, name: str) -> bool:
        """Whether an answer is not shown yet: a link hides it, or the visitor guesses first."""
        guessing = GUESS in self.choices and self[GUESS]
        return self.veil.hides(name, ruled=name in self.rules.veil, guessing=guessing)

    def control(self, name: str) -> dict[str, Any]:
        """Keyword arguments of a choice's control: `st.slider("Seed", **STATE.control("seed"))`."""
        widget = self.choices[name].widget
        if widget is None:
            raise ValueError(f"{name} is no control")
        locked = {"disabled": True} if self.locks(name) else {}
        return {"key": self.key(name), "persist_state": "session", **widget, **locked}

    def draw(
        self, control: Callable[..., object], name: str, label: str, /, **arguments: Any
    ) -> None:
        """Draw a choice's control, such as `st.slider`, unless a link hides it."""
        if not self.hides(name):
            control(label, **(with_its_fragment(ADDRESS) | self.control(name) | arguments))

    def link(self, *names: str, **instead: Any) -> dict[str, str]:
        """Query parameters that bring this view back: what is not a default, and the rules.

        Args:
            names: The choices that matter for what is on screen; all if none is named.
            instead: Values that are written in place of those the choices have.
        """
        found: dict[str, str] = {}
        unseen = self._looks() if self.simple else ()
        for name in (one for one in names or self.choices if one not in unseen):
            found |= self.choices[name].in_link(instead.get(name, self[name]))
        found |= self.rules.link()
        return found | self._depth(found)

    def _depth(self, link: Mapping[str, str]) -> dict[str, str]:
        """What a link says of "more inside"; that it is off where the link would switch it on."""
        if not self.inside:
            return {}
        if not self.simple:
            return {"inside": "1"}
        inner = {self.choices[name].link for name in self.inside & {*self.choices}}
        return {"inside": "0"} if inner.intersection(link) else {}

    def write(self, link: Link | None = None, restore: Restore | None = None) -> None:
        """Write the address, in a fragment of its own; call it once a run, at the end of the page.

        `link` gives other query parameters; `restore` is called instead of `PageState.restore`.
        """

        def address() -> None:
            end = restore or self.restore, self.unseen
            write_address(self.key("#address"), self.names, (link or self.link)(), *end)

        insisted(self.page).all_shown()
        fragment(ADDRESS)(address)()
