"""How fast is "Read a word": from the hand to the new guess, and from the command to the example.

Needs Playwright and a Chromium, which `pip install -e ".[dev]"` and `make bench` bring.
Run it from the root of the project: `seqdemo bench word_reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles
from time import time
from typing import TYPE_CHECKING

from bench._browser import chromium, stroke, strokes
from bench._server import APP, HELLO, Server, serving
from seqdemo.demos.word_reader.examples import AIDS, JAZZ, SAID

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PATIENCE = 60_000  # milliseconds
WINDOW: ViewportSize = {"width": 1400, "height": 900}
EXAMPLE = "/word_reader", ".inspector .word"
"""The page, and what is on it once the finished example is shown."""

LIVING = "/", ".fold canvas"
"""The home page, and its living picture."""

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

# Notes the end of the first frame in which an element is there. Playwright looks for it every 500
# ms in the end.
WATCH = """
selector => {
    const look = () => {
        const hosts = [...document.querySelectorAll("*")].filter(host => host.shadowRoot)
        const found = [document, ...hosts.map(host => host.shadowRoot)]
            .flatMap(root => [...root.querySelectorAll(selector)])
        if (found.some(element => element.getClientRects().length))
            setTimeout(() => window.paintedAt = performance.timeOrigin + performance.now())
        else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
}
"""


def measure(starts: int = 5) -> dict[str, float]:
    """Measure in a headless Chromium on this machine.

    The strokes draw said, aids and jazz by mouse, each stroke after the one before it was answered,
    so every answer is to a new drawing. Fresh servers of the app and of `streamlit hello` take
    turns, so that a busy moment of the machine hits both.

    Args:
        starts: Fresh servers of each kind.

    Returns:
        `stroke_to_guess_ms_p50` and `stroke_to_guess_ms_p95` (milliseconds from pointer-up until
        the new guess is painted, on a warm server), `strokes` (how many were timed),
        `first_page_s` (median seconds from starting a server until the finished example is painted)
        and the same of the home page, `home_first_page_s`, and of Streamlit's own first page,
        `hello_first_page_s`.

    Raises:
        RuntimeError: If Playwright, a browser or the server is missing or fails.
    """
    with chromium() as browser:
        times = _stroke_times(browser)
        apps, homes, hellos = [], [], []
        for _ in range(starts):
            apps.append(_first_page(browser, APP, *EXAMPLE))
            homes.append(_first_page(browser, APP, *LIVING))
            hellos.append(_first_page(browser, HELLO, "/", "h1"))
    return {
        "stroke_to_guess_ms_p50": round(median(times), 1),
        "stroke_to_guess_ms_p95": round(quantiles(times, n=20, method="inclusive")[-1], 1),
        "strokes": len(times),
        "first_page_s": round(median(apps), 2),
        "home_first_page_s": round(median(homes), 2),
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
    """Seconds from starting a server until `finished` is painted."""
    server = Server(command)
    start = time()
    server.start()
    try:
        server.wait()
        page = browser.new_page(viewport=WINDOW)
        page.add_init_script(f"({WATCH})({finished!r})")
        page.goto(server.url + path, wait_until="commit")
        page.wait_for_function("window.paintedAt", timeout=PATIENCE)
        painted: float = page.evaluate("paintedAt")
        page.context.close()
    finally:
        server.kill()
    return painted / 1000 - start


def _open(browser: Browser, server: Server, path: str, finished: str) -> Page:
    """A new visitor's page, as soon as `finished` is on it."""
    page = browser.new_page(viewport=WINDOW)
    page.set_default_timeout(PATIENCE)
    page.goto(server.url + path, wait_until="commit")
    page.locator(finished).first.wait_for()
    return page
