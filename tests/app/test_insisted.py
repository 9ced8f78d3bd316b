"""Insisted values: a callback's value stands until the visitor chooses another."""

from __future__ import annotations

import pytest

from seqdemo.app.insisted import UNDER_WAY, Insisted


class Controls(dict[str, int]):
    """What a browser's controls say, and runs of a page that begin with it."""

    def __init__(self) -> None:
        super().__init__(length=260)
        self.now = 0.0
        self.insisted = Insisted(lambda: self.now)

    def stopped_at(self, length: int) -> None:
        self.insisted.insist("length", length, self["length"])

    def run(self, said: int, *, shown: bool) -> int:
        """A run begins, with what a message says; is it stopped before it has shown the page?"""
        self["length"] = said
        self |= dict(self.insisted.values(self))
        if shown:
            self.insisted.all_shown()
        return self["length"]


@pytest.fixture
def controls() -> Controls:
    made = Controls()
    made.stopped_at(152)
    return made


def test_messages_of_before_change_nothing_however_many_runs_they_stop(controls: Controls) -> None:
    assert controls.run(260, shown=False) == 152
    controls.now = 100.0
    assert controls.run(260, shown=False) == 152
    assert controls.run(260, shown=True) == 152
    controls.now += UNDER_WAY / 2
    assert controls.run(260, shown=True) == 152


def test_a_visitor_can_choose_what_was_before(controls: Controls) -> None:
    controls.run(152, shown=True)
    controls.now = UNDER_WAY + 0.1
    assert controls.run(260, shown=True) == 260


def test_another_choice_counts_at_once_and_ends_it(controls: Controls) -> None:
    controls.run(260, shown=True)
    assert controls.run(300, shown=True) == 300
    assert controls.run(260, shown=True) == 260


def test_a_session_that_was_lost_knew_another_value_than_the_browser(controls: Controls) -> None:
    assert controls.run(77, shown=True) == 152
    assert controls.run(77, shown=True) == 152


def test_a_message_of_before_is_told_from_a_choice(controls: Controls) -> None:
    controls.run(152, shown=True)
    controls.now = UNDER_WAY / 2
    assert [controls.insisted.is_overtaken("length", said) for said in (260, 152, 300)] == [1, 0, 0]
    controls.now = UNDER_WAY + 0.1
    assert not controls.insisted.is_overtaken("length", 260)


def test_what_a_run_insists_on_gives_way_to_the_next_choice(controls: Controls) -> None:
    controls.insisted.insist("length", 152, 260, taken=True)
    assert controls.run(260, shown=True) == 152
    assert controls.run(300, shown=True) == 300
