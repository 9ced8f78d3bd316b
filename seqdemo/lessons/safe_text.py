"""Check strangers' Markdown: no HTML, pictures or links."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seqdemo.lessons.lesson import LessonError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PLAIN = (
    "paragraph",
    "inline",
    "bullet_list",
    "ordered_list",
    "list_item",
    "text",
    "softbreak",
    "hardbreak",
    "strong",
    "em",
    "code_inline",
)
_NAMES = {
    "html": "HTML",
    "link": "a link",
    "image": "a picture",
    "fence": "a block of code",
    "code": "a block of code",
    "heading": "a heading",
    "lheading": "a heading",
    "hr": "a line",
    "blockquote": "a quotation",
}


def check_text(text: str, line: int, longest: int, what: str) -> str:
    """A text of a lesson, without the space around it.

    Args:
        text: Markdown.
        line: Line of the file it stands in.
        longest: Characters it may have.
        what: What it is, such as "the text of a step".

    Raises:
        LessonError: If it is too long, or more than plain Markdown.
    """
    text = text.strip()
    if len(text) > longest:
        raise LessonError(line, f"{what} may have {longest} characters, this has {len(text)}.")
    if any((char < " " and char not in "\n\t") or "\ud800" <= char <= "\udfff" for char in text):
        raise LessonError(line, f"{what} holds a character that no browser can show.")
    for kind in _kinds(text):
        if kind not in _PLAIN:
            name = next((words for key, words in _NAMES.items() if kind.startswith(key)), kind)
            raise LessonError(line, f"{what} holds {name}; it may have **bold**, *italics*, lists.")
    return text


def _kinds(text: str) -> set[str]:
    """What is found in a text, in markdown-it's words."""
    tokens = _parser().parse(text)
    inner = [token for outer in tokens for token in outer.children or ()]
    return {token.type.removesuffix("_open").removesuffix("_close") for token in (*tokens, *inner)}


@cache
def _parser() -> MarkdownIt:
    """Made once: that takes longer than it takes to parse a text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
