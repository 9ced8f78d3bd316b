"""Painting over a photo in a real browser: by mouse, by keys, and by a link."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pictures import keep_picture_of
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bench._server import Server
from seqdemo.demos.captioner.regions import GRID, REGIONS

COLD = 120_000  # milliseconds; the first photo of a server waits for torch

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def page(new_context: NewContext, server: Server) -> Page:
    """The page with "Did it look?" open, in which nothing moves by itself."""
    page = new_context().new_page()
    page.goto(f"{server.url}/captioner?inside=1")
    page.get_by_text("Did it look?").first.click()
    expect(page.locator(".did-it-look tbody tr").first).to_be_visible(timeout=COLD)
    return page


def region(page: Page, row: int, column: int) -> Locator:
    return page.get_by_role("gridcell", name=f"row {row} column {column}", exact=True)


def painted(page: Page) -> Locator:
    return page.locator('.did-it-look [aria-selected="true"]')


def columns(page: Page) -> Locator:
    return page.locator(".did-it-look thead th")


def expect_answered(page: Page) -> None:
    """Wait until the network has said something of the painted photo."""
    expect(page.locator(".did-it-look .says")).to_have_text(
        re.compile(r"Now it says: \w+"), timeout=COLD
    )
    expect(columns(page)).to_have_count(5)


def wipe_off(page: Page) -> None:
    page.get_by_role("button", name="Wipe it off").click()
    expect(painted(page)).to_have_count(0)
    expect(columns(page)).to_have_count(4)


def test_a_photo_is_painted_over_by_mouse_by_keys_and_where_a_word_looked_and_a_link_keeps_it(
    page: Page,
) -> None:
    keys_paint_and_wipe_off(page)
    a_drag_paints_and_a_link_brings_it_back(page)
    what_a_word_looked_at_is_framed_and_can_be_painted_over(page)


def keys_paint_and_wipe_off(page: Page) -> None:
    region(page, 1, 1).focus()
    for key in ("ArrowDown", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(region(page, 2, 2)).to_have_attribute("aria-selected", "true")
    expect_answered(page)
    expect(region(page, 2, 2)).to_be_focused()
    wipe_off(page)


def a_drag_paints_and_a_link_brings_it_back(page: Page) -> None:
    expect(columns(page)).to_have_count(4)
    region(page, GRID, 1).scroll_into_view_if_needed()
    first, last = region(page, 3, 2).bounding_box(), region(page, 3, 5).bounding_box()
    photo = page.locator(".did-it-look .cells-over").bounding_box()
    assert first and last and photo
    assert GRID * first["height"] == pytest.approx(photo["height"], abs=2)
    assert GRID * first["width"] == pytest.approx(photo["width"], abs=2)
    page.mouse.move(first["x"] + 5, first["y"] + 5)
    page.mouse.down()
    page.mouse.move(last["x"] + 5, last["y"] + 5, steps=8)
    page.mouse.up()
    expect(painted(page)).to_have_count(4)
    expect_answered(page)
    expect(page).to_have_url(re.compile(r"paint=8x17\.18\.19\.20"))
    keep_picture_of(page.locator(".did-it-look"), "captioner-painted")
    page.reload()
    expect(painted(page)).to_have_count(4, timeout=COLD)
    expect_answered(page)
    wipe_off(page)


def what_a_word_looked_at_is_framed_and_can_be_painted_over(page: Page) -> None:
    page.locator(".did-it-look tbody button").nth(1).click()
    expect(page.locator(".did-it-look tbody button").nth(1)).to_have_attribute(
        "aria-pressed", "true"
    )
    framed = page.locator(".did-it-look .look").count()
    assert 0 < framed < REGIONS
    page.get_by_role("button", name="Paint over where it looked").click()
    expect(painted(page)).to_have_count(framed)
    expect_answered(page)
    hidden, own = (
        page.locator(".did-it-look tbody tr").nth(1).locator("td").nth(n).inner_text()
        for n in (1, 3)
    )
    assert own == hidden, "the same regions, the same probability"
