"""Rights: what strangers, pupils and their neighbours try and do not get."""

import pytest
from sqlalchemy import text

from seqdemo.rooms.codes import ALPHABET
from seqdemo.rooms.limits import Limits, RoomError


@pytest.fixture
def opened(store):
    """Store, code, teacher's token of a room with an open vote."""
    code, token = store.open("Order matters", "", 3)
    store.teacher(code, token).move(0, "open")
    return store, code, token


def wrong(code, n):
    """Another code, the n-th."""
    letters = [ALPHABET[n // 18**k % 18] for k in range(4)]
    found = "".join(letters)
    return found if found != code else "ZZZX"


def test_who_comes_back_by_their_token_changes_their_vote_and_has_no_second(opened):
    store, code, _ = opened
    seat, token = store.join(code)
    seat.answer(0, "d")
    for _ in range(5):
        store.seat(code, token).answer(0, "n")
    assert [vote.answer for vote in store.votes(code, 0)] == ["n"]


def test_nobody_votes_for_others(opened):
    store, code, _ = opened
    (_, mine), (_, theirs) = store.join(code), store.join(code)
    secret = mine.partition(".")[2]
    for forged in (f"2.{secret}", "2.", "2", "", f"1.{theirs}", "-1.x", "²." + secret, "9" * 99):
        with pytest.raises(RoomError, match="does not know you"):
            store.seat(code, forged)
    other, _ = store.open("another", "", 3)
    with pytest.raises(RoomError, match="does not know you"):
        store.seat(other, mine)


def test_only_the_teachers_token_leads_a_room(opened):
    store, code, token = opened
    _, pupil = store.join(code)
    other, another = store.open("another", "", 3)
    for forged in (pupil, pupil.partition(".")[2], another, token[:-1], token + "x", "", code):
        with pytest.raises(RoomError, match="only the browser"):
            store.teacher(code, forged)
    assert store.teacher(code, token).code == code and other != code


def test_the_database_holds_no_token_and_no_address(opened):
    store, code, token = opened
    _, pupil = store.join(code, "192.0.2.7")
    with pytest.raises(RoomError):
        store.find(wrong(code, 5), "192.0.2.7")
    with store.database.reading() as connection:
        names = ("rooms", "pupils", "votes", "tries", "meta")
        rows = [row for name in names for row in connection.execute(text(f"SELECT * FROM {name}"))]
    kept = repr(rows)
    assert code in kept
    for secret in (token, pupil.partition(".")[2], "192.0.2.7"):
        assert secret not in kept


def test_no_vote_comes_too_early_too_late_or_for_another_step(opened):
    store, code, token = opened
    seat, _ = store.join(code)
    teacher = store.teacher(code, token)
    for step in (-1, 1, 2, 99):
        with pytest.raises(RoomError, match="not open"):
            seat.answer(step, "d")
    teacher.move(0, "close")
    with pytest.raises(RoomError, match="not open"):
        seat.answer(0, "d")
    assert store.votes(code) == []


def test_an_answer_that_would_fill_the_disk_is_refused(opened):
    store, code, _ = opened
    seat, _ = store.join(code)
    for answer in ("", "x" * (store.limits.answer + 1)):
        with pytest.raises(RoomError, match="characters"):
            seat.answer(0, answer)
    for n in range(50):
        seat.answer(0, f"answer {n}")
    assert len(store.votes(code)) == 1


def test_a_lesson_and_snapshots_that_would_fill_the_disk_are_refused(opened):
    store, code, token = opened
    limits = store.limits
    for lesson, steps in (("x" * (limits.lesson + 1), 1), ("", 0), ("", limits.steps + 1)):
        with pytest.raises(RoomError, match="a lesson for a room"):
            store.open("t", lesson, steps)
    teacher = store.teacher(code, token)
    with pytest.raises(RoomError, match="snapshots"):
        teacher.snapshot(0, {"all": "x" * limits.snapshot})
    for _ in range(limits.snapshots):
        teacher.snapshot(0, {})
    with pytest.raises(RoomError, match="snapshots"):
        teacher.snapshot(0, {})


def test_rooms_are_not_found_by_trying(opened, clock):
    store, code, _ = opened
    for n in range(store.limits.tries):
        with pytest.raises(RoomError, match="no room has this code"):
            store.find(wrong(code, n), "a stranger")
    with pytest.raises(RoomError, match="too many wrong codes"):
        store.find(code, "a stranger")
    assert store.find(code, "a school") == code, "others are not kept out"
    clock.now += store.limits.window + 1
    assert store.find(code, "a stranger") == code


def test_many_addresses_together_do_not_find_one_either(make_store, url):
    store = make_store(url, limits=Limits(tries=5, tries_in_all=20, free_tries=2))
    code, _ = store.open("t", "", 1)
    for n in range(20):
        with pytest.raises(RoomError, match="no room has this code"):
            store.find(wrong(code, n), f"address {n % 10}")
    with pytest.raises(RoomError, match="too many"):
        store.find(code, "address 3")
    assert store.find(code, "a school") == code


def test_wrong_tokens_count_as_tries_too(opened):
    store, code, token = opened
    for _ in range(store.limits.tries):
        with pytest.raises(RoomError, match="only the browser"):
            store.teacher(code, "guess", "a stranger")
    with pytest.raises(RoomError, match="too many"):
        store.teacher(code, token, "a stranger")
    assert store.teacher(code, token, "the teacher")


def test_a_class_behind_one_address_joins_at_once(opened):
    store, code, _ = opened
    for _ in range(60):
        store.join(code, "one school")
    assert len(store.pupils(code)) == 60
