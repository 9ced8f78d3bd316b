"""How fast is "Read a word": from the hand to the new guess, and from the command to the example.

Needs Playwright and a Chromium, which `pip install -e ".[dev]"` and `make bench` bring.
Run it from the root of the project: `seqdemo bench word_reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from bench._browser import chromium, stroke, strokes
from bench._server import APP, HELLO, Server, serving
from seqdemo.demos.word_reader.examples import AIDS, JAZZ, SAID

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 60_000  # milliseconds
EXAMPLE = "/word_reader", ".inspector .word"
"""The page, and what is on it once the finished example is shown."""

# Times every stroke from the moment the pointer is lifted to the end of the frame in which the
# answer to it is painted.
STOPWATCH = """
root => {
    window.strokeTimes = []
    let lifted = 0
    root.addEventListener("pointerup", event => {
        if (event.target.closest(".grid")) lifted = performance.now()
    }, true)
    new MutationObserver(() => {
        const start = lifted
        lifted = 0
        if (!start) return
        requestAnimationFrame(() => setTimeout(() => strokeTimes.push(performance.now() - start)))
    }).observe(root, { attributeFilter: ["data-answered"] })
}
"""


def measure(starts: int = 3) -> dict[str, float]:
    """Measure in a headless Chromium on this machine.

    The strokes draw said, aids and jazz by mouse, each stroke after the one before it was answered,
    so every answer is to a new drawing. Fresh servers of the app and of `streamlit hello` take
    turns, so that a busy moment of the machine hits both.

    Args:
        starts: Fresh servers of each kind.

    Returns:
        `stroke_to_guess_ms_p50` and `stroke_to_guess_ms_p95` (milliseconds from pointer-up until
        the new guess is painted, on a warm server), `strokes` (how many were timed),
        `first_page_s` (median seconds from starting a server to the finished example in the
        browser) and `hello_first_page_s` (the same for Streamlit's own first page).

    Raises:
        RuntimeError: If Playwright, a browser or the server is missing or fails.
    """
    with chromium() as browser:
        times = _stroke_times(browser)
        apps, hellos = [], []
        for _ in range(starts):
            apps.append(_first_page(browser, APP, *EXAMPLE))
            hellos.append(_first_page(browser, HELLO, "/", "h1"))
    return {
        "stroke_to_guess_ms_p50": round(median(times), 1),
        "stroke_to_guess_ms_p95": round(quantiles(times, n=20, method="inclusive")[-1], 1),
        "strokes": len(times),
        "first_page_s": round(median(apps), 2),
        "hello_first_page_s": round(median(hellos), 2),
    }


def _stroke_times(browser: Browser) -> list[float]:
    """Milliseconds from pointer-up to the painted guess, of every stroke."""
    with serving() as server:
        page = _open(browser, server, *EXAMPLE)
        root = page.locator(".unroll")
        # Warm: the first answer that is no shipped example waits for torch.
        _draw(page, AIDS[:1])
        page.locator(".inspector .word").wait_for()
        root.evaluate(STOPWATCH)
        for word in (SAID, AIDS, JAZZ):
            _draw(page, word, timed=True)
        times: list[float] = page.evaluate("strokeTimes")
        page.context.close()
    return times


def _draw(page: Page, grids: Sequence[str], *, timed: bool = False) -> None:
    page.locator('[data-do="clear"]').click()
    page.get_by_text("Nothing to read yet").wait_for()
    for k, bits in enumerate(grids):
        if k:
            page.locator('[data-do="add"]').click()
        for start, end in strokes(bits):
            count = page.evaluate("window.strokeTimes?.length")
            stroke(page, k, start, end)
            if timed:
                page.wait_for_function("count => strokeTimes.length > count", arg=count)


def _first_page(browser: Browser, command: Sequence[str], path: str, finished: str) -> float:
    """Seconds from starting a server until `finished` is on the page."""
    server = Server(command)
    start = perf_counter()
    server.start()
    try:
        server.wait()
        page = _open(browser, server, path, finished)
        seconds = perf_counter() - start
        page.context.close()
    finally:
        server.kill()
    return seconds


def _open(browser: Browser, server: Server, path: str, finished: str) -> Page:
    """A new visitor's page, as soon as `finished` is on it."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(server.url + path, wait_until="commit")
    page.locator(finished).first.wait_for()
    return page
