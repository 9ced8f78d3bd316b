"""Fixtures of a real browser that must not err or ask another machine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe import RESTS
from pictures import FOLDER
from playwright.sync_api import BrowserContext, Page, Request, WebError, expect
from shared_browser import BROWSER, Visitors

from bench._browser import BrowserError
from bench._server import HOST

DESKTOP = {"width": 1400, "height": 900}
# Without motion half as many frames are drawn; tests of what moves ask for MOVING.
LOOK: dict[str, Any] = {"viewport": DESKTOP, "color_scheme": "light", "reduced_motion": "reduce"}
MOVING: dict[str, Any] = {"reduced_motion": "no-preference"}
# A desk and a phone, each in both colours: a theme that stands stays for the other size.
SIZES = ((1280, 720, ("dark", "light")), (390, 844, ("light", "dark")))
PATIENCE = 30_000  # milliseconds; a busy machine is slow

expect.set_options(timeout=PATIENCE)


def inside(link: str) -> str:
    """A page's link with "more inside" switched on."""
    return f"{link}{'&' if '?' in link else '?'}inside=1"


def in_colours(page: Page, theme: Any) -> None:
    """Switch a page to light or dark, and wait until all of it is drawn so."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(RESTS, arg=theme)


def looks(page: Page) -> Iterator[str]:
    """Bring a page to each of SIZES: the names of what is to be looked at.

    For pictures it comes in both colours, too; they change no place.
    """
    for width, height, themes in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if not FOLDER:
            yield f"{width}"
            continue
        for theme in themes:
            in_colours(page, theme)
            yield f"{width}-{theme}"


@dataclass
class Watch:
    """What the pages of a context asked for and ran into."""

    urls: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _followed: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Names of their own: Playwright finds what it is to hear no more by identity.
        self._heard: dict[Any, Any] = {
            "request": self._request,
            "weberror": self._error,
            "page": self._page,
        }

    def follow(self, context: BrowserContext) -> None:
        for name, hear in self._heard.items():
            context.on(name, hear)
        self._followed.append(context)

    def leave(self) -> None:
        """Hear no more of the contexts, which other tests may use."""
        for context in self._followed:
            for name, hear in self._heard.items():
                context.remove_listener(name, hear)
        self._followed.clear()

    def _request(self, request: Request) -> None:
        self.urls.append(request.url)

    def _error(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    @property
    def abroad(self) -> list[str]:
        """Addresses on other machines."""
        return [url for url in self.urls if urlsplit(url).hostname not in (None, HOST)]


@pytest.fixture
def visitors() -> Visitors:
    """Contexts of the browser that all tests of this process share."""
    try:
        return BROWSER.visitors()
    except BrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def new_context(visitors: Visitors, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Open a visitor's browser; options are Playwright's, such as color_scheme. See LOOK."""
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        context = visitors.take(**LOOK | options)
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        opened.append(context)
        return context

    yield open_context
    watch.leave()
    for context in opened:
        visitors.give_back(context)
    assert watch.errors == [], "the page ran into an error"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty tab of a desktop browser in light colours, in which nothing moves by itself."""
    return new_context().new_page()


@pytest.fixture
def moving(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty tab in which things move, as for most visitors."""
    return new_context(**MOVING).new_page()
