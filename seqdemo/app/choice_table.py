"""A page's choices, declared once: defaults, bounds and names in a link."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from seqdemo.app.choices import Choices


@dataclass(frozen=True)
class Choice:
    """One choice of a page.

    Attributes:
        default: What a first visit shows.
        link: Its name in a link; None keeps it out of links.
        read: From the text of a link; raises ValueError for text that makes no sense.
        write: To the text of a link.
        widget: What its control is given beside its key, such as bounds.
    """

    default: Any
    link: str | None = None
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    widget: Mapping[str, Any] = field(default_factory=dict)


def number(
    default: float, low: float, high: float, link: str | None = None, step: float | None = None
) -> Choice:
    """A number from `low` to `high`, whole if `default` is."""

    def read(text: str) -> float:
        value = type(default)(text[:20])
        if not low <= value <= high:  # NaN fails too
            raise ValueError(text)
        return value

    steps = {} if step is None else {"step": step}
    return Choice(default, link, read, str, {"min_value": low, "max_value": high, **steps})


def one_of(options: Collection[Any], default: Any, link: str | None = None) -> Choice:
    """One of some options, written as text."""
    known = {str(option): option for option in options}

    def read(text: str) -> Any:
        if text not in known:
            raise ValueError(text)
        return known[text]

    return Choice(default, link, read, str, {"options": list(options)})


def yes_or_no(default: bool, link: str | None = None) -> Choice:
    """A switch, 0 or 1 in a link."""
    return Choice(default, link, lambda text: text != "0", lambda on: str(int(on)))


def words(default: str | None, longest: int, link: str | None = None) -> Choice:
    """A text; of a longer one in a link the beginning."""
    return Choice(default, link, lambda text: text[:longest])


class ChoiceTable:
    """The choices of one page: reads a link, keeps what is chosen, writes the link.

    Args:
        page: Name of the page; begins the session keys.
        choices: Name -> choice.
    """

    def __init__(self, page: str, **choices: Choice) -> None:
        self._choices = choices
        self._kept = Choices(page, {name: one.default for name, one in choices.items()})
        self.key = self._kept.key

    def open(self, link: Mapping[str, str], *, arrived: bool) -> None:
        """Start a run: defaults, then what was kept, then what makes sense in `link`."""
        self._kept.begin(arrived=arrived)
        for name, choice in self._choices.items():
            text = link.get(choice.link) if choice.link else None
            if text is not None:
                with suppress(ValueError):
                    self[name] = choice.read(text)

    def close(self) -> None:
        """End a run."""
        self._kept.finish()

    def __getitem__(self, name: str) -> Any:
        """What is chosen now; a control that was emptied says its default."""
        found = self._kept[name]
        return self._choices[name].default if found is None else found

    def __setitem__(self, name: str, value: Any) -> None:
        """Choose from Python, before the control is drawn or in a callback."""
        self._kept[name] = value

    def control(self, name: str) -> dict[str, Any]:
        """Key, and bounds or options, of a control that is being drawn."""
        return {"key": self._kept.drawn(name), **self._choices[name].widget}

    def link(self) -> dict[str, str]:
        """Query parameters for what differs from the defaults."""
        return {
            one.link: one.write(self[name])
            for name, one in self._choices.items()
            if one.link and self[name] != one.default
        }
