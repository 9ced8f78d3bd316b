"""Kept lessons: files of visitors, named by their content.

So links to them work. They lie in the cache folder, at most `MAX_FILES` of them: the oldest make
room. A server that has lost one says so, and its file can be opened again.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import streamlit as st

from seqdemo.core.cache_folder import cache_folder
from seqdemo.core.whole_file import write_whole
from seqdemo.lessons.lesson import Lesson, LessonError
from seqdemo.lessons.parse import MAX_BYTES, parse_lesson

MAX_FILES = 300
_NAME = re.compile(r"own-[0-9a-f]{16}", re.ASCII)


def is_kept(name: str) -> bool:
    """Whether a lesson's name is that of a file of a visitor."""
    return bool(_NAME.fullmatch(name))


def keep(content: bytes) -> Lesson:
    """Keep a file, and read it.

    Raises:
        LessonError: If it is no lesson.
    """
    parse_lesson(content)
    name = f"own-{hashlib.sha256(content).hexdigest()[:16]}"
    path = _folder() / f"{name}.md"
    try:
        write_whole(path, content)
        _make_room(path.parent)
    except OSError as error:
        raise LessonError(1, "This server has no place to keep a file.") from error
    return find(name)


def find(name: str) -> Lesson:
    """A lesson that was kept.

    Raises:
        LessonError: If it is not kept any more.
    """
    return _read(name, _folder())


@st.cache_resource(max_entries=100, show_spinner=False)
def _read(name: str, folder: Path) -> Lesson:
    try:
        with (folder / f"{name}.md").open("rb") as file:
            return parse_lesson(file.read(MAX_BYTES + 1), name)
    except OSError as error:
        words = "This lesson is no longer kept here: open its file again on the page Lessons."
        raise LessonError(1, words) from error


def _folder() -> Path:
    return cache_folder("lessons")


def _make_room(folder: Path) -> None:
    files = sorted(folder.glob("own-*.md"), key=lambda path: path.stat().st_mtime)
    for path in files[:-MAX_FILES]:
        path.unlink(missing_ok=True)
