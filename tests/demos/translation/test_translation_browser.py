"""The page "Translate a sentence" in a real browser, on the real server.

No test knows what the network says: each compares what stands there before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from at_size import at_size
from pictures import keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, expect
from real_browser import SIZES, Watch, inside
from translation_data import needs_weights

from bench._server import Server

COLD = 120_000  # milliseconds; the first sentence of a server waits for torch
NewContext = Callable[..., BrowserContext]

pytestmark = needs_weights


# Heights of the table's panel, with its rows and without them.
WITHOUT_ROWS = """panel => {
    const height = () => panel.getBoundingClientRect().height
    const before = height()
    panel.querySelector("tbody").style.display = "none"
    const after = height()
    panel.querySelector("tbody").style.display = ""
    return [before, after]
}"""


def visit(page: Page, server: Server, link: str = "") -> None:
    """Open the page and wait until a translation stands there."""
    page.goto(f"{server.url}/translation{inside(link)}")
    expect(decoder(page)).to_have_attribute("data-rev", re.compile("."), timeout=COLD)
    expect(rows(page).first).to_be_visible()


def encoder(page: Page) -> Locator:
    return page.locator(".steps").first


def decoder(page: Page) -> Locator:
    return page.locator(".steps").nth(1)


def table(page: Page) -> Locator:
    return page.locator(".attention-map")


def rows(page: Page) -> Locator:
    return table(page).locator("tbody tr")


def said(page: Page) -> list[str]:
    return table(page).locator("tbody th").all_inner_texts()


def cell(page: Page, step: int, position: int) -> Locator:
    return rows(page).nth(step).locator(f'td[data-n="{position}"]')


def expect_at(page: Page, step: int) -> None:
    """All views stand at the same step."""
    expect(decoder(page)).to_have_attribute("data-at", str(step))
    expect(table(page)).to_have_attribute("data-at", str(step))
    expect(rows(page).nth(step)).to_have_class(re.compile(r"\bnow\b"))


def test_a_translation_is_looked_at_in_its_table_stepped_through_changed_and_asked_for(
    new_context: NewContext, server: Server, watch: Watch
) -> None:
    page = new_context(color_scheme="dark").new_page()
    visit(page, server)
    expect_at(page, 0)
    assert said(page)[-1] == "■ end" and len(said(page)) > 3
    expect(page.locator(".search-tree .candidate").first).to_be_visible()
    keep_picture(page, "translation")
    a_short_sentence_is_seen_whole_in_a_narrow_window(page)
    the_table_is_worked_with_keys_and_a_square_makes_it_look_there(page)
    rows(page).first.locator("th").click()
    expect_at(page, 0)
    all_views_step_together(page)
    another_piece_is_taken_and_it_goes_on(page)
    a_popover_is_entered_and_left_by_keys(page)
    a_typed_sentence_is_translated(page)
    nothing_sticks_out_of_the_page(page)
    assert any(url.startswith("ws://") for url in watch.urls), "the watch sees nothing"
    assert watch.abroad == []


def all_views_step_together(page: Page) -> None:
    decoder(page).locator('[data-do="next"]').click()
    expect_at(page, 1)
    expect(page).to_have_url(re.compile(r"[?&]at=2"))
    rows(page).nth(2).locator("th").click()
    expect_at(page, 2)
    expect(page.locator(".search-tree .mark.now")).to_have_count(1)
    decoder(page).locator('[data-do="first"]').click()
    expect(decoder(page)).to_have_attribute("data-at", "-1")
    expect(encoder(page)).to_have_attribute("data-at", "0")
    expect(table(page).locator("tr.now")).to_have_count(0)


def another_piece_is_taken_and_it_goes_on(page: Page) -> None:
    rev = decoder(page).get_attribute("data-rev") or ""
    bars = decoder(page).locator('.column[data-t="0"] button.guess:not(.best)')
    bars = bars.filter(has_not_text="end")
    label = bars.first.locator(".w").inner_text()
    bars.first.press("Enter")
    expect(decoder(page)).not_to_have_attribute("data-rev", rev, timeout=COLD)
    expect(decoder(page).locator("button.guess:focus")).to_contain_text(label)
    expect(rows(page).first.locator("th")).to_have_text(label)
    expect(page).to_have_url(re.compile(r"pre=\d+"))
    own, note = (
        page.get_by_role("button", name="Its own translation"),
        page.get_by_text("You chose"),
    )
    row = page.locator(".st-key-seqdemo-row").filter(has=own)
    expect(row.filter(has=note)).to_be_visible()  # below the row, it would move the words to choose
    # As long as the sentence is the same: what is below must not move with the rows.
    before, after = table(page).evaluate(WITHOUT_ROWS)
    assert before == after
    own.click()
    expect(page).not_to_have_url(re.compile("pre="))


def a_popover_is_entered_and_left_by_keys(page: Page) -> None:
    opener = page.get_by_role("button", name="Sentences")
    opener.press("Enter")
    expect(page.get_by_test_id("stPopoverBody").get_by_role("button").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def a_typed_sentence_is_translated(page: Page) -> None:
    rev = decoder(page).get_attribute("data-rev") or ""
    box = page.get_by_label("The sentence to translate")
    box.fill("Two <b>dogs</b> play with a zeppelin.")
    box.press("Enter")
    expect(decoder(page)).not_to_have_attribute("data-rev", rev, timeout=COLD)
    expect(page.get_by_text("Never seen in training")).to_be_visible()
    expect(page.get_by_text("Tags are read as ordinary text")).to_be_visible()
    expect(page).to_have_url(re.compile("text=Two"))


def the_table_is_worked_with_keys_and_a_square_makes_it_look_there(page: Page) -> None:
    table(page).locator("table").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(cell(page, 1, 2)).to_have_class(re.compile("pinned"), timeout=COLD)
    table(page).get_by_role("button", name="Let it look where it wants").click()
    expect(table(page).locator("td.pinned")).to_have_count(0)
    before = said(page)
    cell(page, 1, 2).click()
    expect(cell(page, 1, 2)).to_have_class(re.compile("pinned"), timeout=COLD)
    expect(page).to_have_url(re.compile(r"pin=2-3"))
    assert said(page)[0] == before[0]
    table(page).get_by_role("button", name="Let it look where it wants").click()
    expect(table(page).locator("td.pinned")).to_have_count(0)
    assert said(page) == before


def a_short_sentence_is_seen_whole_in_a_narrow_window(page: Page) -> None:
    strip = table(page).locator(".scroll")
    with at_size(page, height=900, width=720):
        page.wait_for_function(
            "strip => strip.clientWidth > 560 && strip.scrollWidth <= strip.clientWidth",
            arg=strip.element_handle(),
        )


def nothing_sticks_out_of_the_page(page: Page) -> None:
    for width, height, _ in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth + 1")
        keep_picture(page, f"translation-{width}")
