"""A room's play: values by letter, kept over restarts, given by pupils alone and in time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.migrations import STEPS, migrate
from seqdemo.rooms.play import Play, UnitValue
from seqdemo.rooms.schema import TABLES, hidden_answers, plays, unit_values
from seqdemo.rooms.store import RoomStore


def test_values_are_given_letter_by_letter_and_outlive_a_restart(
    store: RoomStore, make_store: Callable[..., RoomStore], url: str
) -> None:
    code, token = store.open("t", "lesson", 3)
    teacher, (seat, _) = store.teacher(code, token), store.join(code)
    teacher.play("odd", "ab")
    seat.give(0, 2.0)
    seat.give(0, 1.0)
    teacher.next_letter(0)
    teacher.next_letter(0)  # told twice
    assert store.room(code).play == Play("odd", "ab", 1)
    for late in (0, 2):
        with pytest.raises(RoomError, match="another letter"):
            seat.give(late, 1.0)
    seat.give(1, 0.5)
    again = make_store(url)
    assert again.room(code).play == Play("odd", "ab", 1)
    assert again.unit_values(code) == [UnitValue(0, 1, 1.0), UnitValue(1, 1, 0.5)]
    teacher.next_letter(1)
    with pytest.raises(RoomError, match="another letter"):
        seat.give(2, 1.0)
    teacher.play("third", "aba")
    assert store.room(code).play == Play("third", "aba", 0) and store.unit_values(code) == []
    teacher.stop_play()
    assert store.room(code).play is None


def test_a_value_is_a_number_of_moderate_size_and_none_comes_in_a_pause(store: RoomStore) -> None:
    code, token = store.open("t", "lesson", 3)
    teacher, (seat, _) = store.teacher(code, token), store.join(code)
    teacher.play("odd", "ab")
    for value in (1e6, float("nan"), float("inf")):
        with pytest.raises(RoomError, match="write a number"):
            seat.give(0, value)
    teacher.pause(True)
    with pytest.raises(RoomError, match="look up"):
        seat.give(0, 1.0)


def test_a_closed_room_leaves_no_value_and_no_hidden_answer(store: RoomStore) -> None:
    code, token = store.open("t", "lesson", 3)
    teacher, (seat, _) = store.teacher(code, token), store.join(code)
    teacher.play("odd", "ab")
    seat.give(0, 1.0)
    teacher.hide(0, seat.number, True)
    teacher.close()
    with store.database.reading() as connection:
        for table in (plays, unit_values, hidden_answers):
            assert connection.execute(table.select()).all() == []


def test_a_hidden_answer_stays_hidden_until_the_teacher_has_it_back(store: RoomStore) -> None:
    code, token = store.open("t", "lesson", 3)
    teacher, (seat, _) = store.teacher(code, token), store.join(code)
    teacher.move(0, "open")
    seat.answer(0, "one")
    teacher.hide(0, seat.number, True)
    teacher.hide(0, seat.number, True)
    seat.answer(0, "another")
    assert store.room(code).hidden == {(0, seat.number)}
    teacher.hide(0, seat.number, False)
    assert store.room(code).hidden == frozenset()


def test_a_database_of_the_first_release_gets_the_new_tables(store: RoomStore) -> None:
    new = [plays, unit_values, hidden_answers]
    with store.database.writing() as connection:
        TABLES.drop_all(connection, tables=new)
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE name = 'version'")
        assert migrate(connection) == len(STEPS)
        for table in new:
            assert connection.execute(table.select()).all() == []


def test_a_database_without_lessons_ends_gets_them_and_its_rooms_go_on(store: RoomStore) -> None:
    code, _ = store.open("t", "lesson", 3)
    with store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE rooms DROP COLUMN ended")
        connection.exec_driver_sql("UPDATE meta SET value = '2' WHERE name = 'version'")
        assert migrate(connection) == len(STEPS)
    assert store.room(code).ended is False


def test_the_end_comes_after_the_last_step_and_every_way_back_leaves_it(store: RoomStore) -> None:
    code, token = store.open("t", "lesson", 2)
    teacher = store.teacher(code, token)
    with pytest.raises(RoomError, match="after the last step"):
        teacher.end()
    teacher.go(1)
    for leave in (lambda: teacher.go(1), lambda: teacher.free(1)):
        teacher.end()
        assert store.room(code).ended
        leave()
        assert not store.room(code).ended
