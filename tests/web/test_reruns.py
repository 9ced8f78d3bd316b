"""A rerun of some fragments takes with it what runs that were stopped had still to show."""

import pytest
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import RerunData, RerunException

from seqdemo.web import owed, reruns
from seqdemo.web.reruns import PAGE

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

    monkeypatch.setattr(reruns.st, "rerun", rerun)
    monkeypatch.setattr(owed.RUN, "owed", owed.Owed())
    return found


def ask(*targets):
    with pytest.raises(Stopped):
        reruns.rerun(targets)


def test_only_what_is_asked_for_is_rerun(asked):
    ask(ADDRESS)
    assert asked == [[ADDRESS]]


def test_where_nobody_keeps_the_books_only_what_is_asked_for_is_rerun(asked, monkeypatch):
    monkeypatch.setattr(owed.RUN, "owed", None)
    ask(PICTURE)
    ask(ADDRESS)
    assert asked == [[PICTURE], [ADDRESS]]


def test_a_page_that_was_stopped_is_rerun_whole(asked):
    owed.RUN.owed.add([PAGE])
    ask(ADDRESS)
    assert asked == ["app"]


def test_a_fragment_that_was_stopped_is_rerun_with_the_next(asked):
    owed.RUN.owed.add([PICTURE])
    ask(ADDRESS)
    assert asked == [[PICTURE, ADDRESS]]


def test_fragments_that_wait_behind_a_stopped_one_are_not_forgotten(asked):
    ask(PICTURE, ADDRESS)  # stopped before it came to either
    ask("below")
    owed.RUN.owed.shown([PICTURE, ADDRESS, "below"])
    ask("below")
    assert asked == [[PICTURE, ADDRESS], [PICTURE, ADDRESS, "below"], ["below"]]


def test_a_run_of_the_whole_page_shows_all(asked):
    ask(PICTURE)
    owed.RUN.owed.shown([PAGE])
    ask(ADDRESS)
    assert asked == [[PICTURE], [ADDRESS]]


def test_where_a_fragment_is_not_on_the_page_the_page_is_rerun(asked):
    ask("not drawn")
    assert asked == [["not drawn"], "app"]


def test_a_control_in_a_fragment_reruns_others_beside_it(asked, monkeypatch):
    monkeypatch.setattr(reruns.st, "fragment", lambda draw, **_: draw)
    assert reruns.with_its_fragment(ADDRESS) == {}
    controls = []

    @reruns.fragment("below")
    def below():
        controls.append(reruns.with_its_fragment(ADDRESS))

    @reruns.fragment(PICTURE)
    def picture():
        below()
        controls.append(reruns.with_its_fragment(ADDRESS))

    picture()
    assert reruns.with_its_fragment(ADDRESS) == {}
    for control in controls:
        with pytest.raises(Stopped):
            control["on_change"]()
    assert asked == [["below", ADDRESS], ["below", ADDRESS, PICTURE]]
