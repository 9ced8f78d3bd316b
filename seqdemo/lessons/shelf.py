"""Find lessons: those that ship, and those in `SEQDEMO_LESSONS`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from seqdemo.lessons.lesson import Lesson, LessonError
from seqdemo.lessons.parse import MAX_BYTES, parse_lesson

SHIPPED = Path(__file__).parent
MAX_LESSONS = 100


def lesson_files() -> dict[str, Path]:
    """Name -> file of every lesson on this server; a teacher's comes before one that ships."""
    folders = [SHIPPED, *(Path(folder).expanduser() for folder in _own_folder())]
    return {
        path.stem: path
        for folder in folders
        for path in sorted(folder.glob("*.md"))[:MAX_LESSONS]
        if path.stem.isascii()
    }


def find_lesson(name: str) -> Lesson:
    """The lesson of that name.

    Raises:
        KeyError: If there is none.
        LessonError: If its file cannot be read.
    """
    path = lesson_files()[name]
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise LessonError(1, f"the file {path.name} cannot be opened.") from error


def lessons() -> tuple[list[Lesson], dict[str, LessonError]]:
    """All lessons in their order, and what is wrong with those that cannot be read."""
    good, bad = [], {}
    for name in lesson_files():
        try:
            good.append(find_lesson(name))
        except LessonError as error:
            bad[name] = error
    return sorted(good, key=lambda lesson: (lesson.order, lesson.title)), bad


@cache
def _read(path: Path, _changed: int) -> Lesson:
    with path.open("rb") as file:
        return parse_lesson(file.read(MAX_BYTES + 1), path.stem)


def _own_folder() -> list[str]:
    return [folder] if (folder := os.environ.get("SEQDEMO_LESSONS", "").strip()) else []
