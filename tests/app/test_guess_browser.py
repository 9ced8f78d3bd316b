"""Guess first, in a real browser: what is to come is hidden, also from those who listen."""

import re

from playwright.sync_api import Page, expect
from real_browser import new_context, page, visitors, watch

from bench._server import Server

__all__ = ["new_context", "page", "visitors", "watch"]


def test_a_guess_is_kept_and_then_compared(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sentiment?guess=1")
    steps = page.get_by_role("listitem", name=re.compile("^Step "))
    coming = page.get_by_role("listitem", name=re.compile("still to come$"))
    expect(steps.first).to_have_attribute("aria-current", "step")
    expect(steps.first.locator("canvas.tile")).to_be_visible()
    second = page.get_by_role("listitem", name=re.compile("^Step 2 of"))
    expect(second).to_have_accessible_name(re.compile("still to come$"))
    expect(second.locator("canvas")).to_have_count(0)
    expect(second).to_have_text("?")
    page.get_by_role("button", name="One step on").click()
    expect(second.locator("canvas.tile")).to_be_visible()
    expect(second).not_to_have_accessible_name(re.compile("still to come"))
    page.get_by_role("button", name="One step back").click()
    expect(second).to_have_accessible_name(re.compile("still to come$"))

    slider = page.get_by_role("slider", name="Your share for positive")
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "100\xa0%")
    other = page.get_by_role("slider", name="Your share for negative")
    expect(other).to_have_attribute("aria-valuetext", "<0.1\xa0%")
    page.keyboard.press("PageDown")
    expect(other).to_have_attribute("aria-valuetext", "10\xa0%")
    page.get_by_role("button", name="Keep my guess").click()
    kept = page.get_by_role("listitem", name=re.compile(r"positive.*: you 90\s%, the network"))
    expect(kept).to_be_visible()
    expect(page.get_by_text(re.compile("^You:"))).to_contain_text(re.compile(r"\d+(\.\d)? bits"))
    expect(coming).to_have_count(0)
    page.get_by_role("button", name="Guess again").click()
    expect(coming.first).to_be_attached()
    expect(page.get_by_text(re.compile("^You:"))).to_have_count(0)
