"""A browser that has asked for a run is sent no reference to what it drops before the run shows it.

Each scene is played in Streamlit's own runtime. A reference to what a browser does not have ends
all that it shows: it takes messages one after another.
"""

from __future__ import annotations

import pytest
from played import as_streamlit_has_it, last_message, nothing_runs, play
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from seqdemo.web import cached_messages, delivery, mends, stopped_runs

__all__ = ["play"]

APP = """
import streamlit as st

if st.checkbox("large"):
    st.text("large" * 4_000)

@st.fragment
def part():
    if st.checkbox("part"):
        st.text("part" * 4_000)

part()
st.text("page 0")
"""
KEPT = 2  # runs that do not show a message, after which a browser drops it


@pytest.fixture(params=[False, True], ids=["streamlit", "ours"])
def ours(request, monkeypatch):
    """Whether Streamlit is mended; nothing else makes up for what it loses."""
    as_streamlit_has_it(monkeypatch, stopped_runs.MENDED, delivery.MENDED, cached_messages.MENDED)
    if request.param:
        mends.put_in_place(delivery.MENDED)
        mends.put_in_place(cached_messages.MENDED)
    return request.param


async def run(browser, session, box, *, checked=True, has=()):
    """Run a box's page or fragment for a browser that has these messages; what it is sent."""
    sent, hear = [], browser.write_forward_msg
    state = BackMsg().rerun_script
    state.widget_states.widgets.add(id=box[0], bool_value=checked)
    state.fragment_id = box[1]
    state.cached_message_hashes.extend(has)
    browser.write_forward_msg = lambda msg: (sent.append(msg), hear(msg))
    session.request_rerun(state)
    await nothing_runs(session)
    browser.heard_last.clear()
    session._enqueue_forward_msg(last_message())
    await browser.heard_last.wait()
    browser.write_forward_msg = hear
    return sent


def large(sent):
    """Messages that a browser keeps."""
    return [msg.hash for msg in sent if msg.metadata.cacheable]


def references(sent):
    return [msg.ref_hash for msg in sent if msg.ref_hash]


@pytest.mark.parametrize("label", ["large", "part"])
def test_what_a_browser_shows_again_at_once_is_sent_as_a_reference(play, ours, label):
    async def scene(browser, session):
        box = browser.buttons[label]
        (message,) = large(await run(browser, session, box))
        for _ in range(3):
            assert references(await run(browser, session, box, has=[message])) == [message]

    play(scene)


def test_what_a_browser_drops_when_a_run_ends_is_sent_whole_though_it_had_it_when_it_asked(
    play, ours
):
    async def scene(browser, session):
        box = browser.buttons["large"]
        (message,) = large(await run(browser, session, box))
        for _ in range(KEPT):
            assert large(await run(browser, session, box, checked=False)) == []
        sent = await run(browser, session, box, has=[message])
        if ours:
            assert (large(sent), references(sent)) == ([message], [])
        else:
            assert (large(sent), references(sent)) == ([], [message])

    play(scene)


def test_runs_of_fragments_drop_nothing_of_the_page(play, ours):
    async def scene(browser, session):
        box, part = browser.buttons["large"], browser.buttons["part"]
        (message,) = large(await run(browser, session, box))
        for _ in range(2 * KEPT):
            await run(browser, session, part)
        assert references(await run(browser, session, box, has=[message])) == [message]

    play(scene)


def test_a_run_that_was_stopped_ends_nothing(play):
    async def scene(browser, session):
        box = browser.buttons["large"]
        (message,) = large(await run(browser, session, box))
        kept = cached_messages.kept_of(session)
        for status in (ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_SUCCESSFULLY):
            for _ in range(KEPT):
                session._enqueue_forward_msg(ForwardMsg(script_finished=status))
            assert (message in kept.after(session._browser_queue._queue)) == (
                status == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            )
            session.flush_browser_queue()
            assert (message in kept) == (status == ForwardMsg.FINISHED_EARLY_FOR_RERUN)

    mends.mend()
    play(scene)


def test_of_a_fragment_its_own_runs_drop_what_they_no_longer_show(play, ours):
    async def scene(browser, session):
        box = browser.buttons["part"]
        (message,) = large(await run(browser, session, box))
        assert references(await run(browser, session, box, has=[message])) == [message]
        for _ in range(KEPT):
            await run(browser, session, box, checked=False)
        sent = await run(browser, session, box, has=[message])
        assert (references(sent) == []) == ours

    play(scene)
