"""A room as .csv: whole, and harmless in a spreadsheet."""

import csv
import io

import pytest

from seqdemo.rooms.export import HEAD, answers_csv, plain_cell
from seqdemo.rooms.records import Poll, Pupil, Room, Vote

ROOM = Room("KXRT", "t", "", 2, 1, 1, 0, None, False, False, False, None, 0.0)
PUPILS = [Pupil(1, "heron", 0, 0.0), Pupil(2, "lynx", 0, 0.0)]


def rows(room, votes, questions=("After s, a, i?", "")):
    return list(csv.reader(io.StringIO(answers_csv(room, PUPILS, votes, questions))))


def test_each_answer_is_a_row_and_right_ones_are_marked_once_revealed():
    votes = [Vote(0, 1, 1, "d"), Vote(0, 1, 2, "n"), Vote(0, 2, 2, "d")]
    found = {"right": ["d"], "said": "d, 91 %", "bits": {"each": {"d": 1.0, "n": 2.585}}}
    hidden = Room(**(vars(ROOM) | {"polls": {0: Poll("talk", found)}}))
    shown = Room(**(vars(ROOM) | {"polls": {0: Poll("revealed", found)}}))
    assert rows(hidden, votes)[0] == list(HEAD)
    assert [row[-3:] for row in rows(hidden, votes)[1:]] == [["", "", ""]] * 3
    assert rows(shown, votes)[2] == [
        "1",
        "After s, a, i?",
        "1",
        "lynx",
        "n",
        "no",
        "d, 91 %",
        "2.585",
    ]
    assert [row[5] for row in rows(shown, votes)[1:]] == ["yes", "no", "yes"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_answer_becomes_a_formula(start):
    evil = f'{start}HYPERLINK("x","y")'
    assert plain_cell(evil) == f"'{evil}"
    assert rows(ROOM, [Vote(0, 1, 1, evil)])[1][4] == f"'{evil}"


def test_quotes_commas_and_lines_stay_in_their_cell():
    answer = 'a "b", c\nd'
    assert rows(ROOM, [Vote(0, 1, 1, answer)])[1][4] == answer
