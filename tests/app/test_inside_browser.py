"""A first visit is simple; "more inside" and the words of the field are one click away."""

import re

from playwright.sync_api import Page, expect
from real_browser import moving, new_context, page, visitors, watch

from bench._server import Server

__all__ = ["moving", "new_context", "page", "visitors", "watch"]

PLACE = """(element, said) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const text = walker.currentNode, at = text.data.indexOf(said)
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(text, at)
        range.setEnd(text, at + said.length)
        text.parentElement.scrollIntoView({ block: "center" })
        const { x, y, width, height } = range.getBoundingClientRect()
        return [x + width / 2, y + height / 2]
    }
}"""
"""Where some words of an element are on screen."""


def test_a_first_visit_is_simple_and_more_inside_is_remembered(
    moving: Page, server: Server
) -> None:
    page = moving
    page.goto(f"{server.url}/word_reader")
    expect(page.locator(".inspector .word")).to_have_text("said")
    expect(page.locator(".equations")).to_be_hidden()
    expect(page.get_by_role("radio", name="LSTM")).to_have_count(0)
    expect(page.get_by_text("One column is one moment.")).to_be_visible()
    units = page.locator(".keys .inside")
    expect(units).to_be_hidden()
    page.locator(".state .tile").first.click()
    assert "unit=" not in page.url
    switch = page.get_by_test_id("stCheckbox").filter(has_text="More inside")
    switch.get_by_role("switch").press("Space")
    expect(page.locator(".equations")).to_be_visible()
    expect(switch.locator("label")).to_have_css("outline-style", "solid")
    expect(units).to_contain_text("↑ ↓ units")
    expect(page.get_by_role("radio", name="LSTM")).to_be_visible()
    expect(page).to_have_url(re.compile(r"(?=.*inside=1)(?=.*unit=)"))
    mood = page.get_by_role("link", name="Feel the mood")
    mood.focus()
    expect(mood).to_have_css("outline-style", "solid")
    mood.press("Enter")
    expect(page).to_have_url(re.compile("/sentiment"))
    expect(page.get_by_role("radio", name="LSTM")).to_be_visible()
    switch.get_by_role("switch").press("Space")
    expect(page.get_by_role("radio", name="LSTM")).to_have_count(0)
    page.go_back()  # the address says that it was on
    expect(page).to_have_url(re.compile("/word_reader(?!.*inside=1)"))
    expect(page.locator(".inspector .word")).to_have_text(re.compile("."))
    expect(page.locator(".equations")).to_be_hidden()
    switch.get_by_role("switch").press("Space")
    expect(page.locator(".equations")).to_be_visible()
    expect(page).to_have_url(re.compile("inside=1"))
    page.reload()
    expect(page.locator(".equations")).to_be_visible()


def test_a_technical_word_is_tapped_for_one_sentence_and_nothing_moves(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/word_reader?inside=1")
    guide = page.get_by_test_id("stExpander").filter(has_text="What am I looking at?")
    expect(page.locator(".glossary")).to_have_attribute("data-count", re.compile("^[1-9]"))
    before = guide.bounding_box()
    page.mouse.click(*guide.evaluate(PLACE, "hidden state"))
    bubble = page.locator(".glossary .word")
    expect(bubble).to_contain_text("The numbers a network hands from one step to the next")
    page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    words = page.get_by_role("button", name="Words")
    words.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".glossary dt").filter(has_text="hidden state")).to_be_visible()
    page.keyboard.press("Escape")
    expect(words).to_be_focused()
    after = guide.bounding_box()
    assert before and after and before["height"] == after["height"]
