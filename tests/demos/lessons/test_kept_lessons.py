"""Files of visitors are kept by their content, a few of them, and a lost one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqdemo.app.lessons import kept
from seqdemo.lessons.lesson import LessonError

TEXT = "---\ntitle: {}\n---\n\n## One\n\n```yaml\nview: /films?mix=3\n```\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path))
    return tmp_path / "lessons"


def test_a_file_is_found_again_by_the_name_of_its_content() -> None:
    lesson = kept.keep(TEXT.format("Mine").encode())
    assert lesson.title == "Mine" and kept.is_kept(lesson.name)
    assert kept.keep(TEXT.format("Mine").encode()).name == lesson.name
    assert kept.keep(TEXT.format("Other").encode()).name != lesson.name


@pytest.mark.parametrize(
    "name", ["own-../../etc/passwd", "own-0", "order-matters", "own-" + "g" * 16]
)
def test_no_other_name_is_looked_for(name: str) -> None:
    assert not kept.is_kept(name)


def test_what_is_no_lesson_is_not_kept(folder: Path) -> None:
    with pytest.raises(LessonError):
        kept.keep(b"<script>alert(1)</script>")
    assert not folder.exists()


def test_the_oldest_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MAX_FILES", 3)
    for number in range(6):
        kept.keep(TEXT.format(number).encode())
    assert len(list(folder.glob("*.md"))) == 3


def test_a_lost_file_and_a_server_that_cannot_keep_one_are_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(LessonError, match="no longer kept here"):
        kept.find("own-0123456789abcdef")
    monkeypatch.setenv("SEQDEMO_CACHE", "/dev/null")
    with pytest.raises(LessonError, match="no place to keep a file"):
        kept.keep(TEXT.format("Mine").encode())
