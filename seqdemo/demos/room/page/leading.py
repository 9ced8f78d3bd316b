"""What the teacher does: steps, votes, pace, snapshots."""

from __future__ import annotations

from typing import Any

from seqdemo.app.lessons.asking import ask
from seqdemo.demos.room import answers
from seqdemo.demos.room.histogram import histogram
from seqdemo.demos.room.nets import NETS, another_word, check_word
from seqdemo.demos.room.page import boarded, problem, rights
from seqdemo.demos.room.page.server import lesson_of, store
from seqdemo.demos.room.surprise import surprise
from seqdemo.rooms.phases import MOVES, Move
from seqdemo.rooms.records import Room
from seqdemo.rooms.teacher import Teacher
from seqdemo.web.messages import Rerun


def act(code: str, sent: dict[str, Any]) -> Rerun:
    """Do what the browser asks for, if this visitor has the right to."""
    teacher = rights.teacher(code)
    if teacher is None:
        return None
    with problem.noted():
        _act(teacher, sent)
    return None


def _act(teacher: Teacher, sent: dict[str, Any]) -> None:
    room = teacher.room()
    match sent:
        case {"do": "go", "at": int(at)}:
            teacher.go(at)
        case {"do": "move", "at": int(at), "move": str(move)} if move in MOVES:
            # A second press, or one that another window overtook, is of a step that is gone.
            if at == room.step:
                _move(teacher, room, move)
        case {"do": "end", "at": int(at)} if at == room.step:
            teacher.end()
        case {"do": "pause", "on": bool(on)}:
            teacher.pause(on)
        case {"do": "shut", "on": bool(on)}:
            teacher.shut(on)
        case {"do": "live", "on": bool(on)}:
            teacher.show_live(on)
        case {"do": "free", "to": int(to)}:
            teacher.free(to)
        case {"do": "together"}:
            teacher.free(None)
        case {"do": "snapshot"}:
            teacher.snapshot(room.step, boarded.now(room))
        case {"do": "show", "number": int(number)}:
            teacher.show(number)
        case {"do": "hide", "number": int(number), "on": bool(on)}:
            teacher.hide(room.step, number, on)
        case {"do": "back"}:
            teacher.show(None)
        case _:
            _play(teacher, room, sent)


def _play(teacher: Teacher, room: Room, sent: dict[str, Any]) -> None:
    """Have the class be a network, letter by letter."""
    match sent:
        case {"do": "play", "net": str(net), "word": str(word)} if net in NETS:
            teacher.play(net, check_word(word))
        case {"do": "another"} if room.play is not None:
            teacher.play(room.play.net, another_word(room.play.word))
        case {"do": "letter", "letter": int(at)} if room.play and not room.play.over:
            teacher.next_letter(at)
        case {"do": "stop"}:
            teacher.stop_play()


def _move(teacher: Teacher, room: Room, move: Move) -> None:
    """Open, close, repeat, reveal; at a vote's end the network is asked which answers are right."""
    step = lesson_of(room).steps[room.step]
    if step.question is None:
        return
    if move not in ("close", "reveal"):
        teacher.move(room.step, move)
        return
    if move == "close":
        teacher.move(room.step, move)  # first, so that no vote comes in while the network thinks
    votes = store().votes(room.code, room.step)
    given = [vote.answer for vote in votes]
    found = answers.found_out(step.question, given, ask)
    if step.question.kind == "choice":
        found["bits"] = surprise([vote.answer for vote in answers.latest(votes)], found)
    found["rows"] = answers.counted(step.question, votes, (1, 2), found)
    found["histogram"] = histogram(step.question, votes, (1, 2), found)
    if move == "close":
        teacher.note(room.step, found)
    else:
        teacher.move(room.step, move, found)
