"""Markdown of a lesson as a tree of elements, and as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "code", "br"}
_VALUE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def text_tree(text: str, values: Mapping[str, str] | None = None) -> list[Any]:
    """Elements of a text: [tag, child, ...] or plain text, of a few tags alone.

    Args:
        text: Markdown that `check_text` let pass.
        values: Name -> what stands in the place of `{name}`.
    """
    from markdown_it import MarkdownIt

    root: list[Any] = ["div"]
    _fill([root], MarkdownIt("commonmark", {"html": False}).parse(text), values or {})
    return root[1:]


def names_in(text: str) -> set[str]:
    """Names of the values that stand in a text as `{name}`."""
    return set(_VALUE.findall(text))


def text_html(text: str, values: Mapping[str, str] | None = None) -> str:
    """The same as HTML, with everything that is no element of it escaped."""
    return "".join(map(_html, text_tree(text, values)))


def _fill(open_now: list[list[Any]], tokens: Iterable[Token], values: Mapping[str, str]) -> None:
    for token in tokens:
        if token.type == "inline":
            _fill(open_now, token.children or (), values)
        elif token.hidden:
            continue
        elif token.nesting == 1:
            open_now.append([token.tag if token.tag in _TAGS else "p"])
        elif token.nesting == -1:
            done = open_now.pop()
            open_now[-1].append(done)
        else:
            open_now[-1].append(_leaf(token, values))


def _leaf(token: Token, values: Mapping[str, str]) -> Any:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return ["br"]
    text = _VALUE.sub(lambda found: values.get(found[1], found[0]), token.content)
    return ["code", text] if token.type == "code_inline" else text


def _html(element: Any) -> str:
    if isinstance(element, str):
        return escape(element)
    tag, *children = element
    inner = "".join(map(_html, children))
    return "<br>" if tag == "br" else f"<{tag}>{inner}</{tag}>"
