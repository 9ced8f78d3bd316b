"""A page's table of choices: links are validated, rules are kept, controls keep what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from seqdemo.app.choice import Choice, flag, number, one_of, position, words
from seqdemo.app.page_state import PageState

HOSTILE = (
    "",
    "nan",
    "-inf",
    "1e999",
    "9" * 5_000,
    "1_0",
    "٣",
    "²",
    "0x1",
    "__class__",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\x00",
    "\ud800",
    "a\x1b[31m",
    "{}",
    "%s%n",
    "x" * 100_000,
    "." * 5_000,
)
"""Values that make no sense for anything but a text, and some not for a text either."""


def table() -> PageState:
    return PageState(
        "page",
        parts=("below",),
        answers=("answer",),
        heat=number(0.8, 0.0, 2.0, link="t", step=0.05),
        seed=number(1, 0, 999_999, link="seed"),
        cell=one_of({"gru": "GRU", "lstm": "LSTM"}, "lstm", link="cell"),
        more=flag(False, link="more"),
        prompt=words("ROMEO:\n", 40, link="p"),
        at=position("at", first=1),
        changes=Choice(
            (),
            link="ch",
            read=lambda text: tuple(map(int, text.split("."))),
            write=lambda steps: ".".join(map(str, steps)),
        ),
        private=number(3, 1, 9),
    )


DEFAULTS = {
    "heat": 0.8,
    "seed": 1,
    "cell": "lstm",
    "more": False,
    "prompt": "ROMEO:\n",
    "at": None,
    "changes": (),
    "private": 3,
}


class Address:
    """The query of the address, as `st.query_params` gives it."""

    def __init__(self) -> None:
        self.link: dict[str, str] = {}

    def to_dict(self) -> dict[str, str]:
        return dict(self.link)


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch) -> Address:
    """A new visitor's session, and the address they come by."""
    found = Address()
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", found)
    return found


def arrive(address: Address, **link: str) -> PageState:
    """The page after somebody came by a link."""
    address.link, state = link, table()
    state.open(arrived=True)
    return state


def values(state: PageState) -> dict[str, Any]:
    return {name: state[name] for name in DEFAULTS}


# ---- links -------------------------------------------------------------------------------------


def test_a_first_visit_has_the_defaults_and_an_empty_link(address: Address) -> None:
    state = arrive(address)
    assert values(state) == DEFAULTS and state.link() == {}


@pytest.mark.parametrize(
    ("link", "name", "value"),
    [
        ({"t": "0"}, "heat", 0.0),
        ({"t": "2.0"}, "heat", 2.0),
        ({"t": "1"}, "heat", 1.0),
        ({"seed": "999999"}, "seed", 999_999),
        ({"cell": "gru"}, "cell", "gru"),
        ({"more": "1"}, "more", True),
        ({"p": "<b>x</b>\n& “y”"}, "prompt", "<b>x</b>\n& “y”"),
        ({"p": ""}, "prompt", ""),
        ({"at": "1"}, "at", 0),
        ({"ch": "3.4"}, "changes", (3, 4)),
    ],
)
def test_a_value_of_a_link_counts_and_stands_in_the_link_again(
    address: Address, link: dict[str, str], name: str, value: Any
) -> None:
    state = arrive(address, **link)
    assert values(state) == DEFAULTS | {name: value}
    assert type(state[name]) is type(value)
    again = state.link()
    assert values(arrive(address, **again)) == values(state) and set(again) == set(link)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", ["t", "seed", "cell", "more", "at", "hide", "lock", "veil"])
def test_a_value_that_makes_no_sense_changes_nothing(
    address: Address, name: str, text: str
) -> None:
    state = arrive(address, **{name: text})
    assert values(state) == DEFAULTS and state.link() == {}


@pytest.mark.parametrize(
    "link",
    [{"t": "2.01"}, {"t": "-0.1"}, {"seed": "-1"}, {"seed": "1e3"}, {"seed": "1.5"}, {"at": "0"}],
    ids=str,
)
def test_a_number_out_of_its_range_changes_nothing(address: Address, link: dict[str, str]) -> None:
    assert values(arrive(address, **link)) == DEFAULTS


@pytest.mark.parametrize("text", ["x" * 41, "\ud800", "a\x00b", "\x1b"], ids=ascii)
def test_a_text_that_is_too_long_or_cannot_be_shown_changes_nothing(
    address: Address, text: str
) -> None:
    assert values(arrive(address, p=text)) == DEFAULTS


def test_what_makes_sense_counts_beside_what_does_not(address: Address) -> None:
    state = arrive(address, t="nan", seed="7", cell="<b>", private="5", unknown="1")
    assert values(state) == DEFAULTS | {"seed": 7}


def test_a_link_says_which_choices_it_has_set(address: Address) -> None:
    address.link = {"t": "0.5", "seed": "x"}
    assert table().open(arrived=True) == {"heat"}
    assert table().open(arrived=False) == set()


def test_a_link_counts_on_arrival_only(address: Address) -> None:
    state = arrive(address, t="0.5")
    state["heat"] = 1.5
    state.open(arrived=False)
    assert state["heat"] == 1.5


def test_without_a_link_the_page_is_as_it_was_left(address: Address) -> None:
    state = arrive(address, t="0.5", hide="seed")
    state["at"] = 4
    state = arrive(address)
    assert (state["heat"], state["at"], state.hides("seed")) == (0.5, 4, True)
    state = arrive(address, t="nan", hide="nothing")
    assert (state["heat"], state["at"], state.hides("seed")) == (0.5, 4, True)


def test_a_link_is_the_whole_view_but_for_what_no_link_can_name(address: Address) -> None:
    arrive(address, t="0.5", at="3", hide="seed")["private"] = 5
    state = arrive(address, seed="7")
    assert values(state) == DEFAULTS | {"seed": 7, "private": 5} and not state.hides("seed")


def test_a_link_can_name_only_what_matters_and_other_values(address: Address) -> None:
    state = arrive(address, t="0.5", seed="7", p="long", lock="seed")
    assert state.link("heat", "prompt", prompt="read") == {"t": "0.5", "p": "read", "lock": "seed"}
    assert "p" not in state.link(prompt="ROMEO:\n")


@pytest.mark.parametrize("text", ["x" * 41, "a\x00b", "\x1b"], ids=ascii)
def test_a_text_that_a_link_would_not_bring_back_is_in_none(address: Address, text: str) -> None:
    assert table().choices["prompt"].in_link(text) == {}
    state = arrive(address, seed="7")
    state["prompt"] = text
    assert state.link() == {"seed": "7"}


def test_a_link_is_not_longer_than_servers_take(address: Address) -> None:
    text = words("", 8_000, link="p")
    assert text.in_link("x" * 8_000) == {"p": "x" * 8_000}
    assert text.in_link("😀" * 8_000) == {}


def test_the_page_owns_the_names_of_its_links_and_no_others() -> None:
    assert set(table().names) == {"t", "seed", "cell", "more", "p", "at", "ch"} | {
        "hide",
        "lock",
        "veil",
    }


# ---- values ------------------------------------------------------------------------------------


def test_an_emptied_control_says_its_default(address: Address) -> None:
    state = arrive(address)
    st.session_state[state.key("seed")] = None
    assert state["seed"] == 1 and state.link() == {}


def test_a_callbacks_value_wins_against_a_message_under_way(address: Address) -> None:
    state = arrive(address)
    state.insist("seed", 7)
    st.session_state[state.key("seed")] = 1  # the message still says what was before
    state.open(arrived=False)
    assert state["seed"] == 7
    state["seed"] = 8
    state.open(arrived=False)
    assert state["seed"] == 8, "it is insisted on once"


# ---- rules -------------------------------------------------------------------------------------


def test_a_lost_session_has_what_the_address_says_but_for_what_pictures_tell(
    address: Address,
) -> None:
    state = table()
    address.link = {"t": "1.5", "seed": "7", "at": "3"}
    state.open(arrived=True)
    state.restore({"seed": "9", "cell": "gru", "at": "5"}, ["at"])
    address.link = {}
    state["seed"] = 7  # a message under way
    state.open(arrived=False)
    found = {"heat": 0.8, "seed": 9, "cell": "gru", "at": 2}
    assert {name: state[name] for name in DEFAULTS} == DEFAULTS | found


def test_a_rule_names_controls_and_parts_joined_by_dots(address: Address) -> None:
    state = arrive(address, hide="seed.below.nothing", lock="cell.heat.below", veil="answer.seed")
    everything = (*DEFAULTS, "below", "answer")
    assert [name for name in everything if state.hides(name)] == ["seed", "below"]
    assert [name for name in everything if state.locks(name)] == ["heat", "cell"]
    assert [name for name in everything if state.veils(name)] == ["answer"]
    assert state.link() == {"hide": "below.seed", "lock": "cell.heat", "veil": "answer"}


def test_state_that_is_no_control_is_neither_hidden_nor_locked(address: Address) -> None:
    state = arrive(address, hide="changes.at", lock="changes.at")
    assert state.link() == {}
    with pytest.raises(ValueError, match="at is no control"):
        state.control("at")


def test_a_veiled_answer_is_shown_when_it_is_asked_for_and_the_link_still_veils_it(
    address: Address,
) -> None:
    state = arrive(address, veil="answer")
    state.veil.show("answer")
    state.open(arrived=False)
    assert not state.veils("answer") and state.link() == {"veil": "answer"}
    assert arrive(address, veil="answer").veils("answer"), "who comes by the link is asked again"


def test_a_control_has_its_bounds_its_options_and_is_locked_by_a_link(address: Address) -> None:
    state = arrive(address, lock="seed")
    kept = {"persist_state": "session"}
    assert state.control("heat") == kept | {
        "key": "page.heat",
        "min_value": 0.0,
        "max_value": 2.0,
        "step": 0.05,
    }
    assert state.control("seed") == kept | {
        "key": "page.seed",
        "min_value": 0,
        "max_value": 999_999,
        "disabled": True,
    }
    cell = state.control("cell")
    assert cell["options"] == ["gru", "lstm"] and cell["format_func"]("gru") == "GRU"


# ---- in Streamlit ------------------------------------------------------------------------------

APP = """
import streamlit as st
from seqdemo.app.choice import number, flag
from seqdemo.app.page_state import PageState

STATE = PageState("one", more=flag(True, link="more"), heat=number(0.8, 0.0, 2.0, link="t"))
arrived = st.session_state.get("at") != "one"
st.session_state["at"] = "one"
STATE.open(arrived=arrived)
STATE.draw(st.toggle, "more", "More")
if STATE["more"]:
    STATE.draw(st.slider, "heat", "Heat")
st.text(f"heat {STATE['heat']}")
"""
OTHER = "import streamlit as st; st.session_state['at'] = 'two'; st.text('elsewhere')"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """An app of two pages; the first has a table."""
    monkeypatch.undo()
    (tmp_path / "pages").mkdir()
    (tmp_path / "one.py").write_text(APP, "utf-8")
    (tmp_path / "pages" / "two.py").write_text(OTHER, "utf-8")
    return AppTest.from_file(str(tmp_path / "one.py"), default_timeout=60)


def heat(app: AppTest) -> str:
    app.run()
    assert not app.exception
    return str(app.text[0].value)


def test_a_control_in_streamlit_shows_the_links_value(app: AppTest) -> None:
    app.query_params["t"] = "1.5"
    assert heat(app) == "heat 1.5" and app.slider[0].value == 1.5


def test_a_hidden_control_has_the_links_value_and_is_absent(app: AppTest) -> None:
    app.query_params["t"], app.query_params["hide"] = "1.5", "heat"
    assert heat(app) == "heat 1.5" and not app.slider


def test_a_locked_control_shows_its_value_and_refuses_another(app: AppTest) -> None:
    app.query_params["t"], app.query_params["lock"] = "1.5", "heat"
    assert heat(app) == "heat 1.5"
    assert app.slider[0].disabled and app.slider[0].value == 1.5
    app.slider[0].proto.disabled = False  # forge a message that no browser would send
    app.slider[0].set_value(0.3)
    assert heat(app) == "heat 1.5"


def test_a_control_that_is_not_drawn_for_a_while_keeps_its_value(app: AppTest) -> None:
    heat(app)
    app.slider[0].set_value(0.3)
    assert heat(app) == "heat 0.3"
    app.toggle[0].set_value(False)
    assert heat(app) == "heat 0.3" and not app.slider
    app.toggle[0].set_value(True)
    assert heat(app) == "heat 0.3" and app.slider[0].value == 0.3


def test_a_page_that_is_left_and_come_back_to_has_its_values(app: AppTest) -> None:
    heat(app)
    app.slider[0].set_value(0.3)
    heat(app)
    app.switch_page("pages/two.py")
    assert heat(app) == "elsewhere"
    app.switch_page("one.py")
    assert heat(app) == "heat 0.3" and app.slider[0].value == 0.3
