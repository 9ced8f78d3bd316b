"""Several server processes and one room, in SQLite and in PostgreSQL."""

import subprocess
import sys

import pytest

VOTERS, PROCESSES = 6, 3
WORK = """
import sys
from seqdemo.rooms.database import Database
from seqdemo.rooms.store import RoomStore

url, code, voters = sys.argv[1:]
store = RoomStore(Database(url))
seats = [store.join(code)[0] for _ in range(int(voters))]
print("ready", flush=True)
sys.stdin.readline()
for turn in range(5):
    for seat in seats:
        seat.answer(0, f"{seat.name} {turn}")
"""


@pytest.fixture
def room(make_store, any_url):
    """URL, store and code of a room with an open vote."""
    import time

    store = make_store(any_url, clock=time.time)
    code, token = store.open("t", "", 1)
    teacher = store.teacher(code, token)
    teacher.move(0, "open")
    yield any_url, store, code, teacher
    teacher.close()


def test_processes_that_join_and_vote_at_once_lose_nothing_and_share_no_name(room):
    url, store, code, teacher = room
    command = [sys.executable, "-c", WORK, url, code, str(VOTERS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    workers = [subprocess.Popen(command, **pipes) for _ in range(PROCESSES)]
    assert [worker.stdout.readline() for worker in workers] == ["ready\n"] * PROCESSES
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert [worker.communicate()[0] for worker in workers] == [""] * PROCESSES
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    names = [pupil.name for pupil in store.pupils(code)]
    assert len(set(names)) == len(names) == VOTERS * PROCESSES
    votes = store.votes(code, 0)
    assert {vote.answer for vote in votes} == {f"{name} 4" for name in names}
    assert len(votes) == len(names)
    everything = len(names) + 5 * len(names)
    assert store.room(code).answered == everything, "no change went unseen"
    teacher.move(0, "close")
    assert store.room(code).poll(0).phase == "talk"


def test_a_process_killed_in_the_middle_of_a_vote_loses_no_vote(room):
    url, store, code, _ = room
    die = WORK + "\nprint('voted', flush=True)\nsys.stdin.readline()\n"
    command = [sys.executable, "-c", die, url, code, str(VOTERS)]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline() == "ready\n"
    worker.stdin.write("go\n")
    worker.stdin.flush()
    assert worker.stdout.readline() == "voted\n"
    worker.kill()
    worker.communicate()
    assert len(store.votes(code, 0)) == VOTERS
