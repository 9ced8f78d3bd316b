"""The page "The next word" in a real browser, on the real server."""

from __future__ import annotations

import re
from collections.abc import Callable

from axe import RESTS
from playwright.sync_api import BrowserContext, Locator, Page, expect
from real_browser import inside

from bench._server import Server

COLD = 120_000  # milliseconds; the first answer of a server waits for torch

NewContext = Callable[..., BrowserContext]


def visit(page: Page, server: Server, link: str = "") -> None:
    """Open the page and wait for its suggestions."""
    page.goto(f"{server.url}/next_word{inside(link)}")
    expect(words(page).first).to_be_visible(timeout=COLD)


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your text")


def words(page: Page) -> Locator:
    """Suggestions of the network."""
    return page.get_by_role("group", name="Suggested by the LSTM").get_by_role("button")


def expect_answered(page: Page, text: str) -> None:
    expect(page.locator(".keyboard")).to_have_attribute("data-answered", text)


def test_suggestions_are_taken_by_bar_tap_and_key_and_fast_typing_loses_no_letter(
    page: Page, server: Server
) -> None:
    visit(page, server, "?text=We+went+home+")
    a_click_on_a_bar_goes_on_from_there(page)
    a_tap_takes_a_suggestion_and_keystrokes_are_counted(page)
    fast_typing_loses_no_letter(page)
    alt_and_a_digit_take_a_suggestion(page)


def a_click_on_a_bar_goes_on_from_there(page: Page) -> None:
    bar = page.locator(".column").nth(2).locator("button.guess").nth(1)
    word = bar.locator(".w").inner_text()
    bar.click()
    expect(box(page)).to_have_value(re.compile(rf"^We went ?{re.escape(word)} $"))


def a_tap_takes_a_suggestion_and_keystrokes_are_counted(page: Page) -> None:
    page.get_by_role("button", name="Clear").click()
    expect_answered(page, "")
    box(page).press_sequentially("I li")
    expect_answered(page, "I li")
    word = words(page).first.locator(".w").inner_text()
    words(page).first.click()
    expect(box(page)).to_have_value(f"I {word} ")
    expect_answered(page, f"I {word} ")
    expect(page.locator(".keyboard .saved")).to_contain_text(f"5 keystrokes for {len(word) + 3} ")
    # A rest later the network is drawn for the new text, and the address holds it.
    expect(page.locator(".passages i.c")).to_have_text(["I", word])
    expect(page).to_have_url(re.compile(rf"text=I\+{word}"))


def fast_typing_loses_no_letter(page: Page) -> None:
    page.get_by_role("button", name="Clear").click()
    text = "Do you know where the children are playing today"
    box(page).press_sequentially(text)
    expect_answered(page, text)
    expect(box(page)).to_have_value(text)


def alt_and_a_digit_take_a_suggestion(page: Page) -> None:
    box(page).fill("Thank ")
    expect_answered(page, "Thank ")
    second = words(page).nth(1).locator(".w").inner_text()
    box(page).press("Alt+2")
    expect(box(page)).to_have_value(re.compile(rf"Thank ?{re.escape(second)} "))


def test_a_phone_shows_everything_without_scrolling_sideways(
    new_context: NewContext, server: Server
) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    page.goto(f"{server.url}/next_word{inside('')}")
    expect(page.get_by_text("What am I looking at?")).to_be_visible(timeout=COLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    views = {
        "Fill a blank": page.get_by_label("Before the blank"),
        "Long memory": page.get_by_label("I grew up in …"),
        "Singular or plural": page.get_by_label("A sentence up to its verb"),
    }
    for name, part in views.items():
        page.get_by_role("radio", name=name).click()
        expect(part.first).to_be_visible(timeout=COLD)
        page.wait_for_function(RESTS, arg="light")
        expect(page.get_by_text("What am I looking at?")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
