"""Scenes in Streamlit's own runtime: a browser's messages, and runs that wait where one likes."""

import asyncio
import threading
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager

LONG = 20.0  # seconds: more than any step takes
LAST = "all before this has arrived"


def as_streamlit_has_it(monkeypatch, *mended):
    """Put back what was mended: each a table of `seqdemo.web.mends`."""
    for methods in mended:
        for (owner, name), own in methods.items():
            monkeypatch.setattr(owner, name, own.__wrapped__)


class Stage:
    """Where the app's runs wait until the scene goes on."""

    def __init__(self):
        self.begin()

    def begin(self):
        self.held, self.reached, self.goes_on = None, threading.Event(), threading.Event()
        self.places = []

    def clicked(self, name):
        import streamlit as st

        st.session_state["clicked"] = name
        self.hold("callback of " + name)
        st.session_state[name] += 1

    def hold(self, place):
        self.places.append(place)
        if place == self.held:
            self.held = None
            self.reached.set()
            assert self.goes_on.wait(LONG)


STAGE = Stage()


class Browser:
    """A client of the runtime: the texts it was shown, widgets: label -> (id, fragment), a file.

    And how runs have ended.
    """

    def __init__(self):
        self.shown, self.buttons, self.file, self.ends = [], {}, "", []
        self.news, self.heard_last = asyncio.Event(), asyncio.Event()
        self.client_context = None

    def write_forward_msg(self, msg):
        if msg.parent_message.message == LAST:
            self.heard_last.set()
        if msg.WhichOneof("type") == "script_finished":
            self.ends.append(msg.script_finished)
        element = msg.delta.new_element
        if (kind := element.WhichOneof("type")) in ("button", "checkbox"):
            widget = getattr(element, kind)
            self.buttons[widget.label] = widget.id, msg.delta.fragment_id
        if element.WhichOneof("type") == "download_button":
            self.file = element.download_button.deferred_file_id
        if element.WhichOneof("type") == "text":
            self.shown.append(element.text.body)
            self.news.set()

    async def sees(self, text):
        async with asyncio.timeout(LONG):
            while text not in self.shown:
                self.news.clear()
                await self.news.wait()


def last_message():
    """A message that changes nothing: they come one by one, though the queue is empty before."""
    said = ForwardMsg()
    said.parent_message.message = LAST
    return said


def ask(session, button=None, *, checked=(), page="", url="", beside=(), auto=False):
    """A browser's message: a click, or that a page is to be run; it says which boxes are checked.

    Of no click, but boxes, the first one is what has changed. Buttons that were clicked `beside`
    the first one go with it. An `auto` message is one that a fragment's timer has sent.
    """
    state = BackMsg().rerun_script
    state.page_script_hash, state.is_auto_rerun = page, auto
    state.context_info.url = url
    for box in checked:
        state.widget_states.widgets.add(id=box[0], bool_value=True)
    for clicked in (*filter(None, [button]), *beside):
        state.widget_states.widgets.add(id=clicked[0], trigger_value=True)
    state.fragment_id = (button or next(iter(checked), ("", "")))[1]
    session.request_rerun(state)


async def nothing_runs(session):
    """Wait until no run of a visitor is left, nor what one of them asked for."""
    async with asyncio.timeout(LONG):
        while session._scriptrunner:
            await asyncio.sleep(0.01)


@contextmanager
def runtime(script):
    held, pages = Runtime._instance, PagesManager.uses_pages_directory
    Runtime._instance = PagesManager.uses_pages_directory = None
    try:
        yield Runtime(
            RuntimeConfig(
                str(script), MemoryMediaFileStorage("/media"), MemoryUploadedFileManager("/up")
            )
        )
    finally:
        Runtime._instance, PagesManager.uses_pages_directory = held, pages


async def come(served):
    """A new visitor, who sees the page: a browser and its session."""
    browser = Browser()
    session = served._session_mgr.get_session_info(served.connect_session(browser, {})).session
    ask(session)
    await browser.sees("page 0")
    await nothing_runs(session)
    return browser, session


@pytest.fixture
def play(tmp_path, request):
    """Play a scene: a coroutine of browsers and their sessions, after the first page of `APP`.

    Its other pages are `PAGES`, if there are any: name -> script.
    """
    STAGE.begin()
    (tmp_path / "app.py").write_text(request.module.APP)
    for name, script in getattr(request.module, "PAGES", {}).items():
        (tmp_path / "pages").mkdir(exist_ok=True)
        (tmp_path / "pages" / f"{name}.py").write_text(script)

    async def played(scene, served, visitors):
        await served.start()
        came = [await come(served) for _ in range(visitors)]
        try:
            await scene(*(each for visitor in came for each in visitor))
        finally:
            STAGE.goes_on.set()
            runners = [(session._scriptrunner, session) for _, session in came]
            served.stop()
            await served.stopped
            for runner, session in runners:
                if runner:  # then Streamlit closes the session's loop by an event: too late
                    runner._script_thread.join(LONG)
                    session._script_event_loop.close()

    def run(scene, visitors=1):
        with runtime(tmp_path / "app.py") as served:
            asyncio.run(played(scene, served, visitors))

    return run
