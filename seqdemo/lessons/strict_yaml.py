"""Strict YAML: tables, lists, texts and numbers, with lines of keys.

PyYAML reads the syntax. Of what YAML can say, what surprises people is left out: `no` and `on` stay
words, `12:30` is no number, a key may stand once, and there are no tags and no references, which
can make gigabytes of a few lines.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from seqdemo.lessons.lesson import LessonError

MAX_DEPTH = 8
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_BROKEN = re.compile(r"-?\d{1,15}\.\d{1,15}", re.ASCII)


class Table(dict[str, Any]):
    """What stands after the keys of a table.

    Attributes:
        line: Where the table begins, from 1.
        lines: Key -> its line.
    """

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Line of a key; of the table where the key is missing."""
        return self.lines.get(key, self.line)


def read_yaml(text: str, first_line: int = 1) -> Table:
    """The table that a piece of a file holds.

    Args:
        text: YAML.
        first_line: Line of the file that its first line is.

    Raises:
        LessonError: If it is no such table.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        what = f"this is not YAML: {error.problem or error.context}. Quotes around a text may help."
        raise LessonError(line, what) from error
    except yaml.YAMLError as error:
        raise LessonError(first_line, "a character here cannot stand in YAML.") from error
    if node is None:
        return Table(first_line)
    found = _value(node, first_line)
    if not isinstance(found, Table):
        raise LessonError(first_line, "here should be lines like `title: Order matters`.")
    return found


class _Loader(yaml.SafeLoader):
    """Composes nodes without references and tags, and not too deeply nested."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse("& and * are not used in lessons: put the text in quotes", event)
        if getattr(event, "tag", None):
            self._refuse("! is not used in lessons: put the text in quotes", event)
        if self.depth >= MAX_DEPTH:
            self._refuse("this is nested too deeply", event)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse(self, problem: str, event: Any) -> None:
        raise yaml.composer.ComposerError(None, None, problem, event.start_mark)


def _value(node: yaml.Node, first_line: int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _table(node, first_line)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, first_line) for one in node.value]
    text = str(node.value)
    if node.style is None and _WHOLE.fullmatch(text):
        return int(text)
    if node.style is None and _BROKEN.fullmatch(text):
        return float(text)
    return text


def _table(node: yaml.MappingNode, first_line: int) -> Table:
    table = Table(first_line + node.start_mark.line)
    for key, value in node.value:
        line = first_line + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise LessonError(line, "what stands before a colon should be one word.")
        if key.value in table:
            raise LessonError(line, f"`{key.value}` stands here a second time.")
        table[str(key.value)] = _value(value, first_line)
        table.lines[str(key.value)] = line
    return table
