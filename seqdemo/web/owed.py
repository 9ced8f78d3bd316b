"""What runs have not shown yet, and clicks that they have not heard.

`web.stopped_runs` keeps the books where Streamlit's runs begin and end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from streamlit.proto.WidgetStates_pb2 import WidgetStates

PAGE = "app"
"""The whole page, among the keys of fragments."""


@dataclass
class Clicks:
    """Clicks whose callbacks were called, for buttons that a page reads.

    Attributes:
        states: What buttons are to say.
        read: Gives the ids of widgets that their run came to.
    """

    states: WidgetStates
    read: Callable[[], Collection[str]]

    def unread(self) -> WidgetStates:
        """Those of buttons that the run did not come to."""
        read, widgets = self.read(), self.states.widgets
        buttons = [one for one in widgets if one.WhichOneof("value") == "trigger_value"]
        return WidgetStates(widgets=[one for one in buttons if one.id not in read])


@dataclass
class Owed:
    """What one visitor's runs have not done yet.

    Attributes:
        shows: Keys of fragments, ids of those that have none, and `PAGE`.
        unheard: What the browser sent to a run that was stopped before it heard it.
        clicks: Those that the latest run has heard, until it ends without being stopped.
    """

    shows: list[str] = field(default_factory=list)
    unheard: WidgetStates | None = None
    clicks: Clicks | None = None

    def add(self, names: Sequence[str]) -> list[str]:
        """Note what else is to be shown; returns all of it."""
        self.shows = list(dict.fromkeys([*self.shows, *names]))
        return self.shows

    def shown(self, names: Sequence[str]) -> None:
        """Note what was shown: nothing of earlier runs outlives a run of the whole page."""
        self.shows = [] if PAGE in names else [one for one in self.shows if one not in names]


@dataclass
class Run(threading.local):
    """The run of this thread.

    Attributes:
        owed: What its visitor's runs have not done yet; None where nobody keeps the books.
        replaced: Whether a callback has asked for fragments instead of what it runs by itself.
        kept: Whether another one has not.
    """

    owed: Owed | None = None
    replaced: bool = False
    kept: bool = False


RUN = Run()


def replace_run(names: Sequence[str]) -> list[str]:
    """Note in a callback what is to run instead of its run; returns that and all that is owed."""
    RUN.replaced = True
    return RUN.owed.add(names) if RUN.owed else list(names)
