"""What is seen of a page that is presented on a projector."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Page, TimeoutError, expect

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


def settled(screen: Page, place: int) -> dict[str, Any]:
    """What is seen once that picture fills the screen."""
    expect(screen.locator(f'.present[data-shown="{place}"][data-ready="true"]')).to_be_attached()
    with suppress(TimeoutError):  # what is wrong is said by the one who looks
        screen.wait_for_function(FITS, arg=BACK_ROW, timeout=5_000)
    looked: dict[str, Any] = screen.evaluate(LOOKED)
    looked["small"] = [text for text in looked.pop("texts") if text[0] < BACK_ROW]
    return looked
