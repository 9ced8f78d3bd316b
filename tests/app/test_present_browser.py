"""Presenting: one picture over the whole screen, by keys; of every page, see every page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from presenting import PROJECTOR, settled
from real_browser import new_context, visitors, watch

from bench._server import Server

__all__ = ["new_context", "visitors", "watch"]

WORD = """() => {
  for (const range of CSS.highlights.get("seqdemo-word") ?? []) {
    const root = range.startContainer.getRootNode().host?.closest("[data-presented]")
        ?? range.startContainer.parentElement.closest("[data-presented]"),
      { x, y, width, height } = range.getBoundingClientRect()
    const here = root && width && y > 0 && y + height < innerHeight - 60
    if (here) return [x + width / 2, y + height / 2]
  }
}"""
"""Where a technical word stands in the picture that is presented."""


@pytest.fixture
def screen(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(viewport=PROJECTOR, color_scheme="light").new_page()


def test_a_clicker_goes_through_time_and_then_to_the_next_picture(
    server: Server, screen: Page
) -> None:
    screen.goto(f"{server.url}/word_reader?inside=1&present=1")
    settled(screen, 1)
    time = screen.locator(".stand .time")
    expect(time).to_have_text("step 1 of 4")
    for step in (2, 3, 4):
        screen.keyboard.press("PageDown" if step % 2 else "ArrowRight")
        expect(time).to_have_text(f"step {step} of 4")
    screen.keyboard.press("PageDown")
    assert settled(screen, 2)["small"] == []
    expect(screen.locator(".stand .title")).to_have_text("Read a word: one unit")
    x, y = screen.wait_for_function(WORD).json_value()
    screen.mouse.click(x, y)
    expect(screen.locator(".glossary .word")).to_be_visible()
    screen.keyboard.press("PageUp")
    settled(screen, 1)
    screen.keyboard.press("Escape")
    expect(screen.get_by_test_id("stSidebar")).to_be_visible()
    assert "present" not in screen.url
    screen.keyboard.press("Alt+p")
    settled(screen, 1)
    assert "present=1" in screen.url
    screen.get_by_role("button", name="✕ Leave").click()
    expect(screen.locator("[data-presented]")).to_have_count(0)

    # A chart of Streamlit's is enlarged like any picture.
    screen.goto(f"{server.url}/digit_reader?present=1")
    expect(screen.locator(".js-plotly-plot .xtick")).to_have_count(12)
    for place in (1, 2, 3):
        settled(screen, place)
        screen.keyboard.press("Shift+PageDown")
    assert settled(screen, 4)["small"] == []
