"""The game in a real browser: by keyboard, by the keys on the screen, and by its link."""

import re

from playwright.sync_api import Page, expect
from real_browser import new_context, page, visitors, watch

from bench._server import Server
from seqdemo.demos.game.lines import ROUNDS, line_of

TYPED_AHEAD = 8
"""A space of the line of seed 4: it is chosen while the letter before it waits for its answer."""
AHEAD = """guess => {
    guess.focus()
    guess.click()
    guess.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true, composed: true }))
}"""
"""Guesses, and types a space before the answer can have come, when the button has the focus."""

__all__ = ["new_context", "page", "visitors", "watch"]


def test_ten_letters_are_played_and_the_link_holds_the_game(page: Page, server: Server) -> None:
    letters = line_of(4).letters
    page.goto(f"{server.url}/game?seed=4")
    game = page.get_by_role("region", name="The game")
    text, keep = game.locator(".text"), game.get_by_role("button", name=re.compile("^Guess "))
    expect(text).to_contain_text("Your promise is a bridge")
    expect(keep).to_be_disabled()
    assert letters not in str(page.content())

    # As the menu's link leaves it that was clicked: Enter is for the guess all the same.
    page.get_by_test_id("stSidebar").get_by_role("link", name="You against the LSTM").focus()
    page.keyboard.press("Q")
    expect(keep).to_have_text("Guess q")
    page.keyboard.press("4")
    expect(game.get_by_role("radio", name="certain 95 %")).to_be_checked()
    page.keyboard.press("Enter")
    expect(game.locator(".last")).to_have_text(re.compile("^It was a, not q.*bits"))
    you = game.get_by_role("row", name=re.compile("^You "))
    expect(you.get_by_role("cell").nth(1)).to_have_text(re.compile(r"\d\d?\.\d"))
    expect(page).to_have_url(re.compile(r"g=113-3(&|$)"))

    for n, symbol in enumerate(letters[1:], 2):
        letter = symbol.lower()
        if n != TYPED_AHEAD:
            page.keyboard.press("Space" if letter == " " else letter)
        expect(keep).to_have_text(f"Guess {'space' if letter == ' ' else letter}")
        expect(keep).to_be_enabled()
        if n == TYPED_AHEAD - 1:
            keep.evaluate(AHEAD)
        elif n % 2:
            keep.click()
        else:
            page.keyboard.press("Enter")
        expect(game.locator(".text :is(.got, .missed)")).to_have_count(n)
    expect(game.locator(".verdict")).to_contain_text(f"9 of {ROUNDS} letters right")
    expect(text).to_have_text(re.compile(re.escape(line_of(4).text[-12:])))
    expect(page).to_have_url(re.compile(r"g=(\d+-\d\.){9}\d+-\d(&|$)"))

    expect(page).to_have_url(re.compile(rf"g=(\d+-\d\.){{{ROUNDS - 1}}}\d+-\d(&|$)"))
    page.reload()
    expect(game.locator(".verdict")).to_contain_text(f"9 of {ROUNDS} letters right")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("seed=5$"))
    expect(keep).to_be_disabled()
    game.get_by_role("button", name="space").click()
    expect(keep).to_have_text("Guess space")
