"""The store keeps rooms, pupils and votes; in SQLite and in PostgreSQL alike."""

import pytest

from seqdemo.rooms.database import Database, default_url, with_driver
from seqdemo.rooms.limits import Limits, RoomError
from seqdemo.rooms.migrations import STEPS, migrate
from seqdemo.rooms.records import Vote


@pytest.fixture
def stored(make_store, any_url):
    """A store in each kind of database."""
    return make_store(any_url)


@pytest.fixture
def lesson(store):
    """Store, code and teacher of a room of five steps."""
    code, token = store.open("Order matters", "---\n", 5)
    return store, code, store.teacher(code, token)


def test_a_whole_vote_from_opening_to_deleting(stored):
    code, token = stored.open("Order matters", "# text", 3)
    teacher = stored.teacher(code, token)
    (heron, _), (lynx, _) = stored.join(code), stored.join(code.lower())
    assert [pupil.name for pupil in stored.pupils(code)] == [heron.name, lynx.name]
    teacher.go(1)
    teacher.move(1, "open")
    heron.answer(1, "d")
    lynx.answer(1, "n")
    heron.answer(1, "n")
    teacher.move(1, "close", {"right": "d"})
    assert stored.votes(code, 1) == [Vote(1, 1, 1, "n"), Vote(1, 1, 2, "n")]
    teacher.move(1, "again")
    heron.answer(1, "d")
    teacher.move(1, "close")
    teacher.move(1, "reveal")
    room = stored.room(code)
    assert room.poll(1).phase == "revealed" and room.poll(1).found == {"right": "d"}
    assert stored.votes(code)[-1] == Vote(1, 2, 1, "d") and len(stored.votes(code)) == 3
    teacher.close()
    with pytest.raises(RoomError, match="closed"):
        heron.room()
    assert stored.votes(code) == [] and stored.pupils(code) == []


def test_every_change_of_the_teacher_moves_the_revision_on(lesson):
    store, code, teacher = lesson
    revisions = [store.room(code).revision]
    for change in (
        lambda: teacher.go(2),
        lambda: teacher.pause(True),
        lambda: teacher.free(3),
        lambda: teacher.shut(True),
        lambda: teacher.show_live(True),
        lambda: teacher.move(2, "close"),
        lambda: teacher.show(teacher.snapshot(2, {"bars": [1, 2]})),
    ):
        change()
        revisions.append(store.room(code).revision)
    assert sorted(set(revisions)) == revisions and len(revisions) == 8
    room = store.room(code)
    assert (room.step, room.free_to, room.paused, room.shut, room.live) == (2, 3, True, True, True)
    assert room.showing == 1 and store.snapshots(code)[0].content == {"bars": [1, 2]}


def test_an_answer_moves_on_what_is_counted_and_not_what_pupils_look_at(lesson):
    store, code, teacher = lesson
    seat, _ = store.join(code)
    teacher.move(0, "open")
    before = store.room(code)
    seat.answer(0, "d")
    now = store.room(code)
    assert now.answered == before.answered + 1 and now.revision == before.revision


def test_a_restarted_server_finds_the_vote_where_it_was(make_store, url):
    first = make_store(url)
    code, token = first.open("Order matters", "", 2)
    seat, mine = first.join(code)
    first.teacher(code, token).move(0, "open")
    seat.answer(0, "d")
    first.database.close()
    second = make_store(url)
    back = second.seat(code, mine)
    assert back.answers() == [Vote(0, 1, 1, "d")] and back.name == seat.name
    back.answer(0, "n")
    second.teacher(code, token).move(0, "close")
    assert second.votes(code, 0) == [Vote(0, 1, 1, "n")]


def test_pupils_go_freely_up_to_a_step_and_come_back_when_called(lesson):
    store, code, teacher = lesson
    seat, _ = store.join(code)
    teacher.go(1)
    with pytest.raises(RoomError, match="not open yet"):
        seat.go(0)
    teacher.free(3)
    assert seat.step(store.room(code)) == 1, "nobody is thrown back to the beginning"
    seat.go(3)
    seat.answer(3, "free")
    assert seat.step(store.room(code)) == 3
    with pytest.raises(RoomError, match="not open yet"):
        seat.go(4)
    teacher.free(None)
    assert seat.step(store.room(code)) == 1
    with pytest.raises(RoomError, match="not open"):
        seat.answer(3, "too late")


def test_a_paused_room_takes_no_answer(lesson):
    store, code, teacher = lesson
    seat, _ = store.join(code)
    teacher.move(0, "open")
    teacher.pause(True)
    with pytest.raises(RoomError, match="look up"):
        seat.answer(0, "d")
    teacher.pause(False)
    seat.answer(0, "d")


def test_nobody_new_comes_in_when_the_door_is_shut_and_who_is_in_stays(lesson):
    store, code, teacher = lesson
    _, mine = store.join(code)
    teacher.shut(True)
    with pytest.raises(RoomError, match="closed the door"):
        store.join(code)
    assert store.seat(code, mine).number == 1


def test_a_room_is_forgotten_after_a_day(lesson, clock):
    store, code, _ = lesson
    store.join(code)
    clock.now += store.limits.seconds - 1
    assert store.room(code).code == code and store.purge() == 0
    clock.now += 2
    with pytest.raises(RoomError, match="closed"):
        store.room(code)
    with pytest.raises(RoomError, match="no room has this code"):
        store.find(code)
    assert store.purge() == 1 and store.pupils(code) == []


def test_a_sign_of_life_is_written_now_and_then(lesson, clock):
    store, code, _ = lesson
    seat, _ = store.join(code)
    clock.now += 100
    seat.here()
    assert store.pupils(code)[0].seen == clock.now
    clock.now += 5
    seat.here()
    assert store.pupils(code)[0].seen == clock.now - 5


def test_a_migration_runs_once_and_a_later_database_is_refused(any_url):
    database = Database(any_url)
    done = []
    with database.writing() as connection:
        assert migrate(connection) == len(STEPS)
        assert migrate(connection, [*STEPS, lambda _: done.append(1)]) == len(STEPS) + 1
        assert migrate(connection, [*STEPS, lambda _: done.append(2)]) == len(STEPS) + 1
        assert done == [1]
        with pytest.raises(RoomError, match="later release"):
            migrate(connection)
        connection.rollback()
    database.close()


def test_a_database_that_cannot_be_opened_is_a_sentence_without_a_password(tmp_path):
    for url in (f"sqlite:///{tmp_path}/none/x.sqlite", "postgresql://u:secret@127.0.0.1:1/none"):
        with pytest.raises(RoomError, match="rooms cannot be kept") as told:
            Database(url)
        assert "secret" not in str(told.value)


def test_the_file_stands_among_the_users_data_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path))
    assert default_url() == f"sqlite:///{tmp_path}/rooms/rooms.sqlite"
    monkeypatch.delenv("SEQDEMO_CACHE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_url() == f"sqlite:///{tmp_path}/data/seqdemo/rooms.sqlite"
    monkeypatch.setenv("SEQDEMO_DATABASE_URL", "postgres://h/n")
    assert with_driver(default_url()) == "postgresql+psycopg://h/n"


def test_a_full_server_and_a_full_room_say_so(make_store, url, clock):
    store = make_store(url, limits=Limits(rooms=3, rooms_per_address=2, pupils=2))
    code, _ = store.open("a", "", 1, "one school")
    store.open("b", "", 1, "one school")
    with pytest.raises(RoomError, match="from here within the hour"):
        store.open("c", "", 1, "one school")
    store.open("c", "", 1, "another")
    with pytest.raises(RoomError, match="no room free"):
        store.open("d", "", 1, "a third")
    store.join(code), store.join(code)
    with pytest.raises(RoomError, match="full"):
        store.join(code)
    clock.now += 2 * store.limits.seconds
    assert store.open("a", "", 1, "one school")[0], "old rooms make place"
