"""A hostile client over the websocket: what it says is not believed, and it is told nothing."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from room_lesson import CHOICE, DRAWING, TEXT, WORD
from spies import EVIL, Served, Spy, open_room, refused, run, spies

from bench._class import PAGE, watch_board
from seqdemo.demos.room.answers import found_out
from seqdemo.handwriting.grids import BLANK
from seqdemo.lessons.measures import measured
from seqdemo.lessons.parse import parse_lesson
from seqdemo.rooms.limits import RoomError


def test_votes_are_ones_own_once_and_in_time(served: Served) -> None:
    server, store = served
    code, teacher = open_room(store)

    async def scene() -> None:
        async with spies(server, code, 2) as (one, two):
            await refused(one, "not open", partial(one.answer, "d"))  # before the vote
            teacher.move(CHOICE, "open")
            await one.until(lambda: one.seat["question"]["round"] == 1)
            await one.answer("d")
            await one.until(lambda: one.seat["question"]["mine"] == "d")

            # A reload with the token is the same pupil; without it, or with a forged one, another.
            again = Spy(server.port)
            async with again:
                await again.come(code, one.token)
                await again.until(lambda: again.showing("upto") is not None)
                assert again.seat["name"] == one.seat["name"]
                await again.answer("n")
                await again.until(lambda: again.seat["question"]["mine"] == "n")
            forged = Spy(server.port)
            async with forged:
                await forged.come(code, "2." + one.token.partition(".")[2])
                await forged.until(lambda: "Join" in forged.seen.buttons)

            for text, at in (("x", 0), ("", 0), ("d", 3), ("d", -1), ("d", 99), (EVIL, 0)):
                await refused(two, " ", partial(two.answer, text, at))
            for sent in ({"do": "answer"}, {"do": "move", "at": 0, "move": "reveal"}, {"x": 1}):
                await two.trigger(two._shown("upto"), "act", sent)
            await two.answer("l")
            await two.until(lambda: two.seat["question"]["mine"] == "l")
            assert store.room(code).poll(CHOICE).phase == "first"
            assert [vote.answer for vote in store.votes(code)] == ["n", "l"]
            assert not two.seen.errors

    run(scene)


def test_nothing_that_is_sent_before_the_reveal_tells_the_answer_or_who_gave_which(
    served: Served,
) -> None:
    server, store = served
    code, teacher = open_room(store)
    question = parse_lesson(TEXT).steps[CHOICE].question
    assert question

    async def scene() -> None:
        board = Spy(server.port)
        async with spies(server, code, 2) as (one, two), board:
            await watch_board(board, code)
            teacher.move(CHOICE, "open")
            await one.until(lambda: one.seat["question"]["round"] == 1)
            await one.answer("n")
            await two.until(lambda: two.seat["question"]["round"] == 1)
            await two.answer("l")
            await board.until(lambda: board._shown("qr").data["question"]["voted"] == 2)
            teacher.move(CHOICE, "close")
            teacher.note(CHOICE, found_out(question, ["n", "l"], measured))
            await one.until(lambda: one.seat["question"]["phase"] == "talk")
            await board.until(lambda: board._shown("qr").data["phase"] == "talk")
            names = [pupil.name for pupil in store.pupils(code)]
            secrets = ("next_letter", "adds up", "Only for the teacher", '"right"', '"network"')
            for spy in (one, two, board):
                for secret in secrets:
                    assert secret not in spy.told, secret
            assert names[1] not in one.told and names[0] not in two.told
            assert '"mine": "l"' not in one.told and not set(names) & {*board.told.split('"')}
            teacher.move(CHOICE, "reveal")
            await one.until(lambda: one.seat["question"].get("said") == "d")
            assert "adds up" in one.told

    run(scene)


def test_a_stranger_leads_nothing_finds_no_room_and_fills_no_disk(
    served: Served,
) -> None:
    server, store = served
    code, teacher = open_room(store)
    teacher.go(DRAWING)
    teacher.move(DRAWING, "open")

    async def scene() -> None:
        board = Spy(server.port)
        async with spies(server, code, 1) as (one,), board:
            await watch_board(board, code)
            wall = board._shown("qr")
            for act in ({"do": "go", "at": 2}, {"do": "pause", "on": True}, {"do": "snapshot"}):
                await board.trigger(wall, "act", act)
            await board.until_run("qr")
            assert "bar" not in wall.data
            strip = one._shown("most")
            ink = "1" + BLANK[1:]
            for grids in ([ink] * 13, ["1"], [EVIL], [ink + "1" * 10**5], "x", [BLANK]):
                said = {name: strip.data[name] for name in ("rev", "epoch")}
                await one.set(strip, {"word": {"drawing": grids, "seq": 1, **said}})
            await one.draw([ink, ink])
            (vote,) = store.votes(code)
            assert len(vote.answer) == 18
            room = store.room(code)
            assert (room.step, room.paused, store.snapshots(code)) == (DRAWING, False, [])
            teacher.go(WORD)
            teacher.move(WORD, "open")
            await one.until(lambda: (one.seat["question"] or {}).get("kind") == "word")
            await refused(one, "write a word", partial(one.answer, "x" * 10**6))
            await one.answer(EVIL)
            await one.until(lambda: one.seat["question"]["mine"] == EVIL.casefold())
            assert not one.seen.errors and not board.seen.errors

            # Too many wrong codes have come from this machine; the right one is one more.
            for _ in range(store.limits.tries):
                with suppress(RoomError):
                    store.find("ZZZZ", "this machine")
            guesser = Spy(server.port)
            async with guesser:
                await guesser._send(page_name=PAGE, query_string=f"room={code}")
                await guesser.until(lambda: bool(guesser.seen.errors))
                assert "Too many wrong codes" in guesser.told

    run(scene)
