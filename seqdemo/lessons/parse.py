"""Parse a lesson: Markdown with front matter, a heading a step.

---
title: Order matters
summary: The same letters in another order are another word.
minutes: 12
---

## Four letters

What does it make of *said*?

```yaml
view: /word_reader?cell=lstm
question:
  kind: word
  ask: Which word does it read?
  answer: {measure: word_reader.reading, of: said}
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from seqdemo.lessons.fields import number_of, only, text_of
from seqdemo.lessons.lesson import Lesson, LessonError, Step
from seqdemo.lessons.step_fields import further_of, step_of
from seqdemo.lessons.strict_yaml import Table, read_yaml

MAX_BYTES = 64 * 1024
MAX_STEPS = 40
_FRONT = ("title", "summary", "minutes", "order", "learned", "further")
_HEADING = re.compile(r"##\s+(\S.*)")


@dataclass
class _Section:
    """A step as it stands in the file."""

    title: str
    line: int
    text: list[str] = field(default_factory=list)
    block: list[str] = field(default_factory=list)
    block_line: int = 0


def parse_lesson(content: bytes | str, name: str = "lesson") -> Lesson:
    """Read a lesson's file.

    Args:
        content: Of the file; bytes are UTF-8.
        name: What the lesson is called in links.

    Raises:
        LessonError: If it is no lesson; says which line, what is wrong and what to do.
    """
    lines = _decoded(content).splitlines()
    front, body = _front_matter(lines)
    only(front, _FRONT, "the head of a lesson")
    sections = _sections(lines, body)
    if not sections:
        raise LessonError(len(lines) or 1, "there is no step: begin one with `## Its title`.")
    if len(sections) > MAX_STEPS:
        raise LessonError(sections[MAX_STEPS].line, f"a lesson has up to {MAX_STEPS} steps.")
    return Lesson(
        name=name,
        title=text_of(front, "title", 80, needed=True),
        summary=text_of(front, "summary", 240),
        minutes=int(number_of(front, "minutes", 10, 1, 180)),
        steps=tuple(_step(section) for section in sections),
        order=int(number_of(front, "order", 1_000, 0, 10_000)),
        learned=text_of(front, "learned", 1_200),
        further=further_of(front),
    )


def _decoded(content: bytes | str) -> str:
    size = len(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    if size > MAX_BYTES:
        raise LessonError(1, f"a lesson has up to {MAX_BYTES // 1024} KB, this has {size:,} bytes.")
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LessonError(line, "this is not a text in UTF-8: save the file as such.") from error


def _front_matter(lines: list[str]) -> tuple[Table, int]:
    """The table between two lines of `---`, and the number of the line after it, from 0."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].rstrip() != "---":
        raise LessonError(start + 1, "a lesson begins with a line of `---`, then `title: …`.")
    for n in range(start + 1, len(lines)):
        if lines[n].rstrip() == "---":
            return read_yaml("\n".join(lines[start + 1 : n]), start + 2), n + 1
    raise LessonError(start + 1, "the head of the lesson has no end: a second line of `---`.")


def _sections(lines: list[str], body: int) -> list[_Section]:
    """Steps by their headings; a heading within a block of code is none."""
    found: list[_Section] = []
    fence = 0
    for number, line in enumerate(lines[body:], body + 1):
        heading = _HEADING.fullmatch(line.rstrip())
        if fence and line.rstrip() == "```":
            fence = 0
        elif fence:
            found[-1].block.append(line)
        elif heading:
            found.append(_Section(heading[1].strip().rstrip("#").strip(), number))
        elif line.strip() and not found:
            raise LessonError(number, "before the first step, `## Its title`, stands no text.")
        elif line.rstrip() == "```yaml":
            fence = _begin_block(found[-1], number)
        elif found:
            found[-1].text.append(line)
    if fence:
        raise LessonError(fence, "this block has no end: a line of three backticks.")
    return found


def _begin_block(section: _Section, number: int) -> int:
    if section.block_line:
        raise LessonError(number, "a step has one block of YAML; this is its second.")
    section.block_line = number
    return number


def _step(section: _Section) -> Step:
    if not section.block_line:
        raise LessonError(
            section.line, f"the step {section.title[:60]!r} has no ```yaml block with its view."
        )
    table = read_yaml("\n".join(section.block), section.block_line + 1)
    return step_of(table, section.title, "\n".join(section.text), section.line)
