"""Answers are checked, counted, and held against the network."""

import math
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial

import pytest
from room_lesson import CHOICE, DRAWING, LESSON, NUMBER, WORD
from sayings import network

from seqdemo.demos.room.answers import (
    check_answer,
    counted,
    found_out,
    latest,
    network_chances,
    reading,
)
from seqdemo.demos.room.page.drawn import as_spot, begun
from seqdemo.demos.room.surprise import surprise
from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.lessons import measures
from seqdemo.lessons.lesson import Measure
from seqdemo.lessons.measures import MeasureError
from seqdemo.lessons.shelf import find_lesson, lessons
from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.records import Vote
from seqdemo.tasks.registry import cards, part


@cache
def measured(measure, first=()):
    """What shipped networks answer; each is loaded once for all tests."""
    return measures.measured(measure, first, lambda demo: partial(network, demo))


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
        (NUMBER, "97\xa0%", "97"),
        (NUMBER, "0,5", "0.5"),
        (NUMBER, "0,125", "0.125"),
        (NUMBER, "19,600", "19600"),
        (NUMBER, "19\xa0600", "19600"),
        (NUMBER, "−3", "-3"),
        (NUMBER, "-0", "0"),
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
        (WORD, "a" + "\u0336" * 4),
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


def test_drawings_are_no_rows_as_nobody_can_read_them_as_words() -> None:
    found = {"right": ["S"], "network": None}
    assert counted(question(DRAWING), votes("S", "A"), (1, 2), found) == []


def test_a_pupil_begins_with_their_own_drawing_or_with_that_of_the_lessons_view() -> None:
    ink, other = ("1" + BLANK[1:],), ("0" + "1" * 48,)
    shown = find_lesson("order-matters").steps[5]
    assert len(begun(shown, None, None)) == 4 and BLANK not in begun(shown, None, None)
    assert begun(shown, encode(ink), encode(other)) == ink
    assert begun(shown, None, encode(other)) == other
    assert begun(LESSON.steps[DRAWING], None) == (BLANK,) * 4


def test_numbers_stand_in_their_order_with_their_unit_and_few_of_many_words():
    rows = counted(question(NUMBER), votes("100", "9", "50"), (1,), None)
    assert [row["words"] for row in rows] == ["9\xa0%", "50\xa0%", "100\xa0%"]
    assert len(counted(question(WORD), votes(*(f"w{n}" for n in range(30))), (1,), None)) == 10


def test_bars_of_words_are_of_those_that_were_given():
    word = replace(question(CHOICE), kind="word", options=())
    assert network_chances(word, ["n", "no letter", "n"], ask) == {"n": 0.3, "no letter": 0.0}
    assert network_chances(question(WORD), ["n"], ask) is None


def test_the_surprise_of_a_class_stands_beside_the_networks():
    found = found_out(question(CHOICE), ["d", "n"], ask)
    told = surprise(["d", "d", "n", "x"], found)
    assert told is not None and told["even"] == 2.0
    assert told["network"] == pytest.approx(-math.log2(0.6))
    assert told["each"] == {"d": 1.0, "n": 2.585}  # half, and a third of the other half
    assert told["class"] == pytest.approx((1 + 1 + math.log2(6)) / 3)
    assert surprise([], found) is None and surprise(["d"], found | {"network": None}) is None


ASKED_OF = {
    ("shakespeare", "next_letter"): ("JULI",),
    ("next_word", "recalls"): ("Italy", 20, "lstm"),
    ("next_word", "suggests"): ("I am going to",),
    ("word_reader", "next_letter"): ("sai",),
    ("word_reader", "reading"): ("said",),
}
CHANCES = {
    (card.name, name): chance
    for card in cards()
    for name, chance in (part(card.name, "lesson", "CHANCES") or {}).items()
}


def test_every_measure_that_has_chances_is_asked_below():
    assert set(CHANCES) == set(ASKED_OF)


@pytest.mark.parametrize(("demo", "name"), ASKED_OF)
def test_a_measure_that_has_chances_gives_the_most_to_its_own_answer(demo, name):
    given, chance = ASKED_OF[demo, name], f"{demo}.{CHANCES[demo, name]}"
    likeliest = measured(Measure(f"{demo}.{name}", given))
    p = measured(Measure(chance, given), (likeliest,))
    others = [measured(Measure(chance, given), (other,)) for other in ("q", "x")]
    assert 0.02 < p <= 1 and all(one < p for one in others)


def test_a_spot_is_answered_by_its_number_as_links_of_its_page_hold_it():
    spot = replace(question(CHOICE), kind="spot", options=(), choice="step")
    step = replace(LESSON.steps[CHOICE], question=spot)
    assert as_spot(step, " 3 ") == "3"
    for wrong in ("0", "first", "99", ""):
        with pytest.raises(RoomError, match="number of the place"):
            as_spot(step, wrong)
    counts = counted(spot, votes("10", "2", "2"), (1,), None)
    assert [row["words"] for row in counts] == ["2", "10"]


def kept_of(step, texts):
    """Those of some texts that a room would keep as answers to a step."""
    for text in texts:
        with suppress(RoomError):
            spot = step.question.kind == "spot"
            yield as_spot(step, text) if spot else check_answer(step.question, text)


ASKED = [
    step
    for lesson in lessons()[0]
    for step in lesson.steps
    if step.question and step.question.answer is not None and step.question.kind != "drawing"
]


def test_most_steps_of_lessons_ask_something_that_is_computed():
    assert len(ASKED) > 30


@pytest.mark.parametrize("step", ASKED, ids=lambda step: step.title)
def test_no_answer_of_a_pupil_keeps_a_shipped_lesson_from_its_answer(step):
    evil = ("<img src=x onerror=alert(1)>", "=1+1", "%s{0}", "ß" * 60, "999999", "1e-300", "2")
    found = found_out(step.question, list(kept_of(step, evil)), measured)
    assert found["problem"] == ""
