"""How fast is "Read a word": from the hand to the new guess, and from the command to the example.

Needs Playwright and a Chromium, which `pip install -e ".[dev]"` and `make bench` bring.
Run it from the root of the project: `seqdemo bench word_reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench._browser import chromium, draw_stroke, grid
from bench._server import APP, HELLO, Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STROKES = 40
STARTS = 3
PATIENCE = 60_000  # milliseconds

# Times every stroke from the moment the pointer is lifted until the frame after the one in which
# the answer to it is drawn: the first moment at which it is certainly on screen.
STOPWATCH = """
root => {
    const times = window.strokeTimes = []
    let lifted = 0
    document.addEventListener("pointerup", () => { lifted = performance.now() }, true)
    new MutationObserver(() => {
        const start = lifted
        lifted = 0
        if (start) requestAnimationFrame(() => requestAnimationFrame(now => times.push(now - start)))
    }).observe(root, { attributeFilter: ["data-answered"] })
}
"""


def measure(strokes: int = STROKES, starts: int = STARTS) -> dict[str, float]:
    """Measure in a headless Chromium on this machine.

    Args:
        strokes: Pen strokes, each made after the one before it was answered.
        starts: Fresh servers of each kind; they take turns, so that a busy moment hits both.

    Returns:
        `stroke_to_guess_ms_p50` and `stroke_to_guess_ms_p95` (milliseconds from pointer-up until
        the new guess is painted, on a warm server), `first_page_s` (median seconds from starting a
        server to the finished example in the browser) and `hello_first_page_s` (the same for
        Streamlit's own `streamlit hello`).

    Raises:
        BrowserError: If Playwright or a browser is missing.
        ServerError: If the server cannot be started.
    """
    with chromium() as browser:
        times = _stroke_times(browser, strokes)
        pages, hellos = [], []
        for _ in range(starts):
            pages.append(_first_page(browser, APP, "/word_reader", ".inspector .word"))
            hellos.append(_first_page(browser, HELLO, "/", "h1"))
    return {
        "stroke_to_guess_ms_p50": median(times),
        "stroke_to_guess_ms_p95": quantiles(times, n=20, method="inclusive")[-1],
        "first_page_s": median(pages),
        "hello_first_page_s": median(hellos),
    }


def _stroke_times(browser: Browser, count: int) -> list[float]:
    """Milliseconds from pointer-up to the painted guess, of `count` strokes."""
    with serving() as server:
        page = _open(browser, server, "/word_reader", ".inspector .word")
        unroll = page.locator(".unroll")
        # Adding a row to a letter and taking it away again: two strokes that change the answer.
        for _ in range(2):  # warm: torch loads in the background
            _stroke(page)
        unroll.evaluate(STOPWATCH)
        for _ in range(count):
            _stroke(page)
        page.wait_for_function("count => strokeTimes.length >= count", arg=count)
        times: list[float] = page.evaluate("strokeTimes")
        page.context.close()
    return times


def _stroke(page: Page) -> None:
    """One stroke along the first letter's bottom row, and its answer."""
    before = page.locator(".unroll").get_attribute("data-answered")
    draw_stroke(page, 0, 42, 48)
    page.wait_for_function(WAIT, arg=before)


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
