"""Runs close on one another lose no click, no callback and no answer.

Each scene is played in Streamlit's own runtime, on an event loop that is held where a busy server
would hold it.
"""

import asyncio
import sys
import threading
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from seqdemo.web import delivery

APP = """
import streamlit as st
from test_delivery import STAGE

@st.fragment
def part(name):
    st.session_state.setdefault(name, 0)
    st.button(name, on_click=STAGE.clicked, args=[name])
    STAGE.hold("in " + name)
    st.text(f"{name} {st.session_state[name]}")

for name in ("left", "right"):
    part(name)
st.text(f"page {st.session_state.get('left')}")
"""
LONG = 20.0  # seconds: more than any step takes
SHORT = 0.3  # seconds for which a busy event loop is held


class Stage:
    """Where the app's runs wait until the scene goes on."""

    def __init__(self):
        self.held, self.reached, self.goes_on = None, threading.Event(), threading.Event()

    def clicked(self, name):
        import streamlit as st

        st.session_state["clicked"] = name
        self.hold("callback of " + name)
        st.session_state[name] += 1

    def hold(self, place):
        if place == self.held:
            self.held = None
            self.reached.set()
            assert self.goes_on.wait(LONG)


STAGE = Stage()


class Browser:
    """A client of the runtime: what it was shown, and clicks."""

    def __init__(self):
        self.shown, self.buttons = [], {}
        self.news = asyncio.Event()
        self.client_context = None

    def write_forward_msg(self, msg):
        element = msg.delta.new_element
        if element.WhichOneof("type") == "button":
            self.buttons[element.button.label] = element.button.id, msg.delta.fragment_id
        if element.WhichOneof("type") == "text":
            self.shown.append(element.text.body)
            self.news.set()

    async def sees(self, text):
        async with asyncio.timeout(LONG):
            while text not in self.shown:
                self.news.clear()
                await self.news.wait()


def ask(session, button=None):
    """A browser's message: a click in a fragment, or that the whole page is to be run."""
    state = BackMsg().rerun_script
    if button is not None:
        state.widget_states.widgets.add(id=button[0], trigger_value=True)
        state.fragment_id = button[1]
    session.request_rerun(state)


@contextmanager
def runtime(script):
    held = Runtime._instance
    Runtime._instance = None
    try:
        yield Runtime(
            RuntimeConfig(
                str(script), MemoryMediaFileStorage("/media"), MemoryUploadedFileManager("/up")
            )
        )
    finally:
        Runtime._instance = held


@pytest.fixture
def play(tmp_path, monkeypatch):
    """Play a scene: a coroutine of a browser and its session, after its first page."""
    monkeypatch.setattr(sys.modules[__name__], "STAGE", Stage())
    (tmp_path / "app.py").write_text(APP)

    async def played(scene, served):
        await served.start()
        browser = Browser()
        session = served._session_mgr.get_session_info(served.connect_session(browser, {})).session
        ask(session)
        await browser.sees("page 0")
        try:
            await scene(browser, session)
        finally:
            STAGE.goes_on.set()
            runner = session._scriptrunner
            served.stop()
            await served.stopped
            if runner:  # then Streamlit closes the session's loop by an event that comes too late
                runner._script_thread.join(LONG)
                session._script_event_loop.close()

    def run(scene):
        with runtime(tmp_path / "app.py") as served:
            asyncio.run(played(scene, served))

    return run


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether Streamlit is mended."""
    for (owner, name), own in delivery.MENDED.items():
        monkeypatch.setattr(owner, name, own.__wrapped__)
    if request.param:
        delivery.lose_nothing()
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
