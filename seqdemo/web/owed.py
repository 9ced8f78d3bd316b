"""What runs have not shown yet, and what they have not heard.

`web.stopped_runs` keeps the books where Streamlit's runs begin and end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state import SessionState

from seqdemo.web.hearing import Hearing

PAGE = "app"
"""The whole page, among the keys of fragments."""


@dataclass
class Owed:
    """What one visitor's runs have not done yet.

    Attributes:
        shows: Keys of fragments, ids of those that have none, and `PAGE`.
        unheard: What the browser sent to a run that was stopped before it heard it.
        hearing: The order in which runs hear.
        asked: How often something was asked for.
    """

    shows: list[str] = field(default_factory=list)
    unheard: WidgetStates | None = None
    hearing: Hearing = field(default_factory=Hearing)
    asked: int = 0

    def add(self, names: Sequence[str]) -> list[str]:
        """Note what else is to be shown; returns all of it."""
        self.asked += 1
        self.shows = list(dict.fromkeys([*self.shows, *names]))
        return self.shows

    def shown(self, names: Sequence[str], asked: int | None = None) -> None:
        """Note what was shown: nothing of earlier runs outlives a run of the whole page.

        Args:
            names: Of what was shown.
            asked: As of `Owed` when it was: what was asked for since may be the same anew.
        """
        if asked in (None, self.asked):
            self.shows = self.without(names)

    def without(self, names: Sequence[str]) -> list[str]:
        """What is left to be shown after that."""
        return [] if PAGE in names else [one for one in self.shows if one not in names]


_OWED = "seqdemo.owed"


def owed_in(session: SessionState) -> Owed:
    """What the runs of a visitor's session have not done yet."""
    if _OWED not in session:
        session[_OWED] = Owed()
    found: Owed = session[_OWED]
    return found


@dataclass
class Run(threading.local):
    """The run of this thread.

    Attributes:
        owed: What its visitor's runs have not done yet; None where nobody keeps the books.
        replaced: Whether a callback has asked for fragments instead of what it runs by itself.
        kept: Whether another one has not.
        changed: Where what has changed stands, if callbacks were called for it.
        auto: Whether nobody has asked for it, but a fragment that runs from time to time.
        ended: To be called once the browser can be told that it has ended.
    """

    owed: Owed | None = None
    replaced: bool = False
    kept: bool = False
    changed: Sequence[str] = ()
    auto: bool = False
    ended: Callable[[], None] | None = None

    def begin(self, owed: Owed) -> None:
        """Have a run hear the browser."""
        self.owed, self.replaced, self.kept, self.changed = owed, False, False, ()


RUN = Run()


def replace_run(names: Sequence[str]) -> list[str]:
    """Note in a callback what is to run instead of its run; returns that and all that is owed."""
    RUN.replaced = True
    return RUN.owed.add(names) if RUN.owed else list(names)


def said_beside() -> bool:
    """Whether the browser said something elsewhere, too, in what a callback is called for."""
    return len(RUN.changed) > 1
