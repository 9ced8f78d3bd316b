"""Runs close on one another lose no click, no callback and no answer.

Each scene is played in Streamlit's own runtime, on an event loop that is held where a busy server
would hold it.
"""

import asyncio
import threading
from contextlib import contextmanager

import pytest
from played import LONG, STAGE, as_streamlit_has_it, ask, last_message, nothing_runs, play
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from seqdemo.web import delivery, mends, stopped_runs
from seqdemo.web.run_queue import RUNS

__all__ = ["play"]

APP = """
import streamlit as st
from played import STAGE

@st.fragment(key="part")
def part(name):
    st.session_state.setdefault(name, 0)
    st.button(name, on_click=STAGE.clicked, args=[name])
    STAGE.hold("in " + name)
    st.text(f"{name} {st.session_state[name]}")

for name in ("left", "right"):
    part(name)
st.text(f"page {st.session_state.get('left')}")
st.button("parts", on_click=st.rerun, args=["part"])
if st.button("read"):
    st.text("it was read")
"""
SHORT = 0.3  # seconds for which a busy event loop is held


@contextmanager
def nothing_sent(session):
    """What runs show waits, as where the server has other things to do."""
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(session, "flush_browser_queue", list)
        yield


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether Streamlit is mended; nothing else makes up for what it loses."""
    as_streamlit_has_it(monkeypatch, stopped_runs.MENDED, delivery.MENDED)
    if request.param:
        mends.put_in_place(delivery.MENDED)
    return request.param


def test_what_a_run_has_shown_arrives_though_the_next_run_begins_as_it_ends(play, ours):
    async def scene(browser, session):
        ask(session, browser.buttons["left"])
        run = session._scriptrunner._script_thread
        run.join(SHORT if ours else LONG)  # the event loop has other things to do
        ask(session, browser.buttons["right"])
        await browser.sees("right 1")
        assert ("left 1" in browser.shown) == ours

    play(scene)


def test_a_callback_is_run_to_its_end_though_the_page_is_to_be_run(play, ours):
    async def scene(browser, session):
        STAGE.held = "callback of left"
        ask(session, browser.buttons["left"])
        assert STAGE.reached.wait(LONG)
        browser.shown.clear()
        ask(session)
        STAGE.goes_on.set()
        await browser.sees(f"page {int(ours)}")

    play(scene)


def test_a_click_that_waits_for_a_run_is_heard_though_the_page_is_to_be_run(play, ours):
    async def scene(browser, session):
        STAGE.held = "in right"
        ask(session, browser.buttons["right"])
        assert STAGE.reached.wait(LONG)
        browser.shown.clear()
        ask(session, browser.buttons["left"])
        ask(session)
        STAGE.goes_on.set()
        await browser.sees(f"page {int(ours)}")

    play(scene)


def test_a_page_that_was_chosen_is_run_though_the_old_one_says_something_later(play, ours):
    async def scene(browser, session):
        STAGE.held = "in right"
        ask(session, browser.buttons["right"])
        assert STAGE.reached.wait(LONG)
        ask(session, page="chosen")
        ask(session, browser.buttons["left"], page="old")
        waits = session._scriptrunner._requests._rerun_data
        assert (waits.page_script_hash == "chosen") == ours

    play(scene)


def test_a_page_gone_back_to_is_run_though_a_field_of_the_one_before_is_heard_later(
    play, ours, monkeypatch
):
    async def scene(browser, session):
        def waits():
            return session._scriptrunner._requests._rerun_data.page_script_hash

        (home,) = session._pages_manager.get_pages().values()
        pages = {"chosen": {**home, "url_pathname": "shapes"}}
        monkeypatch.setattr(session._pages_manager, "get_pages", lambda: pages)
        there, before = "http://here/base/shapes", "http://here/base/reader"
        STAGE.held = "in right"
        ask(session, browser.buttons["right"])
        assert STAGE.reached.wait(LONG)
        of_page = browser.buttons["left"][0], ""
        ask(session, page="chosen", url=there)
        ask(session, of_page, page="old", url=there)
        assert (waits() == "chosen") == ours
        ask(session, page="old", url=there)  # a link from there leads to it again
        assert waits() == "old"
        ask(session, of_page, page="new", url=before)  # no address says so
        assert waits() == "new"

    play(scene)


def test_the_page_before_is_not_heard_while_the_chosen_one_is_run(play, ours):
    async def scene(browser, session):
        STAGE.held = "in right"
        ask(session, page="chosen")
        assert STAGE.reached.wait(LONG)
        ask(session, browser.buttons["left"], page="old")
        STAGE.goes_on.set()
        await nothing_runs(session)
        assert ("callback of left" in STAGE.places) != ours
        ask(session, browser.buttons["left"], page="chosen")
        await browser.sees("left 1" if ours else "left 2")

    play(scene)


def test_where_a_file_can_be_had_is_told_though_a_run_begins(play, ours):
    async def scene(browser, session):
        request = BackMsg().backend_operation_request
        request.request_id = "trace"
        session._browser_queue.flush()
        await session._handle_backend_operation_request(request)
        session._clear_queue()
        told = [msg.backend_operation_response.request_id for msg in session.flush_browser_queue()]
        assert ("trace" in told) == ours

    play(scene)


def test_where_a_file_is_to_be_sent_is_told_though_a_run_begins(play, ours):
    async def scene(browser, session):
        request = BackMsg().file_urls_request
        request.request_id = "photo"
        session._browser_queue.flush()
        session._handle_file_urls_request(request)
        session._clear_queue()  # as a run that begins does
        told = [msg.file_urls_response.response_id for msg in session.flush_browser_queue()]
        assert ("photo" in told) == ours

    play(scene)


def test_all_of_a_page_arrives_though_the_run_of_a_fragment_begins(play, ours):
    async def scene(browser, session):
        await nothing_runs(session)
        browser.shown.clear()
        with nothing_sent(session):
            ask(session)
            await nothing_runs(session)
            ask(session, browser.buttons["left"])
            await nothing_runs(session)
        session._enqueue_forward_msg(last_message())
        await browser.sees("left 1")
        before = ["left 0", "right 0", "page 0"]
        assert browser.shown == [*(before if ours else before[1:]), "left 1"]

    play(scene)


def test_all_of_a_page_arrives_though_a_callback_has_only_fragments_run(play, ours):
    async def scene(browser, session):
        ask(session, browser.buttons["left"])
        await nothing_runs(session)
        browser.shown.clear()
        with nothing_sent(session):
            ask(session)
            await nothing_runs(session)
            ask(session, browser.buttons["parts"])
            await nothing_runs(session)
        await everything_arrives(browser, session)
        assert ("page 1" in browser.shown) == ours

    play(scene)


def test_a_fragment_drops_what_it_no_longer_shows_though_another_run_begins(play, ours):
    async def scene(browser, session):
        await nothing_runs(session)
        await everything_arrives(browser, session)
        browser.ends.clear()
        with nothing_sent(session):
            for name in ("left", "right"):
                ask(session, browser.buttons[name])
                await nothing_runs(session)
        await everything_arrives(browser, session)
        ended, stopped = (
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
            ForwardMsg.FINISHED_EARLY_FOR_RERUN,
        )
        assert browser.ends == [ended if ours else stopped, ended]

    play(scene)


async def everything_arrives(browser, session):
    browser.heard_last.clear()
    session._enqueue_forward_msg(last_message())
    await browser.heard_last.wait()


def test_a_click_in_a_fragment_that_the_page_draws_anew_is_heard(play, ours):
    async def scene(browser, session):
        await nothing_runs(session)
        ask(session, (browser.buttons["left"][0], "as it was called before"))
        await nothing_runs(session)
        assert ("callback of left" in STAGE.places) == ours

    play(scene)


def test_a_click_that_a_timers_message_brings_too_is_heard_once(play, ours):
    async def scene(browser, session):
        left, right = browser.buttons["left"], browser.buttons["right"]
        await nothing_runs(session)
        for message in (
            {"beside": [left], "auto": True, "checked": [("", right[1])]},
            {"button": left},
        ):
            ask(session, **message)
            await nothing_runs(session)
        assert STAGE.places.count("callback of left") == (1 if ours else 2)

    play(scene)


def test_a_run_that_ends_takes_no_click_from_the_next_that_has_heard_it(play, ours, monkeypatch):
    finish, held, goes_on = ScriptRunner._on_script_finished, threading.Event(), threading.Event()

    def finish_later(runner, *args):
        if not held.is_set():
            held.set()
            assert goes_on.wait(LONG)
        finish(runner, *args)

    async def scene(browser, session):
        await nothing_runs(session)
        await everything_arrives(browser, session)
        monkeypatch.setattr(ScriptRunner, "_on_script_finished", finish_later)
        ask(session)
        assert held.wait(LONG)
        before = session._scriptrunner._script_thread
        STAGE.held = "in left"
        ask(session, browser.buttons["read"])
        assert STAGE.reached.wait(LONG)
        goes_on.set()
        while before.is_alive():
            await asyncio.sleep(0.01)
        STAGE.goes_on.set()
        await nothing_runs(session)
        await everything_arrives(browser, session)
        assert ("it was read" in browser.shown) == ours

    play(scene)


def test_a_page_that_one_visitor_wants_is_run_after_what_answers_others(play, ours, monkeypatch):
    monkeypatch.setattr(RUNS, "turn", LONG)
    monkeypatch.setattr(RUNS, "later", LONG)

    async def scene(drawer, drawing, reader, reading, other, clicking):
        STAGE.held = "in left"
        ask(drawing, drawer.buttons["left"])
        assert STAGE.reached.wait(LONG)
        reader.shown.clear()
        ask(reading)
        if not ours:
            await reader.sees("page 0")  # beside the first
            return
        await waiting(1)
        ask(clicking, other.buttons["right"])
        await waiting(2)
        STAGE.places.clear()
        STAGE.goes_on.set()
        await other.sees("right 1")
        await reader.sees("page 0")
        click, page = ["callback of right", "in right"], ["in left", "in right"]
        assert STAGE.places == [*click, *page]

    play(scene, visitors=3)


async def waiting(count):
    """Wait until so many runs wait for their turn."""
    async with asyncio.timeout(LONG):
        while len(RUNS) < count:
            await asyncio.sleep(0)
