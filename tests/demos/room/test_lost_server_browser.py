"""A lesson whose server is lost, alone and in a room: step, answers and choices are there again."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import Locator, expect
from room_scenes import COLD
from test_room_browser import NewContext, join, server, vote

from bench._server import Server
from seqdemo.lessons.shelf import find_lesson

__all__ = ["server"]

LEFT = "as the lost server left it"


def mark(said: Locator) -> None:
    """Write over what a server has said, so that only another can say it again."""
    said.evaluate(f"place => {{ place.textContent = '{LEFT}' }}")


def test_a_lost_server_takes_neither_step_nor_answers_nor_choices_nor_what_is_half_typed(
    new_context: NewContext, server: Server
) -> None:
    mine, theirs = new_context(), new_context()
    board, alone, away, writer = (mine.new_page() for _ in range(4))
    pupil = theirs.new_page()
    board.goto(f"{server.url}/room")
    board.get_by_role("button", name="Open a room").click(timeout=COLD)
    shown = board.locator(".board")
    expect(shown.locator(".code")).to_have_text(re.compile("^[A-Z]{4}$"), timeout=COLD)
    join(pupil, server, shown.locator(".code").inner_text())
    shown.get_by_role("button", name="Open the vote", exact=True).click()
    vote(pupil, "d")
    expect(shown.locator(".legend")).to_contain_text("1 of 1")

    step = find_lesson("order-matters").steps[3]
    view = step.view | {"inside": "1", "lesson": "order-matters.4"}
    alone.goto(f"{server.url}/{step.page}?{urlencode(view)}")
    strip = alone.locator(".lesson")
    strip.get_by_role("button", name="different", exact=True).click()
    expect(strip.locator(".verdict")).to_contain_text("Right")
    alone.get_by_role("radio", name="LSTM").click()
    expect(alone).to_have_url(re.compile(r"\bcell=lstm\b"))

    away.goto(f"{server.url}/lessons?run=order-matters")
    expect(away.locator(".lesson .place")).to_have_text("1 of 7", timeout=COLD)
    away.get_by_role("link", name="Read a digit").click()
    expect(away.locator(".lesson .place")).to_have_text("paused at 1 of 7", timeout=COLD)

    writer.goto(f"{server.url}/own_text")
    expect(writer.locator(".learner")).to_be_visible(timeout=COLD)
    app = writer.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=COLD)
    text = writer.get_by_label("Text: change it as you like")
    text.press_sequentially("Half a vill", timeout=COLD)
    half_typed = text.input_value()

    said = {
        "Right": strip.locator(".verdict"),
        "Kept": pupil.locator(".seat .state"),
        "1 of 1": shown.locator(".legend"),
        "paused at 1 of 7": away.locator(".lesson .place"),
    }
    for one in said.values():
        mark(one)
    server.restart()
    for words, one in said.items():
        expect(one).to_contain_text(words, timeout=COLD)
    expect(strip).to_have_attribute("data-step", "order-matters.4")
    expect(text).to_be_enabled()
    expect(text).to_have_value(half_typed)
    expect(strip.locator(".pick.right")).to_have_text("different ✓")
    expect(alone).to_have_url(re.compile(r"\bcell=lstm\b"))
    expect(alone.get_by_role("radio", name="LSTM")).to_be_checked()
    expect(pupil.locator('.option[data-value="d"]')).to_have_attribute("aria-checked", "true")
    expect(shown.get_by_role("button", name="Close the vote", exact=True)).to_be_visible()
    away.get_by_role("button", name="End the lesson").click()  # a tab keeps none that is over
    away.wait_for_function("sessionStorage.getItem('seqdemo.paused') === null")
    for page in (board, pupil, alone, away, writer):
        expect(page.get_by_test_id("stConnectionStatus")).to_have_count(0)
        expect(page.get_by_role("dialog").or_(page.get_by_test_id("stException"))).to_have_count(0)
