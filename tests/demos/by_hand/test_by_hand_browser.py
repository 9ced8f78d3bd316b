"""The page "A memory by hand" in a real browser, on the real server."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from bench._server import Server

COLD = 60_000  # milliseconds

NewContext = Callable[..., BrowserContext]


def visit(page: Page, server: Server, link: str = "") -> Locator:
    """Open the page and wait for the picture."""
    page.goto(f"{server.url}/by_hand{link}")
    expect(page.locator(".hand .column").first).to_be_visible(timeout=COLD)
    return page.locator(".hand")


# Where the panel's buttons stand, with what is said now and with more of it.
REMARKED = """panel => {
    const top = () => panel.querySelector(".acts").offsetTop
    const before = top()
    for (const said of panel.querySelectorAll(".found, .remark")) said.append(" more".repeat(200))
    return [before, top()]
}"""


def test_a_puzzle_is_solved_by_hand_by_learning_and_as_the_cell(page: Page, server: Server) -> None:
    hand = visit(page, server)
    score, says = hand.locator(".score"), hand.locator(".verdict b")
    expect(score).to_have_text("88 %")
    expect(says).to_have_text(["no", "yes", "yes", "yes", "no", "no", "no"])

    # One number is changed, and every later step follows; the string that failed had been shown.
    expect(hand.locator(".failing")).to_have_text("abbb")
    typed = hand.get_by_role("spinbutton", name="U, typed: old state → the sum")
    typed.fill("")
    typed.press("Enter")
    expect(typed).to_have_value("0.9")  # an empty box would stand beside the number that counts
    typed.fill("2")
    expect(score).to_have_text("Solved")
    expect(says).to_have_text(["no", *["yes"] * 6])
    expect(page).to_have_url(re.compile(r"w=2%2C2%2C0%2C4%2C-2"))

    expect(hand.get_by_role("radio", name="Has an a come? ✓")).to_be_checked()
    expect(hand.locator(".remark")).to_contain_text("On to the next puzzle")

    # A number that is clicked shows the arithmetic, and what it came from is lit.
    hand.get_by_role("button", name="hidden state at step 3").click()
    expect(hand.locator(".inspector .formula").nth(1)).to_contain_text("2.00·0.00 + 2.00·0.96")
    expect(hand.locator('.column[data-t="1"] .number')).to_have_class(re.compile("lit"))
    expect(hand.locator(".weight-row.lit .symbol")).to_have_text(["U", "W"])

    # What it does not read is gone from the line; who types and leaves at once finds it again.
    hand.get_by_role("textbox", name="It reads").fill("an ✨ abxb")
    expect(hand.locator(".known")).to_have_text("Only these are read: a is 1, b is 0")
    hand.get_by_role("textbox", name="It reads").press("Enter")
    expect(hand.get_by_role("textbox", name="It reads")).to_have_value("aabb")
    expect(hand.locator(".known")).to_have_text("a is 1, b is 0")
    hand.get_by_role("textbox", name="It reads").fill("bbab")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Read a digit").click()
    expect(page).to_have_url(re.compile("/digit_reader"))
    page.go_back()
    expect(hand.get_by_role("textbox", name="It reads")).to_have_value("bbab")

    # A puzzle that is learned: the weights end up in the link.
    hand.get_by_role("radio", name="Echo, one step late").click()
    expect(hand).not_to_have_attribute("data-solved", "true")
    hand.get_by_role("button", name="Let it learn it").click()
    expect(score).to_have_text("Solved")
    before, after = hand.locator(".check").evaluate(REMARKED)
    assert before == after, "what one presses again would move"
    expect(hand.locator(".remark")).to_contain_text(re.compile(r"Found after \d+ updates"))
    expect(page).to_have_url(re.compile(r"puzzle=echo.*w="))

    # It stays on the way to the other view, in which the visitor computes.
    page.get_by_role("radio", name="You are the cell").click()
    expect(hand).to_have_attribute("data-mode", "cell")
    expect(hand.locator(".number").first).to_have_text("?")
    hand.get_by_role("radio", name="Has an a come?").click()
    quiz = hand.locator(".quiz")
    quiz.get_by_role("textbox").fill("0")
    quiz.get_by_role("textbox").press("Enter")
    quiz.get_by_role("button", name="0.0", exact=True).click()
    expect(hand.locator('.column[data-t="0"] .number')).to_have_text("0.00")
    quiz.get_by_role("textbox").fill("1")
    quiz.get_by_role("button", name="Check").click()
    expect(quiz.locator(".remark")).to_have_text("y was −2.00, not 1.")
    for _ in range(3):
        quiz.get_by_role("button", name="Do this step for me").click()
    expect(quiz).to_contain_text("You were the cell for 4 steps: 2 of 12 numbers right at once.")


def test_fifty_steps_vanish_explode_and_fit_a_phone(
    new_context: NewContext, server: Server
) -> None:
    phone = {"width": 390, "height": 844}
    page = new_context(viewport=phone, color_scheme="dark", has_touch=True).new_page()
    visit(page, server, "?puzzle=hold")
    # As light as it has to be on a dark page.
    expect(page.locator(".verdict.right .mark").first).to_have_css("color", "rgb(95, 211, 154)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("radio", name="Fifty steps").click()
    fifty = page.locator(".fifty")
    expect(fifty.locator(".fate")).to_have_text("It vanishes")
    box = fifty.get_by_role("spinbutton", name="The weight, typed")
    for typed, taken in (("-9", "-1.5"), ("", "-1.5"), ("0.9", "0.9")):
        box.fill(typed)
        box.press("Enter")
        expect(box).to_have_value(taken)
    fifty.get_by_role("slider", name="The weight w").press("End")
    expect(fifty.locator(".fate")).to_have_text("It explodes")
    fifty.get_by_role("radio", name="tanh").click()
    expect(fifty.locator(".fate")).to_have_text("It vanishes")
    expect(page).to_have_url(re.compile(r"view=fifty&weight=1.5&squeeze=tanh"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
