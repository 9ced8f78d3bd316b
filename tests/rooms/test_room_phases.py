"""Two votes after Peer Instruction, and the three cases after the first."""

from itertools import pairwise
from typing import get_args

import pytest

from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.peer_instruction import ADVICE, case_of, verdict
from seqdemo.rooms.phases import Phase, after, closed_rounds, moves, open_round

PHASES = get_args(Phase)


def test_a_question_goes_from_waiting_over_two_votes_to_its_answer():
    steps = ["open", "close", "again", "close", "reveal"]
    phases = ["waiting"]
    for move in steps:
        phases.append(after(move, phases[-1]))
    assert tuple(phases) == PHASES
    assert [open_round(phase) for phase in PHASES] == [None, 1, None, 2, None, None]


def test_no_answer_is_revealed_while_a_vote_is_open():
    for phase in ("first", "second"):
        assert moves(phase) == ("close",)
        with pytest.raises(RoomError, match="cannot be done now"):
            after("reveal", phase)


def test_a_revealed_question_stays_revealed():
    assert moves("revealed") == ()


def test_counts_are_closed_as_long_as_anybody_can_still_follow_them():
    assert [closed_rounds(phase) for phase in PHASES] == [(), (), (1,), (), (1, 2), (1, 2)]


@pytest.mark.parametrize(
    ("share", "case"),
    [
        (0, "explain"),
        (0.34, "explain"),
        (0.35, "talk"),
        (0.7, "talk"),
        (0.71, "go on"),
        (1, "go on"),
    ],
)
def test_the_share_of_right_answers_says_which_of_three_cases_it_is(share, case):
    assert case_of(share) == case and ADVICE[case]


def test_the_case_is_by_right_answers_where_one_is_right_and_by_agreement_elsewhere():
    answers = ["n"] * 17 + ["d"] * 6 + ["l"] * 4 + ["t"]
    right, agreed = verdict(answers, "d"), verdict(answers, None)
    assert right and right.case == "explain" and right.share == pytest.approx(6 / 28)
    assert agreed and agreed.case == "talk" and agreed.share == pytest.approx(17 / 28)
    assert right.of_right and not agreed.of_right
    assert verdict([], "d") is None


def test_no_phase_is_left_out():
    ways = {(phase, after(move, phase)) for phase in PHASES for move in moves(phase)}
    assert set(pairwise(PHASES)) <= ways
