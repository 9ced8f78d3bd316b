"""One Chromium for all browser tests of a process, whose contexts they take in turns."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bench._browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


class Visitors:
    """Browser contexts that tests use one after the other.

    What a new context would fetch and compile again, a used one has: half a second a page. Nothing
    that a visitor leaves behind goes on to the next: pages, cookies and what the browser stores.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}

    def take(self, options: dict[str, Any]) -> BrowserContext:
        """A context with these options that nobody uses."""
        free = self._free.get(repr(options))
        return free.pop() if free else self._browser.new_context(**options)

    def give_back(self, options: dict[str, Any], context: BrowserContext) -> None:
        """Forget what the visitor has left in a context, for the next one."""
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in context.pages}
        for page in context.pages:
            page.close()
        context.clear_cookies()
        page = context.new_page()
        for origin in origins:
            storage = {"origin": origin, "storageTypes": "all"}
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", storage)
        page.close()
        self._free.setdefault(repr(options), []).append(context)


class SharedBrowser:
    """A Chromium that is opened when it is first needed, until it is closed.

    It is closed before a test of another kind: while Playwright runs, no other test can have an
    event loop of its own.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._visitors: Visitors | None = None

    def visitors(self) -> Visitors:
        """Contexts of the browser.

        Raises:
            BrowserError: If no browser can be driven.
        """
        if self._visitors is None:
            self._visitors = Visitors(self._open.enter_context(chromium()))
        return self._visitors

    def close(self) -> None:
        """End the browser, if there is one."""
        self._visitors = None
        self._open.close()


BROWSER = SharedBrowser()
