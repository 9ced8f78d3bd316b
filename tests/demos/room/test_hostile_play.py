"""A hostile client of a play and of spots: one value each, of one's own unit, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from room_lesson import SPOT
from spies import EVIL, Served, Spy, open_room, refused, run, spies, told

from bench._class import watch_board
from seqdemo.rooms.play import Play, UnitValue

SECRET = 777.25
NO_NUMBERS = ("", "x", EVIL, "nan", "inf", "1e9", "-1000", "9" * 10**5, "٣", "1\ud800")
NO_TEXTS: tuple[Any, ...] = (None, 5, True, ["1"], {"text": "1"}, 1e400)
OTHERS_ACTS = (
    {"do": "letter", "letter": 0},
    {"do": "play", "net": "third", "word": "aba"},
    {"do": "another"},
    {"do": "stop"},
    {"do": "hide", "number": 1, "on": True},
)


def own(spy: Spy) -> dict[str, float]:
    """The values that a seat shows as its own."""
    found: dict[str, float] = spy.seat.get("play", {}).get("own", {})
    return found


def in_play(shown: Mapping[str, Any], name: str) -> Any:
    """A part of the play that is shown, None while a page shows no play."""
    return shown.get("play", {}).get(name)


async def give(spy: Spy, text: Any, letter: Any = 0, **more: Any) -> None:
    """Send a value of a unit; nothing is waited for."""
    sent = {"do": "give", "letter": letter, "text": text, **more}
    await spy.trigger(spy._shown("upto"), "act", sent)


def test_a_unit_is_ones_own_and_counts_once(served: Served) -> None:
    server, store = served
    code, teacher = open_room(store)

    async def scene() -> None:
        async with spies(server, code, 2) as (one, two):
            await refused(one, "another letter", partial(give, one, "1"))  # before the play
            teacher.play("odd", "ab")
            await one.until(lambda: "play" in one.seat)
            # Whose value and which unit it is, no client can say.
            await told(
                one,
                partial(give, one, "2", number=2, unit=1, code="ZZZZ"),
                lambda: own(one) == {"0": 2},
            )
            assert store.unit_values(code) == [UnitValue(0, 1, 2.0)]
            async with Spy(server.port) as again:
                await again.come(code, one.token)
                await again.until(lambda: again.showing("upto") is not None)
                await told(again, partial(give, again, "1"), lambda: own(again) == {"0": 1})
            assert store.unit_values(code) == [UnitValue(0, 1, 1.0)]

            for letter in (1, -1, 99, 10**30):
                await refused(two, "another letter", partial(give, two, "1", letter))
                await refused(two, "write a number", partial(give, two, ""))
            for text in (*NO_NUMBERS, *NO_TEXTS):
                await give(two, text)
                await two.until_run("upto")
            for letter in (None, "0", False, [0]):
                await give(two, "1", letter)
                await two.until_run("upto")
            for act in OTHERS_ACTS:
                await two.trigger(two._shown("upto"), "act", act)
                await two.until_run("upto")
            await told(two, partial(give, two, "0"), lambda: own(two) == {"0": 0})
            assert store.unit_values(code) == [UnitValue(0, 1, 1.0), UnitValue(0, 2, 0.0)]
            room = store.room(code)
            assert (room.play, room.hidden) == (Play("odd", "ab", 0), frozenset())
            assert not one.seen.errors and not two.seen.errors

    run(scene)


def test_a_value_is_seen_by_nobody_else_before_its_letter_is_over(served: Served) -> None:
    server, store = served
    code, teacher = open_room(store)

    async def scene() -> None:
        async with spies(server, code, 2) as (one, two), Spy(server.port) as board:
            await watch_board(board, code)
            teacher.play("odd", "ab")
            await two.until(lambda: "play" in two.seat)
            await told(two, partial(give, two, str(SECRET)), lambda: own(two) == {"0": SECRET})
            await board.until(lambda: in_play(board._shown("qr").data, "answered") == [0, 1])
            for act in OTHERS_ACTS:
                await board.trigger(board._shown("qr"), "act", act)
            await told(one, partial(give, one, "1"), lambda: own(one) == {"0": 1})
            assert str(SECRET) not in one.told and str(SECRET) not in board.told
            names = [pupil.name for pupil in store.pupils(code)]
            assert names[1] not in one.told and names[0] not in two.told
            assert store.room(code).play == Play("odd", "ab", 0)
            teacher.next_letter(0)
            await one.until(lambda: in_play(one.seat, "given") == [[1, SECRET]])
            await board.until(lambda: in_play(board._shown("qr").data, "given") == [[1, SECRET]])
            assert not board.seen.errors

    run(scene)


def test_a_spot_is_a_place_of_the_picture_and_no_text(served: Served) -> None:
    server, store = served
    code, teacher = open_room(store)
    teacher.go(SPOT)
    teacher.move(SPOT, "open")

    async def scene() -> None:
        async with spies(server, code, 2) as (one, two):
            for wrong in ("0", "99", "-1", EVIL, "9" * 10**5, "2.5", "1\ud800", "", "first"):
                await refused(two, "number of the place", partial(two.answer, wrong))
            for text in NO_TEXTS:
                sent = {"do": "answer", "at": SPOT, "text": text}
                await two.trigger(two._shown("upto"), "act", sent)
                await two.until_run("upto")
            await two.trigger(two._shown("upto"), "act", {"do": "answer", "at": True, "text": "d"})
            await told(one, partial(one.answer, " 3 "), lambda: one.seat["question"]["mine"] == "3")
            await told(two, partial(two.answer, "4"), lambda: two.seat["question"]["mine"] == "4")
            assert [(vote.step, vote.answer) for vote in store.votes(code)] == [
                (SPOT, "3"),
                (SPOT, "4"),
            ]
            assert '"mine": "3"' not in two.told and '"right"' not in one.told
            assert not one.seen.errors and not two.seen.errors

    run(scene)


def test_a_browser_that_keeps_nonsense_is_somebody_new(served: Served) -> None:
    server, store = served
    code, _ = open_room(store)
    store.join(code)

    async def scene() -> None:
        for token in ("1.\ud800", "1." * 10**5, EVIL, "1.", "٣.x"):
            async with Spy(server.port) as spy:
                await spy.come(code, token)
                await spy.until(lambda: "Join" in spy.seen.buttons)
                assert not spy.seen.errors, json.dumps(token)
        async with Spy(server.port) as spy:
            for token in (5, None, True, ["1.x"], {"1": "x"}, ""):
                await spy.come(code, token)
            await spy.until(lambda: "Join" in spy.seen.buttons)
            assert not spy.seen.errors
        assert len(store.pupils(code)) == 1

    run(scene)
