"""The page "Read a digit" in a real browser, on the real server."""

from __future__ import annotations

import re

from pictures import keep_picture
from playwright.sync_api import Page, expect

from bench._server import Server

COLD = 120_000


def test_a_cell_that_is_drawn_is_read_and_the_word_keeps_its_own_drawing(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/digit_reader")
    digit, word = (
        page.locator(".letters.single"),
        page.get_by_label(re.compile(r"^Letter \d of 4$")),
    )
    verdict = page.get_by_test_id("stMain").locator("h2").first
    expect(verdict).to_have_text(re.compile(r"^7"), timeout=COLD)
    expect(word).to_have_count(4, timeout=COLD)
    before = verdict.text_content() or ""
    digit.locator(".cell").nth(46).click()
    expect(verdict).not_to_have_text(before, timeout=COLD)
    expect(page).to_have_url(re.compile("d="))
    expect(word).to_have_count(4)
    picture = page.get_by_role("img", name=re.compile("49 cells, 400 hidden units"))
    expect(picture).to_be_visible()
    digit.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Nothing is drawn yet")).to_be_visible(timeout=COLD)
    keep_picture(page, "digit-reader")
