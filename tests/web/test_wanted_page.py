"""A page that a click asks for is gone to, though the run that was to go there is stopped.

Each scene is played in Streamlit's own runtime, where a message stops that run.
"""

import pytest
from played import LONG, STAGE, ask, nothing_runs, play
from streamlit.runtime.state.query_params import QueryParams

from seqdemo.app import wanted_page
from seqdemo.web import mends

__all__ = ["play"]

APP = """
import streamlit as st
from played import STAGE
from seqdemo.app.page_state import PAGE
from seqdemo.app.wanted_page import go_to_wanted, want_page

go_to_wanted("home")
st.session_state[PAGE] = "home"
st.button("other", on_click=want_page, args=("pages/other.py", {"seed": 3, "none": ""}))
st.button("view", on_click=want_page, args=("app.py", {"step": "2"}))
st.checkbox("box")
st.text("step " + st.query_params.get("step", "1"))
st.text("page 0")
"""
PAGES = {
    "other": """
import streamlit as st
from seqdemo.app.page_state import PAGE
from seqdemo.app.wanted_page import go_to_wanted

go_to_wanted("other")
st.session_state[PAGE] = "other"
st.text("other " + str(st.query_params.to_dict()))
""",
    "third": """
import streamlit as st
from seqdemo.app.wanted_page import go_to_wanted

go_to_wanted("third")
st.text("third")
""",
}


@pytest.fixture(autouse=True)
def going_can_be_held(monkeypatch):
    """Runs stop on their way to another page, where a test holds them."""
    mends.mend()
    set_query = QueryParams.from_dict

    def held(*args):
        STAGE.hold("going")
        set_query(*args)

    monkeypatch.setattr(QueryParams, "from_dict", held)


def stop_on_the_way(browser, session, name):
    """Click, and say something else while the run is on its way."""
    STAGE.begin()
    STAGE.held = "going"
    ask(session, browser.buttons[name])
    assert STAGE.reached.wait(LONG)
    browser.shown.clear()


@pytest.mark.parametrize(("name", "shown"), [("other", "other {'seed': '3'}"), ("view", "step 2")])
def test_it_is_gone_to_though_the_run_on_its_way_there_is_stopped(play, name, shown):
    async def scene(browser, session):
        stop_on_the_way(browser, session, name)
        ask(session, checked=[browser.buttons["box"]])
        STAGE.goes_on.set()
        await browser.sees(shown)
        assert "step 1" not in browser.shown

    play(scene)


@pytest.mark.parametrize("soon", [True, False])
def test_who_comes_back_stays_but_a_run_for_what_was_said_before_goes_there_again(
    play, monkeypatch, soon
):
    if not soon:
        monkeypatch.setattr(wanted_page, "SOON", 0.0)

    async def scene(browser, session):
        STAGE.begin()
        ask(session, browser.buttons["other"])
        await browser.sees("other {'seed': '3'}")
        await nothing_runs(session)
        browser.shown.clear()
        ask(session, page=session._pages_manager.main_script_hash)
        await nothing_runs(session)
        await browser.sees("other {'seed': '3'}" if soon else "page 0")

    play(scene)


def test_who_has_gone_elsewhere_meanwhile_is_not_sent_there_later(play):
    async def scene(browser, session):
        pages = session._pages_manager.get_pages()
        third = next(one for one in pages if pages[one]["page_name"] == "third")
        stop_on_the_way(browser, session, "other")
        ask(session, page=third)
        STAGE.goes_on.set()
        await browser.sees("third")
        ask(session)
        await browser.sees("step 1")
        assert not [text for text in browser.shown if text.startswith("other")]

    play(scene)


def test_no_address_has_a_page_run_for_ever(play, monkeypatch):
    monkeypatch.setattr(wanted_page._Wanted, "is_at", lambda *_: False)

    async def scene(browser, session):
        ask(session, browser.buttons["view"])
        await browser.sees("step 2")

    play(scene)
