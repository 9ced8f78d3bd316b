"""The page "How long can it remember?" in a real browser, on the real server."""

from __future__ import annotations

import re

import pytest
from at_size import at_size
from playwright.sync_api import Locator, Page, expect

from bench._server import Server

COLD = 120_000  # milliseconds; the first job of a server waits for torch


APART = """picture => {
    const all = name => [...picture.querySelectorAll(name)]
    const boxes = name => all(name).map(one => one.getBoundingClientRect())
    const numbers = boxes(".number")
    return picture.clientWidth < 390 && numbers.length === 2 && boxes(".mark").every(mark =>
        numbers.every(one => one.right < mark.left || mark.right < one.left
            || one.bottom < mark.top || mark.bottom < one.top))
}"""
"""Whether numbers and words of a picture on a phone lie beside each other."""


def go(page: Page) -> Locator:
    return page.locator(".race .go")


def guess(page: Page, name: str, words: str) -> Locator:
    votes = page.get_by_role("group", name=f"Your guess: will the {name} learn it?")
    return votes.get_by_role("button", name=words, exact=True)


def when(page: Page) -> Locator:
    return page.locator(".race .when")


def numbers_lie_on_no_words_on_a_phone(page: Page) -> None:
    with at_size(page, height=844, width=390):
        page.wait_for_function(APART, arg=page.locator(".survival").element_handle())


@pytest.mark.timeout(400)
def test_a_visitor_guesses_trains_goes_back_and_opens_the_network(
    moving: Page, server: Server
) -> None:
    page = moving
    page.goto(f"{server.url}/lab?lag=10&units=16&lr=0.01&updates=200")
    expect(go(page)).to_have_text("Guess first →", timeout=COLD)
    expect(go(page)).to_be_disabled()
    guess(page, "RNN", "no").focus()
    page.keyboard.press("Enter")
    expect(guess(page, "RNN", "no")).to_have_attribute("aria-pressed", "true")
    expect(guess(page, "RNN", "no")).to_be_focused()
    guess(page, "LSTM", "yes").click()
    expect(go(page)).to_have_text("▶ Train them")
    expect(page.locator(".survival .number")).to_have_text(["", ""])  # nothing is measured yet
    expect(page.locator(".survival .point").first).to_be_hidden()
    go(page).press("Enter")
    expect(go(page)).to_have_text("▶ Go on", timeout=COLD)
    expect(go(page)).to_be_focused()
    expect(when(page)).to_contain_text("update 200 of 200")
    expect(page).to_have_url(re.compile(r"[?&]n=200"))
    expect(page.get_by_text("It did. You were right.")).to_be_visible()
    expect(page.locator(".survival")).to_have_attribute(
        "aria-label", re.compile(r"LSTM (9\d|100)\u00a0%")
    )
    # A number stands at the lag that was practised, where the curve may be far from its end.
    expect(page.locator(".survival .name:not(.number)")).to_have_text(["RNN", "LSTM"])
    expect(page.locator(".survival .number").last).to_have_text(re.compile(r"(9\d|100)\u00a0%"))
    numbers_lie_on_no_words_on_a_phone(page)

    expect(page.get_by_text("the LSTM says red")).to_be_visible(timeout=COLD)
    page.get_by_role("radio", name="shut the gate").click()
    expect(page.get_by_text("with your hand in it")).to_be_visible()

    page.get_by_role("button", name="Back to before the first update").click()
    expect(when(page)).to_contain_text("update 0 of 200")
    page.get_by_role("button", name="one update").click()
    expect(when(page)).to_contain_text("update 1 of 1", timeout=COLD)
    expect(page).to_have_url(re.compile(r"[?&]n=1(&|$)"))

    page.reload()
    expect(when(page)).to_contain_text("update 1 of 1", timeout=COLD)


def test_a_race_is_paused_and_spoiled(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/lab?nets=lstm&lag=80&units=64&updates=1600")
    guess(page, "LSTM", "yes").click(timeout=COLD)
    expect(go(page)).to_have_text("▶ Train them")
    go(page).click()
    expect(go(page)).to_have_text("❚❚ Pause", timeout=COLD)
    go(page).click()
    expect(go(page)).to_have_text("▶ Go on", timeout=COLD)
    page.locator(".race .rate select").select_option("0.2")
    expect(page).to_have_url(re.compile(r"[?&]then=\d+-0\.2"))
    page.get_by_role("button", name="one update").click()
    expect(go(page)).to_have_text("▶ Go on", timeout=COLD)
    expect(page.locator(".race p.sr")).to_contain_text("Right answers over 80 steps")
    a_seed_out_of_range_gives_way_to_the_one_that_counts(page)
    expect(page.locator(".race p.sr")).to_have_text("")  # nothing of the race before


def a_seed_out_of_range_gives_way_to_the_one_that_counts(page: Page) -> None:
    page.get_by_role("button", name="more", exact=True).click()
    seed = page.get_by_role("spinbutton", name="Seed")
    seed.fill("-5")
    seed.press("Enter")
    expect(seed).to_have_value("0")
    expect(page).to_have_url(re.compile(r"[?&]seed=0(&|$)"))
    seed.fill("7")
    seed.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]seed=7(&|$)"))
    seed.fill("")
    seed.press("Enter")
    expect(seed).to_have_value("7")
