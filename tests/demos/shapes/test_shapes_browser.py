"""The page "All shapes" in a real browser, on the real server."""

from __future__ import annotations

import re

from pictures import keep_picture
from playwright.sync_api import Page, expect

from bench._server import Server
from seqdemo.tasks.card import KINDS

COLD = 120_000
FOOT = "one => one.getBoundingClientRect().bottom"


def test_each_box_is_live_and_its_input_is_its_own(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/shapes")
    boxes = page.locator(".steps.compact")
    expect(boxes).to_have_count(len(KINDS) + 1, timeout=COLD)
    film = page.get_by_label(re.compile(r"^Frame \d of 4$"))
    expect(film).to_have_count(4, timeout=COLD)
    box = page.get_by_label("A few words")
    box.fill("bad, bad film")
    box.press("Enter")
    mood = boxes.filter(has_text="film")
    expect(mood.locator(".token").last).to_have_text("film", timeout=COLD)
    mood.locator(".column").nth(1).click()
    expect(page).to_have_url(re.compile("steps=many_to_one-2"))
    page.locator(".letters.single .cell").nth(24).click()
    expect(page).to_have_url(re.compile("one_to_one=.*many_to_one=|many_to_one=.*one_to_one="))
    expect(film).to_have_count(4)
    page.set_viewport_size({"width": 1280, "height": 720})
    digit = page.locator(".letters.single .scroll")
    page.wait_for_function("one => one.scrollWidth <= one.clientWidth", arg=digit.element_handle())
    said = page.locator('[class*="st-key-shape-words"]')
    first, second = (said.nth(n).evaluate(FOOT) for n in (0, 1))
    assert abs(first - second) < 2
    keep_picture(page, "shapes")
    page.reload()
    expect(mood.locator(".column.now .token")).to_have_text(",", timeout=COLD)
    page.set_viewport_size({"width": 720, "height": 900})
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert boxes.locator(".token").evaluate_all(cut) == []
