"""The page "Watch a film" in a real browser, on the real server."""

from __future__ import annotations

import re

from pictures import keep_picture
from playwright.sync_api import Page, expect

from bench._server import Server

COLD = 120_000


def test_shuffled_frames_change_one_answer_and_a_drawn_frame_is_watched(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/films?inside=1")
    picture = page.locator(".steps").first
    expect(picture).to_have_attribute("data-at", "4", timeout=COLD)
    rows = page.get_by_test_id("stMain").locator("table").first.locator("tbody tr")
    alone = rows.nth(1).locator("td")
    said = alone.nth(1).text_content() or ""
    page.get_by_role("button", name="Shuffle the frames").click()
    expect(alone).to_have_count(3, timeout=COLD)
    expect(alone.nth(2)).to_have_text(said)
    add = page.get_by_role("button", name="+ Frame")
    before = add.bounding_box()
    add.click()
    expect(page.locator(".letters .column")).to_have_count(6)
    assert add.bounding_box() == before
    expect(picture.locator(".column")).to_have_count(6, timeout=COLD)
    page.get_by_text("each frame alone", exact=True).first.click()
    expect(page.get_by_text("There is no h′ in it")).to_be_visible(timeout=COLD)
    expect(page).to_have_url(re.compile("net=frame"))
    keep_picture(page, "films")
