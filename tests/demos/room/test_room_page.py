"""The page "A room for your class", without a browser: door, seat, board, the teacher's page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from room_lesson import CHOICE, DRAWING, NUMBER, SPOT, TEXT
from streamlit import net_util
from streamlit.testing.v1 import AppTest

from seqdemo.app import network_address
from seqdemo.app.lessons import picking
from seqdemo.app.lessons.link import RUNNING
from seqdemo.demos.room.page import boarded
from seqdemo.demos.room.page.server import store
from seqdemo.demos.room.page.teaching import table
from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.rooms.store import RoomStore

ROOT = Path(__file__).resolve().parents[3]
INK = "1" + BLANK[1:]


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoomStore]:
    """The server's store, in a file of the test."""
    monkeypatch.setenv("SEQDEMO_DATABASE_URL", f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    store.clear()
    yield store()
    store().database.close()
    store.clear()


@pytest.fixture
def room(rooms: RoomStore) -> tuple[str, str]:
    """Code and teacher's token of a room."""
    return rooms.open("All kinds", TEXT, 5)


def open_page(**link: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/room.py")
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def given(app: AppTest, name: str) -> dict[str, Any]:
    """Data of the component whose data have something of that name."""
    found = [json.loads(element.proto.json) for element in app.get("bidi_component")]
    (data,) = [one[0] for one in found if one and isinstance(one[0], dict) and name in one[0]]
    return dict(data)


def keeps(app: AppTest, name: str) -> dict[str, Any]:
    """What the browser is given to keep under a name."""
    found = [json.loads(one.proto.json)[0] for one in app.get("bidi_component")]
    (data,) = [one for one in found if isinstance(one, dict) and one.get("name") == name]
    return data


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def come_back(app: AppTest, code: str, kind: str, token: str) -> AppTest:
    """Have the browser say what it keeps of a room, as its script does."""
    from seqdemo.demos.room.page import rights
    from seqdemo.rooms.limits import RoomError

    held = rights.Held(asked=True)
    try:
        seat, teacher = store().seat, store().teacher
        held.right = seat(code, token) if kind == "pupil" else teacher(code, token)
    except RoomError:
        held.forget = True
    app.session_state[f"room.right.{code}.{kind}"] = held
    return run(app)


def test_the_door_takes_a_code_and_says_what_is_wrong_with_it(room: tuple[str, str]) -> None:
    app = open_page()
    assert app.title[0].value == "A room for your class"
    app.text_input[0].set_value("aeio")
    button(app, "Join").click().run()
    assert "four letters" in app.columns[0].error[0].value
    app.text_input[0].set_value("ZZZX")
    button(app, "Join").click().run()
    assert "No room has this code" in app.columns[0].error[0].value and len(app.error) == 1
    app.text_input[0].set_value(room[0].lower())
    button(app, "Join").click().run()
    assert not app.error and app.session_state["room.code"] == room[0]


def test_a_teacher_opens_a_room_and_its_address_holds_no_token() -> None:
    app = open_page()
    button(app, "Open a room").click().run()
    assert not app.exception
    board, code = given(app, "qr"), app.session_state["room.code"]
    assert board["room"] == code and board["bar"]["moves"]
    assert given(app, "link")["link"] == {"room": code, "as": "board"}
    token = keeps(app, f"seqdemo.room.{code}.teacher")["put"]
    assert token and token not in json.dumps([board, given(app, "link")])
    assert board["qr"]["address"].endswith(f"?room={code}") and len(board["qr"]["rows"]) > 20


@pytest.mark.parametrize(
    ("opened", "listens", "own", "address", "reached"),
    [
        ("http://rnn.school/room", "localhost", "192.168.1.5", "rnn.school", True),
        ("http://127.0.0.1:8501/room", "0.0.0.0", "192.168.1.5", "192.168.1.5:8501", True),
        ("http://localhost:8501/room", None, "192.168.1.5", "192.168.1.5:8501", True),
        ("http://localhost:8501/room", "localhost", "192.168.1.5", "localhost:8501", False),
        ("http://[::1]:8501/room", "::", "127.0.0.1", "[::1]:8501", False),
    ],
)
def test_pupils_are_given_an_address_that_phones_reach_or_the_board_says_that_none_does(
    monkeypatch: pytest.MonkeyPatch,
    opened: str,
    listens: str | None,
    own: str,
    address: str,
    reached: bool,
) -> None:
    monkeypatch.setattr(network_address, "_in_container", lambda: False)
    monkeypatch.setattr(net_util, "get_internal_ip", lambda: own)
    monkeypatch.setattr(st, "get_option", lambda name: listens)
    monkeypatch.setattr(type(st.context), "url", opened)
    assert boarded.join_address("KXRT") == (f"http://{address}/room?room=KXRT", reached)


def test_a_room_is_opened_for_the_lesson_that_runs_which_then_ends() -> None:
    app = open_page(lesson="gates.2")
    assert app.selectbox[0].value == "gates"
    button(app, "Open a room").click().run()
    assert not app.exception and given(app, "qr")["lesson"] == "Gates: what to keep"
    assert "lesson" not in app.query_params and RUNNING not in app.session_state


def test_a_pupil_joins_by_a_link_and_answers_what_is_asked(room: tuple[str, str]) -> None:
    code, token = room
    app = open_page(room=code)
    come_back(app, code, "pupil", "")
    button(app, "Join").click().run()
    seat = given(app, "upto")
    assert seat["name"] == store().pupils(code)[0].name and seat["question"]["round"] == 0
    held = app.session_state[f"room.right.{code}.pupil"]
    teacher = store().teacher(code, token)
    teacher.move(CHOICE, "open")
    held.right.answer(CHOICE, "d")
    question = given(run(app), "upto")["question"]
    assert question["round"] == 1 and question["mine"] == "d"
    teacher.go(DRAWING)
    teacher.move(DRAWING, "open")
    assert given(run(app), "grids")["grids"] == 12
    assert given(app, "most")["drawing"] == [BLANK] * 4
    teacher.pause(True)
    assert given(run(app), "paused")["paused"] is True


def test_a_place_is_chosen_in_its_picture_once_by_the_pupil_alone(room: tuple[str, str]) -> None:
    code, token = room
    app = come_back(open_page(room=code), code, "pupil", "")
    button(app, "Join").click().run()
    teacher = store().teacher(code, token)
    seat = app.session_state[f"room.right.{code}.pupil"].right
    teacher.go(SPOT)
    teacher.move(SPOT, "open")
    app.session_state[picking._PICKED] = ("ZZZX", SPOT, "2")  # for another room
    run(app)
    assert seat.answers() == []
    app.session_state[picking._PICKED] = (code, SPOT, "3")
    assert given(run(app), "upto")["question"]["mine"] == "3"
    teacher.move(SPOT, "close")
    app.session_state[picking._PICKED] = (code, SPOT, "4")
    assert "not open" in given(run(app), "upto")["problem"]
    assert [vote.answer for vote in seat.answers()] == ["3"]
    app.query_params["pick"] = code  # a link gives no vote, only a way to the room
    app.switch_page("pages/word_reader.py").run()
    assert [vote.answer for vote in seat.answers()] == ["3"]
    assert any(f"Back to room {code}" in one.proto.label for one in app.get("page_link"))


def test_a_seat_of_another_day_gives_way_to_the_one_that_is_taken_now(
    room: tuple[str, str],
) -> None:
    code, _ = room
    app = come_back(open_page(room=code), code, "pupil", "of a room that had this code")
    assert keeps(app, f"seqdemo.room.{code}.pupil")["drop"]
    button(app, "Join").click().run()
    kept = keeps(app, f"seqdemo.room.{code}.pupil")
    assert kept["put"] and not kept["drop"]


def test_a_room_that_was_closed_says_so(room: tuple[str, str]) -> None:
    code, token = room
    app = come_back(open_page(room=code), code, "pupil", "")
    store().teacher(code, token).close()
    run(app)
    assert "closed" in app.error[0].value
    button(app, "Another room").click().run()
    assert app.text_input[0].label == "Code of the room"


def test_strangers_see_a_board_without_controls_and_no_teachers_page(room: tuple[str, str]) -> None:
    code, token = room
    board = come_back(open_page(**{"room": code, "as": "board"}), code, "teacher", "guess")
    assert "bar" not in given(board, "qr")
    page = come_back(open_page(**{"room": code, "as": "teacher"}), code, "teacher", "guess")
    assert "led from the browser" in page.info[0].value
    assert not [one for one in page.get("bidi_component") if '"mine"' in one.proto.json]
    mine = come_back(open_page(**{"room": code, "as": "teacher"}), code, "teacher", token)
    assert given(mine, "mine")["mine"]["heads"][0] == "A choice"


def test_a_vote_is_led_to_its_answer_and_exported(room: tuple[str, str]) -> None:
    from seqdemo.demos.room.page import leading

    code, token = room
    app = come_back(open_page(**{"room": code, "as": "teacher"}), code, "teacher", token)
    teacher = store().teacher(code, token)
    seat, _ = store().join(code)
    for at, answer in ((CHOICE, "d"), (NUMBER, "97"), (DRAWING, encode((INK,)))):
        teacher.go(at)
        leading._act(teacher, {"do": "move", "at": at, "move": "open"})
        seat.answer(at, answer)
        for move in ("close", "reveal"):
            leading._act(teacher, {"do": "move", "at": at, "move": move})
        leading._act(
            teacher, {"do": "move", "at": at + 1, "move": "open"}
        )  # of a step that is gone
    board = given(run(app), "mine")
    assert board["phase"] == "revealed" and board["tiles"][0]["drawing"] == [INK]
    assert board["tiles"][0]["read"] == "no word I know"
    (row,) = board["mine"]["grid"]
    assert row["cells"] == ["right", "wrong", "right", "asked", "asked"]
    lines = table(code).splitlines()
    assert len(lines) == 4 and ",yes,d" in lines[1] and ",no," in lines[2]


def test_a_snapshot_is_shown_on_the_board_until_the_teacher_goes_on(room: tuple[str, str]) -> None:
    from seqdemo.demos.room.page import leading

    code, token = room
    teacher = store().teacher(code, token)
    leading._act(teacher, {"do": "snapshot"})
    leading._act(teacher, {"do": "go", "at": 2})
    leading._act(teacher, {"do": "show", "number": 1})
    board = come_back(open_page(**{"room": code, "as": "board"}), code, "teacher", "")
    assert given(board, "qr")["snapshot"] == 1 and given(board, "qr")["title"] == "A choice"
    leading._act(teacher, {"do": "back"})
    assert given(run(board), "qr")["title"] == "A number"


def test_closing_deletes_the_room(room: tuple[str, str]) -> None:
    code, token = room
    app = come_back(open_page(**{"room": code, "as": "teacher"}), code, "teacher", token)
    button(app, "Close and delete").click().run()
    assert not app.exception and app.session_state["room.code"] == ""
    assert store().pupils(code) == []
    closed = keeps(app, "seqdemo.room.last")
    assert closed["drop"]
    button(app, "Open a room").click().run()
    opened = keeps(app, "seqdemo.room.last")
    assert opened["put"] == f"{app.session_state['room.code']} board" and not opened["drop"]
    assert opened["turn"] > closed["turn"]  # by which the browser knows that it is newer
    st.cache_resource.clear()
