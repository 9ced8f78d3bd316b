"""The page "Back through time" in a real browser, on the real server."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from bench._server import Server

COLD = 120_000  # milliseconds; the writer's first answer waits for torch


def test_a_word_goes_in_the_gradient_comes_back_and_updates_teach_it(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/through_time")
    tiny = page.locator(".bptt")
    expect(tiny).to_have_attribute("data-phase", "update", timeout=COLD)
    expect(tiny.locator(".gradient")).to_have_count(7)  # four losses, three steps back
    page.keyboard.press("Home")  # not in the picture: the page keeps it
    tiny.get_by_role("button", name="First step").click()
    expect(tiny).to_have_attribute("data-phase", "forward")
    expect(tiny.locator(".gradient")).to_have_count(0)
    for _ in range(5):
        tiny.get_by_role("button", name="One step on").click()
    expect(tiny).to_have_attribute("data-phase", "back")
    expect(tiny.locator(".gradient")).to_have_count(1)

    # The chain cut after every step: nothing comes back, and the link says so.
    tiny.get_by_role("slider", name="Cut the chain").fill("1")
    tiny.get_by_role("slider", name="Step").press("End")
    expect(tiny.locator(".cut")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"window=1"))
    tiny.get_by_role("slider", name="Cut the chain").fill("4")

    loss = float(tiny.get_attribute("data-loss") or "nan")
    tiny.get_by_role("button", name="One update").click()
    expect(tiny).to_have_attribute("data-done", "1")
    expect(tiny.locator(".curve text").last).to_have_text("1 update")
    assert float(tiny.get_attribute("data-loss") or "nan") < loss
    tiny.get_by_role("button", name="A hundred").click()
    expect(tiny.locator(".spelled")).to_have_text("Left alone it writes “hello”.")
    expect(page).to_have_url(re.compile(r"done=101"))


# Heights of the panel with words about a step, and with fewer.
EMPTIED = """panel => {
    const full = panel.offsetHeight
    panel.querySelector(".words").lastElementChild.remove()
    return [full, panel.offsetHeight]
}"""


def test_the_writer_does_the_same_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    phone = {"width": 390, "height": 844}
    page = new_context(viewport=phone, color_scheme="dark", has_touch=True).new_page()
    page.goto(f"{server.url}/through_time?view=writer&text=O%20R")
    writer = page.locator(".bptt")
    expect(writer.locator(".gradient")).to_have_count(4, timeout=COLD)  # 2 losses, a step, 2 layers
    writer.get_by_role("button", name="After ten").click()  # it shows them, and adds none
    expect(writer).to_have_attribute("data-done", "10")
    expect(writer.locator(".outcome")).to_contain_text("10 updates made")
    writer.get_by_role("button", name="After a hundred").click()
    expect(writer).to_have_attribute("data-done", "100", timeout=COLD)
    expect(writer.locator(".outcome")).to_contain_text("100 updates made")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    before, after = page.locator(".bptt .inspector").evaluate(EMPTIED)
    assert before == after, "the player below would move with every step"
