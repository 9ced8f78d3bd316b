"""A real Chromium for benchmarks and browser tests: found, opened, and drawn with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Playwright

VARIABLE = "SEQDEMO_CHROMIUM"
NAMES = (
    "chromium-headless-shell",  # draws no window of its own: half the processor time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = (
    "--no-sandbox",  # containers run as root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
SIZE = 7  # cells along one side of a grid


class BrowserError(RuntimeError):
    """No browser can be driven; the message says what to do."""


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """A headless Chromium, with arguments of its own.

    Raises:
        BrowserError: If Playwright or a browser is missing.
    """
    with _playwright() as playwright:
        path = find_chromium(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def _playwright() -> Iterator[Playwright]:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError as error:
        raise BrowserError(
            "the Playwright package is missing: run pip install playwright"
        ) from error
    with sync_playwright() as playwright:
        yield playwright


def find_chromium(playwright: Playwright) -> str:
    """The Chromium to drive: SEQDEMO_CHROMIUM, the system's, or Playwright's own.

    Raises:
        BrowserError: If there is none.
    """
    named = os.environ.get(VARIABLE)
    if named and not _runs(named):
        raise BrowserError(f"{VARIABLE} is {named!r}, which is no browser that runs")
    candidates = (named, *map(shutil.which, NAMES), playwright.chromium.executable_path)
    found = next((path for path in candidates if path and _runs(path)), None)
    if found is None:
        raise BrowserError(
            "no Chromium that runs was found: install one (on Debian, apt-get install chromium), "
            f"name one in {VARIABLE}, or run .venv/bin/playwright install chromium"
        )
    return found


def _runs(path: str) -> bool:
    """Whether this is a browser; some systems have a stand-in that only says to install one."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def grid(page: Page, k: int) -> Locator:
    """The drawing grid of letter `k`, from 0."""
    return page.locator(f'.column[data-k="{k}"] .grid')


def draw(page: Page, k: int, bits: str) -> None:
    """Draw a letter into the blank grid `k` with the mouse, one stroke a run of cells."""
    for start, end in strokes(bits):
        stroke(page, k, start, end)


def stroke(page: Page, k: int, start: int, end: int) -> None:
    """Press on one cell of grid `k` that stands still, move to another in a line, and lift."""
    points = grid(page, k).evaluate(
        """async (grid, cells) => {
            const places = () => cells.map(n => {
                const box = grid.querySelectorAll(".cell")[n].getBoundingClientRect()
                return [box.x + box.width / 2, box.y + box.height / 2]
            })
            let before, now = places()
            do {
                before = now
                await new Promise(requestAnimationFrame)
                now = places()
            } while (String(now) !== String(before))
            return now
        }""",
        [start, end],
    )
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def strokes(bits: str) -> list[tuple[int, int]]:
    """First and last cell of every horizontal run of ink; together they draw `bits`."""
    runs = []
    for _, cells in groupby(range(len(bits)), key=lambda n: (n // SIZE, bits[n])):
        run = list(cells)
        if bits[run[0]] == "1":
            runs.append((run[0], run[-1]))
    return runs


def drawn(page: Page) -> tuple[str, ...]:
    """What is drawn now: one string of zeros and ones a grid."""
    grids: Any = page.locator(".unroll .columns").evaluate(
        """columns => [...columns.querySelectorAll(".grid")].map(grid =>
            [...grid.querySelectorAll(".cell")]
                .map(cell => cell.getAttribute("aria-selected") === "true" ? 1 : 0).join(""))"""
    )
    return tuple(grids)


def main() -> None:
    """Print which Chromium would be driven, or say in a sentence why there is none."""
    try:
        with _playwright() as playwright:
            print(find_chromium(playwright))
    except BrowserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
