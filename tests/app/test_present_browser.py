"""Presenting: one picture over the whole screen of every page, by keys, readable from afar."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect
from real_browser import new_context, visitors, watch

from bench._server import Server
from seqdemo.tasks.registry import cards

__all__ = ["new_context", "visitors", "watch"]

PROJECTOR = {"width": 1920, "height": 1080}
BACK_ROW = 17.9
"""Pixels of type that the back row can read, on a screen of 1080."""

LOOKED = """() => {
    const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
    const shown = [document, ...roots].flatMap(r => [...r.querySelectorAll("[data-presented]")])
    const [frame] = shown, box = frame.getBoundingClientRect()
    const inner = [...frame.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
    const texts = []
    for (const part of [frame, ...inner]) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
            const text = walker.currentNode, parent = text.parentElement
            const range = document.createRange()
            range.selectNodeContents(text)
            const hidden = range.getBoundingClientRect().width < 1
            if (!text.data.trim() || hidden || parent.closest(".sr, style")) continue
            const svg = parent.closest("svg"), drawn = svg?.viewBox.baseVal?.width
            const by = drawn ? svg.getBoundingClientRect().width / drawn
                : box.width / frame.offsetWidth
            texts.push([parseFloat(getComputedStyle(parent).fontSize) * by, text.data])
        }
    }
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = frame
    return {
        frames: shown.length,
        covered: [box.left, box.top, box.right, box.bottom],
        cut: scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1,
        texts,
    }
}"""
"""What is presented: its box, whether some of it is out of sight, (pixels, text) of its type."""

FITS = f"""least => {{
    const {{ frames, cut, texts }} = ({LOOKED})()
    return frames === 1 && !cut && texts.every(([pixels]) => pixels >= least)
}}"""
"""Whether it has come to rest as it should: charts are drawn anew for the size they get."""


@pytest.fixture
def screen(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(viewport=PROJECTOR, color_scheme="light").new_page()


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


def settled(screen: Page, place: int) -> dict[str, Any]:
    """What is seen once that picture fills the screen."""
    expect(screen.locator(f'.present[data-shown="{place}"][data-ready="true"]')).to_be_attached()
    with suppress(TimeoutError):  # what is wrong is said by the one who looks
        screen.wait_for_function(FITS, arg=BACK_ROW, timeout=5_000)
    looked: dict[str, Any] = screen.evaluate(LOOKED)
    looked["small"] = [text for text in looked.pop("texts") if text[0] < BACK_ROW]
    return looked


@pytest.mark.parametrize("name", [card.name for card in cards()])
def test_each_page_is_readable_from_the_back_row(server: Server, screen: Page, name: str) -> None:
    screen.goto(f"{server.url}/{name}?present=1")
    looked = settled(screen, 1)
    assert looked["frames"] == 1
    assert looked["covered"] == pytest.approx([0, 0, 1920, 1024], abs=1)
    assert not looked["cut"] and looked["small"] == []
    expect(screen.get_by_test_id("stSidebar")).to_be_hidden()
    expect(screen.get_by_test_id("stToolbar")).to_be_hidden()
    screen.wait_for_function("document.documentElement.scrollHeight <= innerHeight")


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
