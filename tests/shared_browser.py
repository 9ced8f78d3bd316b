"""One Chromium for all browser tests of a process, whose contexts they take in turns."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bench._browser import chromium
from bench._server import HOST

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize


class Visitors:
    """Browser contexts that tests use one after the other.

    What a new context would fetch and compile again, a used one has: half a second a page. In each
    an empty page of the same site stays open, so that the process which draws the site outlives the
    page that a test looks at; with `ARGUMENTS` all pages of a context share it. Nothing that a
    visitor leaves behind goes on to the next: pages, cookies and what the browser stores.

    Size, colours and motion are those of each page: one context serves visitors of all of them.
    """

    ARGUMENTS = (
        "--process-per-site",
        "--in-process-gpu",  # pages are drawn by the processor: a process less to talk to
        # A page lives for seconds: making its fast code faster costs more than that code saves.
        # What one page has compiled is kept for the next.
        "--js-flags=--no-opt,--no-maglev,--no-flush-bytecode",
        # Scripts that stream in are parsed again in each page, also those compiled before. The last
        # is one that Playwright turns off: a list takes the place of its own.
        "--disable-features=BackgroundResourceFetch,ScriptStreaming,PaintHolding",
    )
    KEPT = 6  # contexts that wait for their next visitor; each has a process

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._made: dict[BrowserContext, tuple[dict[str, Any], Page]] = {}
        self._free: list[BrowserContext] = []

    def take(
        self,
        viewport: ViewportSize,
        color_scheme: Any,
        reduced_motion: Any,
        **device: Any,
    ) -> BrowserContext:
        """A context that nobody uses, whose pages open in this size, these colours, and so moving.

        Args:
            viewport: Width and height in pixels.
            color_scheme: "light" or "dark".
            reduced_motion: "reduce" or "no-preference".
            device: Other options of Playwright's for a context, such as has_touch.
        """
        context = self._free_one(device) or self._new_one(device)

        def new_page() -> Page:
            page = type(context).new_page(context)
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
            return page

        context.new_page = new_page  # type: ignore[method-assign]
        return context

    def _free_one(self, device: dict[str, Any]) -> BrowserContext | None:
        """The latest used of those free, as it has the most in its memory."""
        for context in reversed(self._free):
            if self._made[context][0] == device:
                self._free.remove(context)
                return context
        return None

    def _new_one(self, device: dict[str, Any]) -> BrowserContext:
        context = self._browser.new_context(**device)
        stays = context.new_page()
        stays.route("**", lambda route: route.fulfill(body=""))
        stays.goto(f"http://{HOST}/")
        self._made[context] = (device, stays)
        return context

    def give_back(self, context: BrowserContext) -> None:
        """Forget what the visitor has left in a context, for the next one."""
        stays = self._made[context][1]
        pages = [page for page in context.pages if page != stays]
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in pages}
        for page in pages:
            page.close()
        context.clear_cookies()
        session = context.new_cdp_session(stays)
        for origin in origins:
            storage = {"origin": origin, "storageTypes": "all"}
            session.send("Storage.clearDataForOrigin", storage)
        session.detach()
        self._free.append(context)
        for oldest in self._free[: -self.KEPT]:
            del self._made[oldest]
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
