"""Choice: default, name in links and validation of one choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

LONGEST_NUMBER = 20
"""Characters of a number in a link; no float that Python writes has more."""

LONGEST_IN_LINK = 30_000
"""Bytes of a value in a link: servers refuse addresses of 64 KB."""


@dataclass(frozen=True)
class Choice:
    """One choice of a visitor; without `widget` it is state that no control shows.

    Attributes:
        default: What a first visit has; immutable.
        link: Its name in links; None keeps it out of them.
        read: Value of a link's text; raises ValueError for text that makes no sense.
        write: Text of a value; what `read` takes back.
        widget: Keyword arguments of its Streamlit control, such as `min_value` or `options`.
    """

    default: Any
    link: str | None = None
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    widget: Mapping[str, Any] | None = None

    def in_link(self, value: Any) -> dict[str, str]:
        """Query parameter of a value: none for the default, nor where no link brings it back."""
        if not self.link or value == self.default:
            return {}
        text = self.write(value)
        try:
            self.read(text)
        except ValueError:
            return {}
        return {self.link: text} if len(quote(text)) <= LONGEST_IN_LINK else {}


def number(
    default: float, low: float, high: float, link: str | None = None, step: float | None = None
) -> Choice:
    """Number between `low` and `high`, both included, for `st.slider` and `st.number_input`.

    The type of `default` decides whether it is an integer.
    """
    kind = type(default)

    def read(text: str) -> float:
        value = kind(_plain(text))
        if not low <= value <= high:  # NaN is in no range
            raise ValueError(f"{value} is not between {low} and {high}")
        return value

    bounds = {"min_value": kind(low), "max_value": kind(high)}
    widget = bounds if step is None else {**bounds, "step": kind(step)}
    return Choice(default, link, read, "{:g}".format if kind is float else str, widget)


def position(link: str | None = None, *, first: int = 0, high: int = 1_000_000) -> Choice:
    """Selected step, unit or the like, which no control shows; None until one is selected.

    Args:
        link: Its name in links.
        first: How links count: the position 0 is written as this number.
        high: Positions from here on make no sense.
    """
    inner = number(first, first, high)
    return Choice(None, link, lambda text: inner.read(text) - first, lambda at: str(at + first))


def one_of(
    options: Iterable[str] | Mapping[str, str],
    default: str,
    link: str | None = None,
    *,
    control: bool = True,
) -> Choice:
    """One of several options, for `st.segmented_control`, `st.selectbox` and their like.

    Args:
        options: What can be chosen; a mapping also says what visitors read for each.
        default: One of them.
        link: Its name in links, which hold the option itself.
        control: Whether a control shows it, rather than the picture.
    """
    names = list(options)
    widget: dict[str, Any] = {"options": names}
    if isinstance(options, Mapping):
        widget["format_func"] = dict(options).__getitem__

    def read(text: str) -> str:
        return names[names.index(text)]

    return Choice(default, link, read, widget=widget if control else None)


def number_of(
    options: Iterable[float], default: float, link: str | None = None, **widget: Any
) -> Choice:
    """One of several numbers, for `st.segmented_control` and `st.select_slider`.

    Args:
        options: What can be chosen, numbers of the type of `default`.
        default: One of them.
        link: Its name in links.
        widget: More arguments of its control, such as `format_func`.
    """
    allowed = list(options)
    inner = number(default, min(allowed), max(allowed))

    def read(text: str) -> float:
        return allowed[allowed.index(inner.read(text))]

    return Choice(default, link, read, inner.write, {"options": allowed, **widget})


def flag(default: bool, link: str | None = None) -> Choice:
    """Yes or no, for `st.toggle` and `st.checkbox`; 1 or 0 in links."""

    def read(text: str) -> bool:
        return bool(("0", "1").index(text))

    return Choice(default, link, read, lambda on: str(int(on)), {})


def words(default: str, longest: int, link: str | None = None) -> Choice:
    """Text for `st.text_area` and `st.text_input`; a link's is refused beyond `longest` characters.

    Control characters and lone surrogates are refused too: no browser could show them.
    """

    def read(text: str) -> str:
        text.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
        if len(text) > longest or any(char < " " and char not in "\n\r\t" for char in text):
            raise ValueError(f"not a text of up to {longest} characters")
        return text

    return Choice(default, link, read, widget={})


def matching(pattern: str, link: str) -> Choice:
    """Text of a link that matches a pattern in ASCII; None for a default the browser knows."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(f"{link} is not like {pattern}")
        return text

    return Choice(None, link, read)


def _plain(text: str) -> str:
    """`text` if it can be a number as people write it; Python also takes 1_0 and other digits."""
    if len(text) > LONGEST_NUMBER or not text.isascii() or "_" in text:
        raise ValueError("not a plain number")
    return text
