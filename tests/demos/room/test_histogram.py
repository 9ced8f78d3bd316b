"""Numbers and places of a class stand on one axis with the network's."""

from dataclasses import replace

import pytest
from room_lesson import CHOICE, LESSON, NUMBER, WORD

from seqdemo.demos.room.answers import found_out
from seqdemo.demos.room.histogram import axis_of, histogram
from seqdemo.lessons.measures import MeasureError
from seqdemo.rooms.records import Vote

PERCENT = LESSON.steps[NUMBER].question
COUNT = replace(PERCENT, unit="", within=1)
SPOT = replace(PERCENT, kind="spot", unit="", within=0, choice="step")


def votes(*answers, number=1):
    return [Vote(NUMBER, number, n, answer) for n, answer in enumerate(answers, start=1)]


def test_percentages_stand_between_0_and_100_and_both_ends_are_on_it():
    shown = histogram(PERCENT, votes("0", "55", "100", "97"), (1,), {"value": 97.0})
    assert [column[0] for column in shown["columns"]] == [1, 0, 0, 0, 0, 1, 0, 0, 0, 2]
    assert shown["ticks"][0] == (0, "0") and shown["ticks"][-1] == (1, "100")
    assert shown["network"] == {"place": 0.97, "words": "97", "right": [0.92, 1.0]}


def test_a_whole_number_has_a_column_and_the_networks_stands_in_its_middle():
    shown = histogram(COUNT, votes("4", "2", "4"), (1,), {"value": 3.0})
    assert [column[0] for column in shown["columns"]] == [0, 1, 0, 2, 0]
    assert [words for _, words in shown["ticks"]] == ["1", "2", "3", "4", "5"]
    assert shown["network"]["place"] == 0.5 == shown["ticks"][2][0]
    assert shown["network"]["right"] == pytest.approx([0.3, 0.7])


def test_both_votes_have_their_counts_and_the_network_is_not_shown_before_its_time():
    both = [*votes("1", "3"), *votes("3", "3", number=2)]
    shown = histogram(SPOT, both, (1, 2), None)
    assert shown["columns"] == [[0, 0], [1, 0], [0, 0], [1, 2], [0, 0]]
    assert shown["network"] is None
    # ... nor does the axis reach to where it is.
    assert histogram(SPOT, both, (1, 2), {"value": 9.0})["ticks"][-1][1] != shown["ticks"][-1][1]


def test_one_who_is_far_off_does_not_narrow_the_axis_for_the_others():
    shown = histogram(COUNT, votes("4", "5", "4", "6", "5", "1e+09"), (1,), None)
    assert shown["beyond"] == 1 and sum(column[0] for column in shown["columns"]) == 5
    assert len(shown["columns"]) == 5


@pytest.mark.parametrize(
    ("values", "truth"),
    [
        ([0.0], None),
        ([0.5], None),
        ([0.1, 0.2, 0.3], 0.25),
        ([-3.0, 12.0], None),
        ([-1e9, 1e9], 0.0),
        ([0.0, 0.0, 0.0], 1e12),
        ([1e12, -1e12], None),
        ([1e-12, 2e-12], None),
    ],
)
def test_every_number_near_and_the_networks_are_on_an_axis_of_few_columns(values, truth):
    axis = axis_of(values, truth, percent=False)
    assert 1 <= axis.columns <= 27 and len(axis.ticks()) <= 8
    assert all(axis.column(one) is not None for one in [*values, *([truth] if truth else [])])


def test_numbers_that_nobody_means_do_no_harm():
    for typed in (["1e308", "-1e308"], ["1e-323", "5e-324"], ["1e308"]):
        assert histogram(COUNT, votes(*typed), (1,), {"value": 3.0})["network"]


def test_other_questions_and_no_answers_have_none():
    assert histogram(COUNT, [], (1,), None) is None
    assert histogram(COUNT, votes("4"), (), None) is None
    for at in (CHOICE, WORD):
        assert histogram(LESSON.steps[at].question, votes("d"), (1,), None) is None
    assert histogram(SPOT, votes("said"), (1,), None) is None


def test_the_networks_number_is_in_the_unit_of_the_question():
    assert found_out(PERCENT, [], lambda measure, first=(): 0.97)["value"] == pytest.approx(97)
    assert found_out(LESSON.steps[WORD].question, [], lambda *_: "said")["value"] is None

    def fails(measure, first=()):
        raise MeasureError("away")

    assert found_out(PERCENT, [], fails)["value"] is None
