"""What pupils, board and teacher are shown: nothing before its time."""

import json
from dataclasses import replace
from typing import get_args

import pytest
from room_lesson import CHOICE, DRAWING, LESSON, NUMBER, WORD

from seqdemo.demos.room.board_view import board_view
from seqdemo.demos.room.pupil_view import pupil_view
from seqdemo.demos.room.teacher_view import bar_view, teacher_view
from seqdemo.lessons.lesson import Further
from seqdemo.rooms.phases import Phase
from seqdemo.rooms.records import Poll, Pupil, Room, Snapshot, Vote

NOW = 1_000.0
PHASES = get_args(Phase)
SECRET = "the-answer-of-the-network"
FOUND = {"right": ["d"], "said": SECRET, "network": {"d": 0.6137}, "problem": "", "rows": []}
FOUND |= {"value": 0.6137, "histogram": {"network": {"words": SECRET}}}
ROOM = Room("KXRT", "t", "", 4, 1, 1, CHOICE, None, False, False, False, None, 0.0)
PUPILS = [Pupil(1, "heron", 0, NOW), Pupil(2, "lynx", 0, NOW - 500)]
VOTES = [Vote(CHOICE, 1, 1, "d"), Vote(CHOICE, 1, 2, "n")]


def room(phase="waiting", step=CHOICE, **values):
    return replace(ROOM, step=step, polls={step: Poll(phase, FOUND)}, **values)


def board(of, votes=VOTES):
    return board_view(LESSON, of, PUPILS, votes, {}, lambda question, text: ("said", True), NOW)


def pupil(of, mine=(), at=None):
    return pupil_view(LESSON, of, of.step if at is None else at, mine, {})


@pytest.mark.parametrize("phase", [phase for phase in PHASES if phase != "revealed"])
@pytest.mark.parametrize("live", [False, True])
def test_nothing_of_the_answer_is_in_what_pupils_and_board_get_before_the_reveal(phase, live):
    for step in (CHOICE, DRAWING, NUMBER, WORD):
        of = room(phase, step, live=live)
        given = [replace(vote, answer="7") for vote in VOTES] if step == NUMBER else VOTES
        sent = json.dumps([pupil(of, given[:1]), board(of, given), bar_view(LESSON, of)])
        assert SECRET not in sent and "adds up" not in sent and "0.6137" not in sent
        assert "word_reader.next_letter" not in sent and "Only for the teacher" not in sent
        question = pupil(of)["question"]
        assert "right" not in question and {"rows", "histogram"}.isdisjoint(question)
        assert not any(row.get("right") for row in board(of, given)["question"]["rows"])


def test_a_pupil_gets_their_own_answers_and_nobody_elses():
    of = room("first")
    question = pupil(of, VOTES[:1])["question"]
    assert question["mine"] == "d" and question["round"] == 1
    assert "heron" not in json.dumps(pupil(of)) and '"n"]' in json.dumps(question["options"])
    second = pupil(room("second"), VOTES[:1])["question"]
    assert second["mine"] is None and second["before"] == "d"


@pytest.mark.parametrize("phase", PHASES)
def test_a_hint_is_given_with_the_second_vote_alone_after_pupils_have_talked(phase):
    hinted = "Four letters" in json.dumps(pupil(room(phase)))
    assert hinted == (phase == "second")


def test_before_the_reveal_it_is_known_if_the_network_gives_answers_chances():
    chances = [board(room(step=at), [])["question"]["chances"] for at in (CHOICE, NUMBER, WORD)]
    assert chances == [True, False, False]


def test_all_is_told_at_the_reveal():
    question = pupil(room("revealed"), VOTES[1:])["question"]
    assert question["mine_right"] is False and question["said"] == SECRET
    shown = board(room("revealed"))["question"]
    assert shown["said"] == SECRET
    assert [row["counts"] for row in shown["rows"]][:2] == [[1, 0], [1, 0]]
    assert shown["rows"][0]["network"] == 0.6137 and shown["rows"][0]["right"]


@pytest.mark.parametrize(
    ("phase", "live", "rounds"),
    [
        ("waiting", True, []),
        ("first", False, []),
        ("first", True, [1]),
        ("talk", False, []),
        ("talk", True, [1]),
        ("second", True, []),
        ("done", False, [1]),
        ("revealed", False, [1]),
    ],
)
def test_the_board_shows_counts_when_nobody_can_follow_them_any_more(phase, live, rounds):
    shown = board(room(phase, live=live))["question"]
    assert shown["rounds"] == rounds
    assert all(bool(row["counts"]) == bool(rounds) for row in shown["rows"])
    assert shown["voted"] == (0 if phase == "second" else 2)


def test_the_board_says_which_case_it_is_and_the_teacher_how_many_were_right():
    of = room("talk")
    assert board(of)["question"]["case"] == "let them talk in pairs, then vote again"
    mine = teacher_view(LESSON, of, PUPILS, VOTES, [], {}, NOW)
    assert mine["advice"] == "50\xa0% right: let them talk in pairs, then vote again"
    assert board(room("first"))["question"]["case"] == ""


def test_drawings_become_tiles_when_the_vote_is_closed_or_as_they_come():
    drawn = [Vote(DRAWING, 1, 1, "S")]
    assert board(room("first", DRAWING), drawn)["tiles"] == []
    tile = {"number": 1, "drawing": "S", "name": "heron", "read": "said", "right": True}
    assert board(room("first", DRAWING, live=True), drawn)["tiles"] == [tile]
    assert board(room("talk", DRAWING), drawn)["tiles"] == [tile]


def test_a_number_has_columns_and_the_networks_place_once_revealed():
    given = [Vote(NUMBER, 1, 1, "60"), Vote(NUMBER, 1, 2, "95")]
    assert board(room("talk", NUMBER), given)["question"]["histogram"] is None
    hidden = board(room("done", NUMBER), given)["question"]["histogram"]
    assert hidden["network"] is None and sum(map(sum, hidden["columns"])) == 2
    assert board(room("revealed", NUMBER), given)["question"]["histogram"]["network"]
    assert pupil(room("revealed", NUMBER))["question"]["histogram"] == FOUND["histogram"]


def test_a_paused_room_shows_a_pupil_nothing_to_do():
    shown = pupil(room("first", paused=True))
    assert shown["paused"] and "question" not in shown and "text" not in shown


def test_who_is_here_is_who_was_seen_lately():
    assert board(room())["here"] == 1 and board(room())["joined"] == 2


def test_the_teachers_grid_says_who_has_answered_what():
    of = replace(room("revealed"), free_to=3)
    mine = teacher_view(LESSON, of, PUPILS, VOTES, [Snapshot(1, 0, {}, NOW)], {}, NOW)
    assert [row["cells"] for row in mine["grid"]] == [
        ["right", "asked", "asked", "asked"],
        ["wrong", "asked", "asked", "asked"],
    ]
    assert mine["snapshots"] == [{"number": 1, "at": 0}] and mine["notes"]
    hidden = teacher_view(LESSON, room("talk"), PUPILS, VOTES, [], {}, NOW)
    assert hidden["grid"][0]["cells"][0] == "answered"


def test_the_bar_offers_what_can_be_done():
    assert bar_view(LESSON, room())["moves"] == ["open", "reveal"]
    assert bar_view(LESSON, room("talk"))["moves"] == ["again", "reveal"]
    assert bar_view(LESSON, replace(room(), free_to=2))["moves"] == ["close"]


def test_a_drawing_that_the_teacher_hides_leaves_the_board_and_comes_back():
    drawings = [Vote(DRAWING, 1, 1, "A"), Vote(DRAWING, 1, 2, "B")]
    of = room("talk", DRAWING, hidden=frozenset({(DRAWING, 2), (CHOICE, 1)}))
    shown = board(of, drawings)
    assert [tile["number"] for tile in shown["tiles"]] == [1] and shown["hidden"] == [[2, "lynx"]]
    assert len(board(replace(of, hidden=frozenset()), drawings)["tiles"]) == 2


def test_after_the_last_step_all_see_what_was_found_out_and_what_to_try_next():
    of = replace(room("revealed", WORD), ended=True)
    lesson = replace(LESSON, further=Further("Go on.", "lab", {"a": "b"}))
    shown = board_view(lesson, of, PUPILS, VOTES, {}, lambda question, text: ("", None), NOW)
    seen = pupil_view(lesson, of, 0, (), {})
    for one in (shown, seen):
        assert one["ended"] and one["question"] is None and one["further"] == "Go on."
        assert one["title"] == "What you have found out" and "adds" in json.dumps(one["text"])
        assert one["view"] == {"page": "lab", "link": {"a": "b"}}
    assert bar_view(lesson, of)["moves"] == [] and not bar_view(lesson, of)["end"]
    assert bar_view(lesson, room("revealed", WORD))["end"]
    plain = replace(LESSON, learned="", further=None)
    assert not bar_view(plain, room("revealed", WORD))["end"]
