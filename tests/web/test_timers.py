"""A fragment that runs from time to time goes on doing so though a callback has only others run."""

import pytest
from played import as_streamlit_has_it, ask, last_message, nothing_runs, play

from seqdemo.web import delivery, mends, stopped_runs, timers

__all__ = ["play"]

APP = """
import streamlit as st

@st.fragment(key="other")
def other():
    st.text("other")

@st.fragment(run_every=3600)
def looks():
    st.text("looks")

other()
st.button("other", on_click=st.rerun, args=["other"])
st.button("page")
if not st.session_state.get("done"):
    looks()
st.text("page 0")
"""


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether browsers are told of timers again that they have stopped for nothing."""
    as_streamlit_has_it(monkeypatch, stopped_runs.MENDED, delivery.MENDED, timers.MENDED)
    mends.put_in_place(delivery.MENDED)
    if request.param:
        mends.put_in_place(timers.MENDED)
    return request.param


async def timers_after(browser, session, button):
    """How many timers a browser has once a button's run is over: one of the page stops them all."""
    left = browser.timers if hasattr(browser, "timers") else {}

    def write(msg, hear=browser.write_forward_msg):
        kind = msg.WhichOneof("type")
        if kind == "new_session" and not msg.metadata.run.fragment_ids:
            left.clear()
        if kind == "auto_rerun":
            left[msg.auto_rerun.fragment_id] = msg.auto_rerun.interval
        hear(msg)

    hear, browser.write_forward_msg = browser.write_forward_msg, write
    ask(session, button)
    await nothing_runs(session)
    browser.heard_last.clear()
    session._enqueue_forward_msg(last_message())
    await browser.heard_last.wait()
    browser.timers, browser.write_forward_msg = left, hear
    return [*left.values()]


def test_a_timer_goes_on_though_a_callback_of_the_page_has_only_another_fragment_run(play, ours):
    async def scene(browser, session):
        assert await timers_after(browser, session, browser.buttons["page"]) == [3600]
        for _ in range(2):
            left = await timers_after(browser, session, browser.buttons["other"])
            assert left == ([3600] if ours else [])
        assert await timers_after(browser, session, browser.buttons["page"]) == [3600]

    play(scene)


def test_a_timer_that_the_page_no_longer_has_is_not_told_of_again(play, ours):
    async def scene(browser, session):
        await timers_after(browser, session, browser.buttons["page"])
        session.session_state["done"] = True
        for name in ("page", "other"):
            assert await timers_after(browser, session, browser.buttons[name]) == []

    play(scene)
