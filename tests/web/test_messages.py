"""A message of a component: its listeners are called in order, once, and one rerun covers all."""

from itertools import permutations

import pytest
from played import as_streamlit_has_it
from streamlit.testing.v1 import AppTest

from seqdemo.web import messages as module
from seqdemo.web import stopped_runs
from seqdemo.web.messages import Messages
from seqdemo.web.reruns import PAGE

WORD, VIEW, ASK = {"drawing": ["1"]}, {"step": 2}, {"at_ms": 1.5}


@pytest.fixture
def session(monkeypatch):
    """The visitor's session; what the browser has sent lies under "key"."""
    found = {"key": {}}
    monkeypatch.setattr(module.st, "session_state", found)
    return found


@pytest.fixture
def called():
    """Names of the listeners that were called, and with what."""
    return []


@pytest.fixture
def messages(session, called):
    def listener(name, rerun):
        return lambda sent: called.append((name, sent)) or rerun

    return Messages(
        "key",
        {
            "word": listener("word", None),
            "view": listener("view", ["address", "below"]),
            "ask": listener("ask", ["below"]),
        },
        "picture",
    )


@pytest.mark.parametrize("order", list(permutations(["word", "view", "ask"])))
def test_in_whatever_order_streamlit_calls_them_listeners_hear_as_declared(
    messages, session, called, order
):
    session["key"] = {"ask": ASK, "view": VIEW, "word": WORD}
    reruns = [messages.hear(name) for name in order]
    assert called == [("word", WORD), ("view", VIEW), ("ask", ASK)]
    assert reruns == [["picture", "address", "below"]] * 3


def test_what_was_heard_before_is_not_heard_again(messages, session, called):
    session["key"] = {"word": WORD}
    messages.hear("word")
    messages.shown(session["key"])
    session["key"] = {"word": WORD, "view": VIEW}
    assert messages.hear("view") == ["address", "below"]
    assert called == [("word", WORD), ("view", VIEW)]


def test_what_a_page_says_that_is_being_left_is_not_heard(messages, session, called):
    session["key"] = {"view": VIEW}
    messages.hear("view")
    del session["key"]
    assert messages.hear("ask") is None
    assert called == [("view", VIEW)]


def test_the_same_again_is_heard_when_streamlit_says_it_is_new(messages, session, called):
    session["key"] = {"word": WORD}
    messages.hear("word")
    messages.shown({})  # the visitor has left the page and is back
    assert messages.hear("word") is None
    assert called == [("word", WORD)] * 2


def test_alone_each_listener_says_what_is_rerun(messages, session):
    session["key"] = {"ask": ASK}
    assert messages.hear("ask") == ["below"]
    session["key"] = {"word": WORD}
    assert messages.hear("word") is None


def test_a_rest_that_stops_the_run_of_a_stroke_runs_it_again(messages, session):
    session["key"] = {"word": WORD}
    messages.hear("word")  # its run is stopped before the component is shown
    session["key"] = {"word": WORD, "view": VIEW}
    assert messages.hear("view") == ["picture", "address", "below"]
    messages.shown(session["key"])
    session["key"] = {"word": WORD, "view": {"step": 3}}
    assert messages.hear("view") == ["address", "below"]


def test_without_a_fragment_of_its_own_the_whole_page_is_rerun(session):
    session["key"] = {"word": WORD, "view": VIEW}
    both = Messages("key", {"word": lambda _: None, "view": lambda _: ["address"]})
    assert PAGE in both.hear("view")


def test_a_trigger_that_a_newer_one_overtook_is_heard_first(messages, session, called):
    overtaken = {"n": 1, "at_ms": 1.0, "shown": messages.give({})[1]}
    nobodys = {"name": "of nobody", "value": {**overtaken, "at_ms": 1.2}}
    carried = [{"name": "view", "value": overtaken}, nobodys]
    session["key"] = {"ask": {"at_ms": 2.0, "earlier": carried}}
    assert messages.hear("ask") == ["address", "below"]
    assert called == [("view", overtaken), ("ask", {"at_ms": 2.0})]


@pytest.mark.parametrize("nonsense", [None, 7, "text", [WORD]])
def test_what_is_no_json_object_is_not_handed_on(messages, session, called, nonsense):
    session["key"] = {"word": nonsense}
    assert messages.hear("word") is None
    assert called == []


def page():
    import streamlit as st

    from seqdemo.web.messages import Messages
    from seqdemo.web.reruns import PAGE

    st.session_state.setdefault("count", {"page": 0, "part": 0})
    st.session_state["count"]["page"] += 1
    st.session_state["key"] = {"word": {"n": 1}}

    @st.fragment(key="part")
    def part():
        st.session_state["count"]["part"] += 1

    part()
    asked = {"part": ["part"], "page": [PAGE], "early": ["part", "not drawn yet"], "default": None}
    for name, rerun in asked.items():
        hears = Messages(name, {"word": lambda _, rerun=rerun: rerun}).callbacks
        st.session_state[name] = {"word": {"n": 1}}
        st.button(name, key=f"{name}.button", on_click=hears["on_word_change"])


@pytest.fixture
def runs_of_streamlit(monkeypatch):
    """AppTest's runs do not say what they have shown: nothing is to be made up for."""
    as_streamlit_has_it(monkeypatch, stopped_runs.MENDED)


@pytest.mark.usefixtures("runs_of_streamlit")
@pytest.mark.parametrize(
    ("button", "counted"),
    [
        ("part", {"page": 1, "part": 2}),
        ("page", {"page": 2, "part": 2}),
        ("early", {"page": 2, "part": 2}),
    ],
)
def test_streamlit_reruns_what_a_listener_asks_for(button, counted):
    at = AppTest.from_function(page).run()
    at.button(key=f"{button}.button").click().run()
    assert not at.exception
    assert at.session_state["count"] == counted


@pytest.mark.usefixtures("runs_of_streamlit")
def test_streamlit_reruns_its_default_where_nothing_else_is_asked_for():
    at = AppTest.from_function(page).run()
    at.button(key="default.button").click().run()
    assert at.session_state["count"] == {"page": 2, "part": 2}


# ---- what the browser is given -----------------------------------------------------------------

DATA = {"drawing": ["1"], "steps": [1, 2, 3]}


@pytest.fixture
def changing(session):
    listeners = {"word": lambda _: None, "view": lambda _: ["address"]}
    return Messages("key", listeners, "picture", changes=True)


def heard(session, messages, name, value):
    session["key"] = session["key"] | {name: value}
    return messages.hear(name)


def test_outside_of_fragments_data_have_no_name(session):
    assert Messages("key", {}).give(DATA) == [DATA]


def test_a_message_is_answered_by_what_changed_of_what_the_browser_has(session, changing):
    data, first = changing.give(DATA)
    assert data == DATA
    heard(session, changing, "word", {"shown": first})
    change, second, known = changing.give(DATA | {"steps": [1, 2, 4]})
    assert (change, known) == (["in", {"steps": ["from", 2, [4], 0]}], first)
    assert second != first


def test_without_a_message_all_is_given(session, changing):
    first = changing.give(DATA)[1]
    heard(session, changing, "word", {"shown": first})
    changing.give(DATA)
    assert changing.give(DATA)[0] == DATA  # a control has changed, or the page was left


def test_who_comes_back_to_a_page_after_a_rest_is_given_all(session, changing):
    first = changing.give(DATA)[1]
    heard(session, changing, "view", {"shown": first})  # nothing is given for it
    del session["key"]  # Streamlit does so when a page is left
    assert changing.give(DATA)[0] == DATA


@pytest.mark.parametrize("name", ["", "of another session", 7, None])
def test_a_browser_that_has_something_else_is_given_all(session, changing, name):
    changing.give(DATA)
    heard(session, changing, "word", {"shown": name})
    assert changing.give(DATA)[0] == DATA


def test_an_answer_that_came_late_is_of_what_the_browser_had(session, changing):
    first = changing.give(DATA)[1]
    changing.give(DATA | {"steps": []})
    heard(session, changing, "word", {"shown": first})
    assert changing.give(DATA | {"steps": [1]})[2] == first


def test_a_rest_that_took_an_answer_with_it_has_it_shown_again(session, changing):
    first = changing.give(DATA)[1]
    changing.shown({})
    heard(session, changing, "word", {"n": 1, "shown": first})
    second = changing.give(DATA)[1]
    changing.shown(session["key"])  # but it never arrives
    assert heard(session, changing, "view", {"n": 2, "shown": first}) == ["picture", "address"]
    changing.give(DATA)
    changing.shown(session["key"])
    third = session["key.heard"].name
    assert third not in (first, second)
    assert heard(session, changing, "view", {"n": 3, "shown": third}) == ["address"]


def test_few_data_are_kept(session, changing):
    for _ in range(9):
        changing.give(DATA)
    assert len(session["key.heard"].given) == module.KEPT
