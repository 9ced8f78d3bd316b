"""What a browser without a screen has been shown: components and their data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from seqdemo.web.difference import merged

LARGE = 100_000
"""Characters of a component's data from which on not all of it is read."""

HELD = 20
"""So many data of components are kept: later ones may say no more than what changed of them."""

SIMPLE = re.compile(r'"(\w+)": (true|false|null|-?\d+|"[^"\\]*")')


@dataclass
class Component:
    """A mounted custom component.

    Attributes:
        id, fragment: Of its widget; in which it stands, "" for none.
        data, name: What it was last given, and the name of that, "" for none.
        run, at: Script runs that had ended then, and when that was, by `perf_counter`.
    """

    id: str
    fragment: str
    data: dict[str, Any]
    run: int
    at: float
    name: str = ""


@dataclass
class Seen:
    """What a visitor's screen holds.

    Attributes:
        components: Those of the page, by widget id.
        buttons: Widget id and fragment of each button, by label.
        session: Id of the session.
        page_hash, errors: Name of the page that is shown, and texts of its error boxes.
        held: What components were given, by its name: later data may say only what changed of it.
        runs, received: Script runs that have ended, and bytes received.
    """

    components: dict[str, Component] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    session: str = ""
    page_hash: str = ""
    errors: list[str] = field(default_factory=list)
    runs: int = 0
    received: int = 0
    held: dict[str, dict[str, Any]] = field(default_factory=dict)

    def arrive(self, page_hash: str) -> None:
        """Let go, as a browser does, what another page showed: its messages came until now."""
        if page_hash != self.page_hash:
            self.components.clear()
            self.held.clear()
        self.page_hash = page_hash


def read_data(text: str, held: dict[str, dict[str, Any]]) -> tuple[dict[str, Any], str]:
    """What a component was given, and its name; of much, only its simple values.

    Browsers parse side by side. Here all visitors share a thread: none shall wait for another's.
    """
    if len(text) > LARGE:
        return {name: json.loads(value) for name, value in SIMPLE.findall(text)}, ""
    data = json.loads(text or "[{}]")
    given, name, of = (*data, "", "")[:3] if isinstance(data, list) else (data, "", "")
    if name:
        held[name] = given = merged(held[of], given) if of else given
        for old in list(held)[:-HELD]:
            del held[old]
    return given, name
