"""A file that is asked for comes, whatever runs meanwhile; played in Streamlit's own runtime."""

import asyncio

import pytest
from played import as_streamlit_has_it, ask, nothing_runs, play
from streamlit.runtime import get_instance
from streamlit.runtime.media_file_storage import MediaFileStorageError

from seqdemo.web import downloads, left, mends

__all__ = ["play"]

APP = """
import streamlit as st
from seqdemo.web.reruns import fragment, rerun

def rest():
    rerun(["part"])

@fragment("part")
def part():
    st.text("part")

part()
st.button("rest", on_click=rest)

@st.fragment
def below():
    st.button("again")
    st.download_button("states", lambda: b"0.5", "states.bin", on_click="ignore")

below()
st.text("page 0")
"""


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether Streamlit is mended."""
    as_streamlit_has_it(monkeypatch, downloads.MENDED, left.MENDED)
    if request.param:
        mends.put_in_place(downloads.MENDED)
    return request.param


def comes(files, name):
    try:
        url = files.execute_deferred(name)
    except MediaFileStorageError:
        return False
    return files.read_file(url.rsplit("/", 1)[-1].split(".")[0]).content == b"0.5"


def test_a_button_that_is_drawn_again_as_it_is_pressed_gives_its_file(play, ours):
    async def scene(browser, session):
        await nothing_runs(session)
        pressed = browser.file
        ask(session, browser.buttons["again"])
        await nothing_runs(session)
        assert comes(get_instance().media_file_mgr, pressed) == ours

    play(scene)


@pytest.mark.parametrize("ours", [True], indirect=True)
def test_a_button_that_is_pressed_before_its_page_is_drawn_gives_its_file(play, ours):
    mends.put_in_place(left.MENDED)

    async def scene(browser, session):
        await nothing_runs(session)
        files, pressed = get_instance().media_file_mgr, browser.file
        left._forget_drawn(session, files)
        assert not files._deferred_callables
        waiting = asyncio.create_task(asyncio.to_thread(comes, files, pressed))
        ask(session)
        assert await waiting

    play(scene)


def test_a_button_stays_pressable_where_a_message_has_another_fragment_run(play, ours):
    async def scene(browser, session):
        await nothing_runs(session)
        browser.shown.clear()
        ask(session, browser.buttons["rest"])
        await browser.sees("part")
        await nothing_runs(session)
        assert browser.shown == ["part"], "the page itself has not run"
        assert comes(get_instance().media_file_mgr, browser.file) == ours

    play(scene)


def test_a_file_is_there_when_the_browser_fetches_it_though_other_runs_end(play, ours):
    async def scene(browser, session):
        await nothing_runs(session)
        files = get_instance().media_file_mgr
        name = files.execute_deferred(browser.file).rsplit("/", 1)[-1].split(".")[0]
        for _ in range(2):
            files.remove_orphaned_files()  # as each run of any visitor does
        assert (files.read_file(name) is not None) == ours

    play(scene)


@pytest.mark.parametrize("ours", [True], indirect=True)
def test_files_go_when_they_had_time_to_be_fetched_and_so_do_names_of_buttons(
    play, ours, monkeypatch
):
    monkeypatch.setattr(downloads, "KEPT", -1.0)
    monkeypatch.setattr(downloads, "MOST", 2)

    async def scene(browser, session):
        await nothing_runs(session)
        files = get_instance().media_file_mgr
        name = files.execute_deferred(browser.file).rsplit("/", 1)[-1].split(".")[0]
        for _ in range(4):
            ask(session, browser.buttons["again"])
            await nothing_runs(session)
        assert files.read_file(name) is None
        assert len(downloads._dropped) <= 2
        assert not downloads._made

    play(scene)
