"""A session whose browser has left holds what was chosen, and no longer what was drawn."""

import asyncio
import gc
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
from played import LONG, as_streamlit_has_it, ask, last_message, runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from seqdemo.web import delivery, left, mends

APP = """
import streamlit as st
from test_left import made

@st.fragment
def part(states):
    st.text(f"mean {states.mean():.0f}")
    if st.button("more"):
        st.text("more was pressed")

def page(states):
    part(states)
    st.download_button("states", states.tobytes, "states.bin", on_click="ignore")

page(made())
st.session_state.setdefault("chosen", 7)
st.text(f"chosen {st.session_state.chosen}")
"""

MADE: list[weakref.ref] = []
"""Arrays that runs have drawn from."""


def made():
    states = np.ones(1000)
    MADE.append(weakref.ref(states))
    return states


def held():
    gc.collect()
    return sum(each() is not None for each in MADE)


class Browser:
    """A client of the runtime, and the texts it was shown."""

    client_context = None

    def __init__(self):
        self.shown, self.buttons, self.runs = [], {}, 0
        self.news = asyncio.Event()

    def write_forward_msg(self, msg):
        element = msg.delta.new_element
        if element.WhichOneof("type") == "button":
            self.buttons[element.button.label] = element.button.id, msg.delta.fragment_id
        if element.WhichOneof("type") == "download_button":
            self.file = element.download_button.deferred_file_id
        if element.WhichOneof("type") == "text":
            self.shown.append(element.text.body)
        self.runs += msg.WhichOneof("type") == "script_finished"
        self.news.set()


async def visit(served, browser, known=None, button=None):
    """Open the page, or press a button at once; returns the session."""
    name = served.connect_session(browser, {}, existing_session_id=known)
    session = served._session_mgr.get_session_info(name).session
    message = BackMsg()
    ask(SimpleNamespace(request_rerun=message.rerun_script.CopyFrom), button)
    served.handle_backmsg(name, message)
    async with asyncio.timeout(LONG):
        while not browser.runs:
            browser.news.clear()
            await browser.news.wait()
    if session._scriptrunner:  # its thread holds what it has drawn until it ends
        await asyncio.to_thread(session._scriptrunner._script_thread.join, LONG)
    return session


@pytest.fixture
def play(tmp_path):
    (tmp_path / "app.py").write_text(APP)
    MADE.clear()

    async def played(scene, served):
        await served.start()
        try:
            return await scene(served)
        finally:
            served.stop()
            await served.stopped

    def run(scene):
        with runtime(tmp_path / "app.py") as served:
            return asyncio.run(played(scene, served))

    return run


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether Streamlit is mended."""
    as_streamlit_has_it(monkeypatch, delivery.MENDED, left.MENDED)
    mends.put_in_place(delivery.MENDED)
    if request.param:
        mends.put_in_place(left.MENDED)
    return request.param


def test_what_fragments_and_downloads_draw_from_goes_when_the_browser_leaves(play, ours):
    async def scene(served):
        session = await visit(served, Browser())
        assert held() == 1
        served.disconnect_session(session.id)
        assert held() == (not ours)

    play(scene)


async def choose_leave_and_come_back(served):
    """Returns the session, and the browser that has come back to it."""
    session = await visit(served, Browser())
    session.session_state["chosen"] = 9
    served.disconnect_session(session.id)
    browser = Browser()
    assert await visit(served, browser, known=session.id) is session
    return session, browser


@pytest.mark.parametrize("ours", [True], indirect=True)
def test_a_browser_that_comes_back_finds_its_choices_and_the_whole_page(play, ours):
    async def scene(served):
        _, browser = await choose_leave_and_come_back(served)
        assert browser.shown == ["mean 1", "chosen 9"]
        assert held() == 1

    play(scene)


@pytest.mark.parametrize("ours", [True], indirect=True)
def test_a_click_in_a_fragment_that_comes_before_the_page_is_drawn_again_is_heard(play, ours):
    async def scene(served):
        browser = Browser()
        session = await visit(served, browser)
        served.disconnect_session(session.id)
        back = Browser()
        await visit(served, back, known=session.id, button=browser.buttons["more"])
        assert back.shown == ["mean 1", "more was pressed", "chosen 7"]

    play(scene)


def test_a_browser_that_comes_back_is_sent_nothing_of_what_it_has_half_missed(play, ours):
    async def scene(served):
        session = await visit(served, Browser())
        served.disconnect_session(session.id)
        session._enqueue_forward_msg(last_message())
        served.connect_session(Browser(), {}, existing_session_id=session.id)
        assert session._browser_queue.is_empty() == ours

    play(scene)


@pytest.fixture
def brief(play):
    """Play a scene on a server to which nobody can come back after a moment."""

    def run(scene):
        async def played(served):
            served._session_mgr._session_storage = MemorySessionStorage(ttl_seconds=0.1)
            return await scene(served)

        return play(played)

    return run


async def nobody_can_come_back():
    over = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1 + 2 * left._MARGIN, over.set)
    await over.wait()


def test_what_a_visitor_has_given_is_gone_when_nobody_can_come_back_to_it(brief, ours):
    async def scene(served):
        session = await visit(served, Browser())
        session.session_state["given"] = given = np.ones(1000)
        held = weakref.ref(given)
        gc.freeze()  # as when a network was loaded just then
        name = session.id
        del session, given
        served.disconnect_session(name)
        await nobody_can_come_back()
        gc.collect()
        assert (held() is None) == ours

    brief(scene)


@pytest.mark.parametrize("ours", [True], indirect=True)
def test_who_has_come_back_in_time_keeps_what_was_chosen(brief, ours):
    async def scene(served):
        session, _ = await choose_leave_and_come_back(served)
        await nobody_can_come_back()
        assert session.session_state["chosen"] == 9

    brief(scene)
