"""What a run that was stopped had still to show, the next run shows; no click of it is lost.

Each scene is played in Streamlit's own runtime. A run is held before its first line, or where it
begins; then comes a message that stops it.
"""

import asyncio
from types import SimpleNamespace

import pytest
from played import LONG, STAGE, as_streamlit_has_it, ask, last_message, nothing_runs, play
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from seqdemo.web import delivery, mends, owed, stopped_runs

__all__ = ["play"]

APP = """
import streamlit as st
from played import STAGE
from seqdemo.web.reruns import fragment, rerun

def rest():
    st.session_state["rested"] = st.session_state.get("rested", 0) + 1
    rerun(["address"])

def look():
    rerun(["part"])

def noted():
    st.session_state["noted"] = True

STAGE.hold("page")

@fragment("address")
def address():
    STAGE.hold("address")
    st.text(f"address {st.session_state.get('rested', 0)}")

@fragment("part")
def part():
    STAGE.hold("part")
    st.checkbox("in part", key="in part")
    st.button("note", on_click=noted)
    st.button("rest in part", on_click=rest)
    if st.button("again"):
        STAGE.hold("again")
        st.rerun()
    st.text(f"part {st.session_state['in part']} {st.session_state.get('noted')}")

address()
part()
st.button("rest", on_click=rest)
st.button("look", on_click=look)
st.button("whole", on_click=noted)
st.checkbox("box", key="box")
if st.session_state["box"] and st.session_state.get("noted"):
    raise ValueError
st.text(f"box {st.session_state['box']}")
st.text("page 0")
"""
SHORT = 0.3  # seconds for which a busy event loop is held


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether Streamlit's stopped runs are made up for; clicks close on one another are heard."""
    as_streamlit_has_it(monkeypatch, stopped_runs.MENDED)
    mends.put_in_place(delivery.MENDED)
    if request.param:
        mends.put_in_place(stopped_runs.MENDED)
    return request.param


@pytest.fixture
def hearing_can_be_held(ours, monkeypatch):
    """Runs stop before they hear the browser, where a test holds them."""
    hear = SafeSessionState.on_script_will_rerun

    def held(*args, **given):
        STAGE.hold("hearing")
        hear(*args, **given)

    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", held)


def hold(place):
    STAGE.begin()
    STAGE.held = place


def reached():
    assert STAGE.reached.wait(LONG)


async def over(browser, session):
    """Wait until nothing runs, and all that was shown has arrived."""
    await nothing_runs(session)
    browser.heard_last.clear()
    session._enqueue_forward_msg(last_message())
    async with asyncio.timeout(LONG):
        await browser.heard_last.wait()


def test_a_plain_widget_whose_page_is_stopped_before_its_first_line_is_shown(play, ours):
    async def scene(browser, session):
        hold("page")
        box = browser.buttons["box"]
        ask(session, checked=[box])
        reached()
        browser.shown.clear()
        ask(session, browser.buttons["rest"], checked=[box])
        STAGE.goes_on.set()
        await over(browser, session)
        assert ("box True" in browser.shown) == ours

    play(scene)


def test_a_fragment_that_is_stopped_before_its_first_line_is_shown(play, ours):
    async def scene(browser, session):
        hold("part")
        box = browser.buttons["in part"]
        ask(session, checked=[box])
        reached()
        browser.shown.clear()
        ask(session, browser.buttons["rest"], checked=[box])
        STAGE.goes_on.set()
        await over(browser, session)
        assert ("part True None" in browser.shown) == ours
        assert "page 0" not in browser.shown

    play(scene)


def test_a_plain_widget_whose_run_did_not_begin_is_shown_by_the_next(play, ours):
    async def scene(browser, session):
        browser.shown.clear()
        ask(session, browser.buttons["rest"], checked=[browser.buttons["box"]])
        await over(browser, session)
        assert ("box True" in browser.shown) == ours

    play(scene)


def test_a_click_in_a_fragment_is_shown_though_the_same_message_asks_for_another(play, ours):
    async def scene(browser, session):
        box = browser.buttons["in part"]
        hold("part")
        ask(session, checked=[box])
        reached()
        for name in ("note", "rest in part"):  # both wait, and are heard together
            ask(session, browser.buttons[name], checked=[box])
        browser.shown.clear()
        STAGE.goes_on.set()
        await over(browser, session)
        if ours:  # what Streamlit by itself loses of the two is chance
            assert {"address 1", "part True True"} <= set(browser.shown)
        assert "page 0" not in browser.shown

    play(scene)


def test_a_click_whose_run_is_stopped_before_it_is_heard_is_heard_by_the_next(
    play, ours, hearing_can_be_held
):
    async def scene(browser, session):
        hold("hearing")
        ask(session, browser.buttons["whole"])
        reached()
        stopped = session._scriptrunner._script_thread
        browser.shown.clear()
        session.request_script_stop()
        STAGE.goes_on.set()
        while stopped.is_alive():
            await asyncio.sleep(0.01)
        ask(session)
        await over(browser, session)
        assert ("part False True" in browser.shown) == ours

    play(scene)


def test_a_click_that_is_not_heard_yet_is_heard_though_the_next_run_has_begun(
    play, ours, hearing_can_be_held
):
    async def scene(browser, session):
        hold("hearing")
        ask(session, browser.buttons["whole"])
        reached()
        browser.shown.clear()
        ask(session)
        while STAGE.places.count("hearing") < 2:
            await asyncio.sleep(0.01)
        if not ours:
            await nothing_runs(session)
        STAGE.goes_on.set()
        await over(browser, session)
        assert ("part False True" in browser.shown) == ours

    play(scene)


def test_what_the_server_could_not_pass_on_before_the_next_run_began_is_shown(play, ours):
    async def scene(browser, session):
        box = browser.buttons["box"]
        await over(browser, session)
        browser.shown.clear()
        ask(session, checked=[box])
        session._scriptrunner._script_thread.join(SHORT)  # the event loop has other things to do
        ask(session, browser.buttons["rest"], checked=[box])
        await over(browser, session)
        assert "address 1" in browser.shown
        assert ("box True" in browser.shown) == ours

    play(scene)


def test_what_changes_beside_a_click_in_a_fragment_is_shown(play, ours):
    async def scene(browser, session):
        await over(browser, session)
        browser.shown.clear()
        ask(session, browser.buttons["note"], checked=[browser.buttons["box"]])
        await over(browser, session)
        assert "part False True" in browser.shown
        assert ("address 0" in browser.shown) == ours

    play(scene)


def test_a_click_beside_one_in_a_fragment_is_shown(play, ours):
    async def scene(browser, session):
        await over(browser, session)
        browser.shown.clear()
        ask(session, browser.buttons["note"], beside=[browser.buttons["whole"]])
        await over(browser, session)
        assert ("page 0" in browser.shown) == ours

    play(scene)


@pytest.mark.parametrize(
    ("says", "changed"), [(["a", "b"], False), (["b"], True), ([], True), (None, True)]
)
def test_a_list_of_what_a_script_has_set_as_a_tuple_is_no_change(says, changed):
    state = SessionState()
    state._old_state["kinds"] = ("a", "b")
    state._new_widget_state.set_from_value("kinds", says)
    state._new_widget_state.widget_metadata["kinds"] = SimpleNamespace()
    assert stopped_runs._has_changed(state, "kinds") == changed


def test_a_click_in_a_fragment_that_the_page_leaves_out_meanwhile_is_shown(play, ours):
    async def scene(browser, session):
        session._fragment_storage.register("left out", str)
        hold("page")
        ask(session)
        reached()
        browser.shown.clear()
        ask(session, (browser.buttons["note"][0], "left out"))
        STAGE.goes_on.set()
        await over(browser, session)
        assert ("part False True" in browser.shown) == ours

    play(scene)


def test_a_page_that_its_script_asks_for_is_shown_though_a_message_comes_first(play, ours):
    async def scene(browser, session):
        hold("again")
        ask(session, browser.buttons["again"])
        reached()
        browser.shown.clear()
        ask(session, browser.buttons["rest"])
        STAGE.goes_on.set()
        await over(browser, session)
        assert ("page 0" in browser.shown) == ours

    play(scene)


def test_what_a_stopped_run_asks_for_once_the_next_has_heard_is_shown_after_it(play, ours):
    async def scene(browser, session):
        hold("part")
        ask(session, browser.buttons["note"])
        reached()
        browser.shown.clear()
        owed.owed_in(session.session_state).add([owed.PAGE])  # as `st.rerun` does in its script
        STAGE.goes_on.set()
        await over(browser, session)
        assert ("page 0" in browser.shown) == ours

    play(scene)


def test_after_a_whole_run_only_what_is_asked_for_is_shown(play, ours):
    async def scene(browser, session):
        box = browser.buttons["box"]
        ask(session, checked=[box])
        await over(browser, session)
        browser.shown.clear()
        ask(session, browser.buttons["rest"], checked=[box])
        await over(browser, session)
        assert browser.shown == ["address 1"]

    play(scene)


def test_what_a_callback_asked_for_is_shown_though_its_run_is_stopped(play, ours):
    async def scene(browser, session):
        hold("address")
        ask(session, browser.buttons["rest"])
        reached()
        browser.shown.clear()
        ask(session, browser.buttons["look"])
        STAGE.goes_on.set()
        await over(browser, session)
        assert "part False None" in browser.shown
        assert ("address 1" in browser.shown) == ours

    play(scene)


def test_what_failed_is_not_tried_again_and_again(play, ours):
    async def scene(browser, session):
        box = browser.buttons["box"]
        browser.shown.clear()
        ask(session, browser.buttons["whole"], checked=[box])
        await over(browser, session)
        assert "page 0" not in browser.shown
        browser.shown.clear()
        ask(session, browser.buttons["rest"], checked=[box])
        await over(browser, session)
        assert browser.shown == ["address 1"]

    play(scene)
