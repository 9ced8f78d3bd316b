"""One Chromium for all browser tests of a process, whose contexts they take in turns."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bench._browser import chromium
from bench._server import HOST

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


class Visitors:
    """Browser contexts that tests use one after the other.

    What a new context would fetch and compile again, a used one has: half a second a page. In each
    an empty page of the same site stays open, so that the process which draws the site outlives the
    page that a test looks at; with `ARGUMENTS` all pages of a context share it. Nothing that a
    visitor leaves behind goes on to the next: pages, cookies and what the browser stores.
    """

    ARGUMENTS = (
        "--process-per-site",
        # A page lives for seconds: making its fast code faster costs more than that code saves.
        "--js-flags=--no-opt,--no-maglev",
    )
    KEPT = 6  # contexts that wait for their next visitor; each has a process

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[tuple[dict[str, Any], BrowserContext]] = []

    def take(self, options: dict[str, Any]) -> BrowserContext:
        """A context with these options that nobody uses."""
        for n, (had, context) in enumerate(self._free):
            if had == options:
                del self._free[n]
                return context
        context = self._browser.new_context(**options)
        stays = context.new_page()
        stays.route("**", lambda route: route.fulfill(body=""))
        stays.goto(f"http://{HOST}/")
        return context

    def give_back(self, options: dict[str, Any], context: BrowserContext) -> None:
        """Forget what the visitor has left in a context, for the next one."""
        stays, *pages = context.pages
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in pages}
        for page in pages:
            page.close()
        context.clear_cookies()
        session = context.new_cdp_session(stays)
        for origin in origins:
            storage = {"origin": origin, "storageTypes": "all"}
            session.send("Storage.clearDataForOrigin", storage)
        session.detach()
        self._free.append((options, context))
        for _, oldest in self._free[: -self.KEPT]:
            oldest.close()
        del self._free[: -self.KEPT]


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
            self._visitors = Visitors(self._open.enter_context(chromium(*Visitors.ARGUMENTS)))
        return self._visitors

    def close(self) -> None:
        """End the browser, if there is one."""
        self._visitors = None
        self._open.close()


BROWSER = SharedBrowser()
