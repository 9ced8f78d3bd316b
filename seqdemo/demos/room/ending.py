"""The end of a lesson, as board and pupils are shown it."""

from __future__ import annotations

from typing import Any

from seqdemo.demos.room.texts import tree
from seqdemo.lessons.lesson import Lesson


def has_end(lesson: Lesson) -> bool:
    """Whether a lesson says what was found out, or what to try next."""
    return bool(lesson.learned or lesson.further)


def end_view(lesson: Lesson) -> dict[str, Any]:
    """What is shown in the place of a step."""
    further = lesson.further
    return {
        "ended": True,
        "title": "What you have found out" if lesson.learned else "The end",
        "text": tree(lesson.learned, {}),
        "question": None,
        "further": further.text if further else "",
        "view": {"page": further.page, "link": dict(further.link)} if further else None,
    }
