"""Answers are checked, counted, and held against the network."""

import pytest
from room_lesson import CHOICE, DRAWING, LESSON, NUMBER, WORD

from seqdemo.demos.room.answers import check_answer, counted, found_out, latest, reading
from seqdemo.lessons.measures import MeasureError
from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.records import Vote


def question(at):
    return LESSON.steps[at].question


def ask(measure, first=()):
    """A network that answers by heart."""
    answers = {"next_letter": "d", "sureness": 0.97, "reads": "said" if first == ("S",) else "aids"}
    name = measure.name.partition(".")[2]
    if name == "letter_chance":
        return {"d": 0.6, "n": 0.3}.get(first[0], 0.0)
    return answers[name]


def votes(*answers, step=0, number=1):
    return [Vote(step, number, n, answer) for n, answer in enumerate(answers, start=1)]


@pytest.mark.parametrize(
    ("at", "typed", "kept"),
    [
        (CHOICE, " d ", "d"),
        (NUMBER, "97 %", "97"),
        (NUMBER, "0,5", "0.5"),
        (NUMBER, "−3", "-3"),
        (WORD, " Said ", "said"),
        (WORD, "=1+1", "=1+1"),
    ],
)
def test_an_answer_is_kept_in_one_form(at, typed, kept):
    assert check_answer(question(at), typed) == kept


@pytest.mark.parametrize(
    ("at", "typed"),
    [
        (CHOICE, "x"),
        (CHOICE, ""),
        (CHOICE, "d\n"),
        (NUMBER, "many"),
        (NUMBER, "nan"),
        (NUMBER, "1e999"),
        (NUMBER, "9" * 50),
        (NUMBER, "１２"),
        (WORD, ""),
        (WORD, "x" * 61),
        (WORD, "a\nb"),
        (WORD, "a\u202eb"),
    ],
)
def test_what_is_no_answer_is_refused(at, typed):
    if typed == "d\n":
        assert check_answer(question(at), typed) == "d"
    else:
        with pytest.raises(RoomError):
            check_answer(question(at), typed)


def test_the_network_says_what_is_right_and_how_likely_each_option_is():
    found = found_out(question(CHOICE), ["d", "n"], ask)
    assert found["right"] == ["d"] and found["said"] == "d"
    assert found["network"] == {"d": 0.6, "n": 0.3, "l": 0.0, "t": 0.0}


def test_right_numbers_are_those_near_and_right_drawings_those_it_reads():
    assert found_out(question(NUMBER), ["95", "50", "99"], ask)["right"] == ["95", "99"]
    assert found_out(question(DRAWING), ["S", "A"], ask)["right"] == ["S"]
    assert reading(question(DRAWING), "A", ask) == ("aids", False)


def test_a_question_to_talk_about_has_no_right_answer():
    assert found_out(question(WORD), ["said"], ask)["right"] is None


def test_a_network_that_gives_no_answer_is_a_sentence():
    def fails(measure, first=()):
        raise MeasureError("No network of this app has a measure.")

    found = found_out(question(CHOICE), ["d"], fails)
    assert found["right"] is None and "no network" in found["problem"].lower()
    assert reading(question(DRAWING), "A", fails) == ("nothing it can read", None)


def test_the_second_vote_counts_where_there_was_one():
    both = [*votes("d", "n"), Vote(0, 2, 2, "d")]
    assert [vote.answer for vote in latest(both)] == ["d", "d"]
    assert [vote.answer for vote in latest(both, 1)] == ["d", "n"]


def test_all_options_have_a_row_with_counts_of_each_vote():
    both = [*votes("d", "n", "n"), *votes("d", "d", "n", number=2)]
    rows = counted(question(CHOICE), both, (1, 2), {"right": ["d"], "network": {"d": 0.6}})
    assert [(row["value"], row["counts"]) for row in rows] == [
        ("d", [1, 2]),
        ("n", [2, 1]),
        ("l", [0, 0]),
        ("t", [0, 0]),
    ]
    assert rows[0]["right"] is True and rows[0]["network"] == 0.6 and rows[1]["right"] is False


def test_numbers_stand_in_their_order_with_their_unit_and_few_of_many_words():
    rows = counted(question(NUMBER), votes("100", "9", "50"), (1,), None)
    assert [row["words"] for row in rows] == ["9 %", "50 %", "100 %"]
    assert len(counted(question(WORD), votes(*(f"w{n}" for n in range(30))), (1,), None)) == 10
