"""Waits of browser tests that take no stock of the page at every look.

Each time that an expectation does not hold yet, Playwright writes down the accessibility tree of
what it looked at, for a message that is hardly ever read; where it looked at an address, or at
what is not there yet, that is the whole page: a tenth of what a browser did for the tests.
Addresses and what is to be seen are waited for otherwise; what does not come in time is expected
as always, which says what is there instead.
"""

from __future__ import annotations

from collections.abc import Callable
from re import Pattern
from typing import Any

import pytest
from playwright.sync_api import Expect, Locator, LocatorAssertions, Page, PageAssertions
from playwright.sync_api import TimeoutError as TookTooLong

AT_ONCE = 1  # milliseconds; it was waited for

Wait = Callable[[Any, Any, float | None], None]


def spare(patch: pytest.MonkeyPatch) -> None:
    """Wait for addresses and for what is to be seen at less cost, as long as `patch` lasts."""
    begin = Expect.__call__

    def expect(self: Expect, actual: Any, message: str | None = None) -> Any:
        found = begin(self, actual, message)
        vars(found)["looked_at"] = actual
        return found

    patch.setattr(Expect, "__call__", expect)
    _waiting(patch, PageAssertions, "to_have_url", _until_there)
    _waiting(patch, PageAssertions, "not_to_have_url", _until_gone)
    _waiting(patch, LocatorAssertions, "to_be_visible", _until_seen)


def _waiting(patch: pytest.MonkeyPatch, assertions: type, name: str, wait: Wait) -> None:
    """Let an assertion be waited for before it is asked for."""
    ask = getattr(assertions, name)

    def waited(self: Any, *told: Any, timeout: float | None = None, **options: Any) -> None:
        __tracebackhide__ = True
        try:
            wait(self.looked_at, told[0] if told else None, timeout)
        except TookTooLong:
            timeout = AT_ONCE
        ask(self, *told, timeout=timeout, **options)

    patch.setattr(assertions, name, waited)


def _until_there(page: Page, url: str | Pattern[str], timeout: float | None) -> None:
    page.wait_for_url(lambda at: _is(url, at), wait_until="commit", timeout=timeout)


def _until_gone(page: Page, url: str | Pattern[str], timeout: float | None) -> None:
    page.wait_for_url(lambda at: not _is(url, at), wait_until="commit", timeout=timeout)


def _until_seen(found: Locator, _: None, timeout: float | None) -> None:
    found.wait_for(state="visible", timeout=timeout)


def _is(url: str | Pattern[str], at: str) -> bool:
    return url == at if isinstance(url, str) else bool(url.search(at))
