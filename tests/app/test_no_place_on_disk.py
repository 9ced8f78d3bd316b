"""No place on the disk: what is kept for speed is made again, what is asked for is a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from full_disk import Disk, disk

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus, load_corpus, save_corpus
from seqdemo.app.lessons import kept
from seqdemo.core.cache_folder import CACHE
from seqdemo.core.whole_file import write_whole
from seqdemo.lessons.lesson import LessonError
from seqdemo.models.pen import compiler
from seqdemo.rooms.database import Database
from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.seat import Seat
from seqdemo.rooms.store import RoomStore

__all__ = ["disk"]

LESSON = "---\ntitle: Mine\n---\n\n## One\n\n```yaml\nview: /word_reader\n```\n\nText.\n"


@pytest.fixture
def full(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """The cache folder, on a disk that is full."""
    monkeypatch.setenv(CACHE, str(disk.folder))
    disk.fill()
    yield disk
    st.cache_resource.clear()


def corpus(value: int) -> NetworkCorpus:
    states = np.full((8, 4000), value, np.int8)
    return NetworkCorpus((Corpus(("a",) * 4000, states),), ({},))


def test_a_file_is_written_whole_or_not_at_all_and_nothing_is_left_over(full: Disk) -> None:
    path = full.folder / "deep" / "file"
    full.free()
    write_whole(path, b"before")
    full.fill()
    with pytest.raises(OSError):  # noqa: PT011 - another number where the limit is on the process
        write_whole(path, bytes(10_000))
    assert path.read_bytes() == b"before"
    assert full.names == {"deep", "file"}


def test_a_corpus_that_cannot_be_kept_leaves_the_older_one_and_no_rest(full: Disk) -> None:
    full.free()
    save_corpus(corpus(1), "net")
    names = full.names
    full.fill()
    save_corpus(corpus(2), "net")
    found = load_corpus("net")
    assert found is not None and found.layers[0].states[0, 0] == 1
    assert full.names == names
    full.free()
    save_corpus(corpus(2), "net")
    found = load_corpus("net")
    assert found is not None and found.layers[0].states[0, 0] == 2


def test_a_lesson_that_cannot_be_kept_is_told_and_can_be_opened_again(full: Disk) -> None:
    with pytest.raises(LessonError, match="no place to keep"):
        kept.keep(LESSON.encode())
    full.free()
    assert kept.keep(LESSON.encode()).title == "Mine"


def test_the_network_writes_without_its_compiled_step(full: Disk, tmp_path: Path) -> None:
    source = tmp_path / "pen.c"  # small: all that counts is that there is no place for the result
    source.write_text("int one(void) { return 1; }\n")
    assert compiler.library.__wrapped__(source) is None
    assert full.names <= {"native"}


def answer_often(seat: Seat) -> None:
    """Until the room that the database has in its own file is used up."""
    for _ in range(1000):
        seat.answer(0, "x" * 300)


def test_a_vote_that_cannot_be_written_is_a_sentence_and_earlier_ones_are_kept(disk: Disk) -> None:
    database = Database(f"sqlite:///{disk.folder / 'rooms.sqlite'}")
    store = RoomStore(database)
    code, token = store.open("t", "x", 1)
    store.teacher(code, token).move(0, "open")
    seat, _ = store.join(code)
    seat.answer(0, "early")
    disk.fill()
    with pytest.raises(RoomError, match="cannot be reached"):
        answer_often(seat)
    assert [vote.number for vote in store.votes(code)] == [1]
    assert store.room(code).code == code, "the room is still read"
    disk.free()
    seat.answer(0, "late")
    assert [vote.answer for vote in store.votes(code)] == ["late"]
    database.close()


def test_a_cache_folder_that_cannot_be_written_is_done_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(CACHE, str(tmp_path / "file"))  # no folder can be made there, even by root
    save_corpus(corpus(1), "net")
    assert load_corpus("net") is None
    assert compiler.library.__wrapped__(Path(compiler.__file__).with_name("pen.c")) is None
    with pytest.raises(LessonError, match="no place to keep"):
        kept.keep(LESSON.encode())
    with pytest.raises(RoomError, match="rooms cannot be kept"):
        Database()
