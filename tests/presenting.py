"""What is seen of a page that is presented on a projector."""

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
    const [bar] = roots.flatMap(r => [...r.querySelectorAll(".present")])
    return {
        ready: bar.dataset.ready === "true" && +bar.dataset.shown,
        frames: shown.length,
        covered: [box.left, box.top, box.right, box.bottom],
        cut: scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1,
        texts,
    }
}"""
"""What is presented: the place of one that is ready, its box, whether some of it is out of sight,
(pixels, text) of its type."""

FITS = f"""([place, least]) => {{
    const looked = ({LOOKED})(), {{ ready, frames, cut, texts }} = looked
    const fits = frames === 1 && !cut && texts.every(([pixels]) => pixels >= least)
    return ready === place && fits ? looked : null
}}"""
"""What is seen once it has come to rest as it should: what comes late has it fitted again."""


def settled(screen: Page, place: int) -> dict[str, Any]:
    """What is seen once that picture fills the screen."""
    expect(screen.locator(f'.present[data-shown="{place}"][data-ready="true"]')).to_be_attached()
    try:  # looked at in the same moment: a moment later it may be fitted again
        looked: dict[str, Any] = screen.wait_for_function(
            FITS, arg=[place, BACK_ROW], timeout=15_000
        ).json_value()
    except TimeoutError:  # what is wrong is said by the one who looks
        looked = screen.evaluate(LOOKED)
    looked["small"] = [text for text in looked.pop("texts") if text[0] < BACK_ROW]
    return looked
