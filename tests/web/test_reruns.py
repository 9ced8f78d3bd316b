"""A rerun of some fragments takes with it what the run that it stops had still to show."""

import pytest
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import RerunData, RerunException

from seqdemo.web import reruns

ADDRESS, PICTURE = "address", "picture"


class Stopped(RerunException):
    """What ends a run when another is asked for."""

    def __init__(self) -> None:
        super().__init__(RerunData())


@pytest.fixture
def asked(monkeypatch):
    """What `st.rerun` was asked for; fragments named "not drawn" are not on the page."""
    found = []

    def rerun(targets="app"):
        found.append(targets)
        if "not drawn" in targets:
            raise StreamlitAPIException
        raise Stopped

    monkeypatch.setattr(reruns.st, "session_state", {})
    monkeypatch.setattr(reruns.st, "rerun", rerun)
    monkeypatch.setattr(reruns.st, "fragment", lambda draw, **_: draw)
    return found


def run_page(draw=lambda: None):
    """A run of the whole page, which another one may stop."""
    reruns.begin_page()
    try:
        with reruns.page_run():
            draw()
    except Stopped:
        pass


def ask(*targets):
    with pytest.raises(Stopped):
        reruns.rerun(targets)


def stop():
    raise Stopped


def test_after_a_whole_run_only_what_is_asked_for_is_rerun(asked):
    run_page()
    ask(ADDRESS)
    assert asked == [[ADDRESS]]


def test_a_page_that_was_stopped_is_rerun_whole(asked):
    run_page(stop)
    ask(ADDRESS)
    assert asked == ["app"]


def test_a_page_stopped_before_its_demo_began_is_rerun_whole(asked):
    reruns.begin_page()
    ask(ADDRESS)
    assert asked == ["app"]


def test_a_page_stopped_while_it_waits_for_its_turn_is_rerun_whole(asked, monkeypatch):
    run_page()
    monkeypatch.setattr(reruns, "keep_pace", stop)
    with pytest.raises(Stopped):
        reruns.begin_page()
    ask(ADDRESS)
    assert asked == ["app"]


class StoppingSession(dict):
    """A session whose next touch ends the run, as when a message has come before it."""

    def _touched(self):
        if self.stops:
            self.stops = False
            raise Stopped

    stops = True

    def __setitem__(self, name, value):
        self._touched()
        super().__setitem__(name, value)

    def get(self, name, default=None):
        self._touched()
        return super().get(name, default)


def test_a_page_stopped_at_its_first_touch_of_the_session_is_rerun_whole(asked, monkeypatch):
    monkeypatch.setattr(reruns.st, "session_state", StoppingSession())
    with pytest.raises(Stopped):
        reruns.begin_page()
    ask(ADDRESS)
    assert asked == ["app"]


def test_a_fragment_stopped_at_its_first_touch_is_rerun_with_the_next(asked, monkeypatch):
    monkeypatch.setattr(reruns.st, "session_state", StoppingSession())
    with pytest.raises(Stopped):
        reruns.fragment(PICTURE)(lambda: None)()
    ask(ADDRESS)
    assert asked == [[PICTURE, ADDRESS]]


def test_a_fragment_that_was_stopped_is_rerun_with_the_next(asked):
    run_page()
    with pytest.raises(Stopped):
        reruns.fragment(PICTURE)(stop)()
    ask(ADDRESS)
    assert asked == [[PICTURE, ADDRESS]]


def test_fragments_that_wait_behind_a_stopped_one_are_not_forgotten(asked):
    run_page()
    ask(PICTURE, ADDRESS)  # stopped before it came to either
    ask("below")
    for key in (PICTURE, ADDRESS, "below"):
        reruns.fragment(key)(lambda: None)()
    ask("below")
    assert asked == [[PICTURE, ADDRESS], [PICTURE, ADDRESS, "below"], ["below"]]


def test_what_failed_is_not_tried_again_and_again(asked):
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_page(fail)
    ask(ADDRESS)
    assert asked == [[ADDRESS]]


def test_where_a_fragment_is_not_on_the_page_the_page_is_rerun(asked):
    run_page()
    ask("not drawn")
    assert asked == [["not drawn"], "app"]
