"""What a projector shows: no picture is empty, and what trains a network can be begun."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "seqdemo"
TRAINED = ("lab/page/race/race.html", "own_text/page/learner/learner.html")


@pytest.mark.parametrize("markup", TRAINED)
def test_what_trains_a_network_is_not_hidden_with_the_players(markup: str) -> None:
    html = (PACKAGE / "demos" / markup).read_text("utf-8")
    (player,) = [line for line in html.splitlines() if '<div class="player' in line]
    assert 'class="player needed"' in player and 'class="primary go"' in html
    css = (PACKAGE / "web" / "shared" / "base.css").read_text("utf-8")
    assert "[data-presented] :is(.player:not(.needed), .tools:not(.needed)" in css
    assert "[data-presented] .player {" not in css


HIDDEN = {"inside", "player", "tools", "keys", "hint"}
"""Classes of what is hidden on a projector, or behind "more inside"."""
VOID = {"br", "hr", "img", "input"}


class Pictures(HTMLParser):
    """Named pictures of a markup, and whether each thing in them is seen without "more inside"."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: dict[str, list[bool]] = {}
        self._open: list[tuple[str, bool]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        hidden = bool(classes & HIDDEN) and "needed" not in classes
        name = given.get("data-picture") or ""
        within = [one for one, _ in self._open if one]
        out_of_sight = hidden or any(off for _, off in self._open)
        if within and within[-1] in self.seen:
            self.seen[within[-1]].append(not out_of_sight)
        if name and name != "none" and not out_of_sight:
            self.seen.setdefault(name, [])
        if tag not in VOID:
            self._open.append((name if name != "none" else "", hidden))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()


def test_no_picture_holds_only_what_is_hidden() -> None:
    """The states of the Shakespeare writer were an empty screen while they were not shown."""
    found = {path: Pictures(path.read_text("utf-8")).seen for path in PACKAGE.rglob("*.html")}
    assert sum(len(seen) for seen in found.values()) > 10
    parts = [(path.stem, name, one) for path, seen in found.items() for name, one in seen.items()]
    # What holds nothing at all in the markup is filled by its script.
    assert [part for part in parts if part[2] and not any(part[2])] == []


def test_the_sign_of_a_line_break_is_as_dark_as_other_type() -> None:
    """At 55 % it had a contrast of 2 to 3, and on a colour of its own 1.3: AA asks for 4.5."""
    styles = [path.read_text("utf-8") for path in PACKAGE.rglob("*.css")]
    signs = [rule for css in styles for rule in re.findall(r"i\.nl \{[^}]*\}", css)]
    assert len(signs) == 3 and not any("opacity" in rule for rule in signs)
