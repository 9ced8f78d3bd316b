"""The page "Feel the mood" in a real browser, on the real server.

No test knows what the network says: each compares what stands there before and after.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from pictures import keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect
from real_browser import DESKTOP, Watch, in_colours, inside

from bench._server import Server

COLD = 120_000  # milliseconds; the first sentence of a server waits for torch
NewContext = Callable[..., BrowserContext]


def visit(page: Page, server: Server, link: str = "") -> None:
    """Open the page and wait until a sentence has been read."""
    page.goto(f"{server.url}/sentiment{inside(link)}")
    expect(page.locator(".steps").first).to_have_attribute("data-at", re.compile("."), timeout=COLD)


def words(page: Page) -> Locator:
    """Words of the coloured sentence."""
    return page.locator(".passages").first.locator("i.c")


def verdict(page: Page) -> Locator:
    return page.get_by_test_id("stMain").locator("h2").first


def read(page: Page, text: str) -> None:
    """Type a sentence and wait until it has been read."""
    box = page.get_by_label("A sentence to read")
    box.fill(text)
    box.press("Enter")
    expect(words(page).first).to_have_text(re.split(r"\W", text.lower())[0], timeout=COLD)


PHONE: ViewportSize = {"width": 390, "height": 844}


def test_sentences_are_read_on_a_desk_and_on_a_phone_where_one_steps_and_takes_a_word_out(
    new_context: NewContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    page = new_context(color_scheme="dark", viewport=PHONE, has_touch=True).new_page()
    visit(page, server)
    nothing_sticks_out_in_any_light(page, "phone")
    ready_sentences_stay_under_the_finger(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    nothing_sticks_out_in_any_light(page, "desktop")
    page.set_viewport_size(DESKTOP)
    fits(page)
    expect(words(page)).to_have_count(page.locator(".passages").first.locator(".gauge").count())
    expect(verdict(page)).to_have_text(re.compile(r"[+−]\d\.\d\d"))
    a_typed_sentence_stands_in_the_address(page)
    two_sentences_stand_side_by_side(page)
    pasted_lines_become_a_table(page, tmp_path)
    page.set_viewport_size(PHONE)
    one_steps_asks_another_network_and_takes_a_word_out_and_all_is_in_the_link(page)
    assert any(url.startswith("ws://") for url in watch.urls), "the watch sees nothing"
    assert watch.abroad == []


def ready_sentences_stay_under_the_finger(page: Page) -> None:
    """One of them is longer by two lines."""
    ready = page.get_by_role("button", name="slow praise")
    place, before = ready.bounding_box(), words(page).count()
    ready.click()
    expect(words(page).nth(before)).to_be_attached(timeout=COLD)
    assert ready.bounding_box() == place


def a_typed_sentence_stands_in_the_address(page: Page) -> None:
    box = page.get_by_label("A sentence to read")
    box.fill("   ")
    box.press("Enter")
    expect(page.get_by_text("There is no word to read yet")).to_be_visible(timeout=COLD)
    read(page, "wonderful film")
    expect(words(page)).to_have_text(["wonderful", "film"])
    expect(page.locator(".steps").first.locator(".column .token")).to_have_text(
        ["wonderful", "film"]
    )
    expect(page).to_have_url(re.compile(r"text=wonderful(\+|%20)film"))
    before = page.url
    page.goto(before)
    expect(words(page)).to_have_text(["wonderful", "film"], timeout=COLD)


def one_steps_asks_another_network_and_takes_a_word_out_and_all_is_in_the_link(
    page: Page,
) -> None:
    read(page, "the film is good")
    expect(words(page)).to_have_text(["the", "film", "is", "good"])
    steps = page.locator(".steps").first
    expect(steps).to_have_attribute("data-at", "3")
    steps.locator(".scroll").focus()
    page.keyboard.press("ArrowLeft")
    expect(steps).to_have_attribute("data-at", "2")
    expect(steps.locator(".column.now .token")).to_have_text("is")
    expect(page).to_have_url(re.compile(r"step=3"))

    expect(steps).to_contain_text("LSTM")
    page.get_by_role("radio", name="GRU").click()
    expect(steps).to_contain_text("GRU", timeout=COLD)
    expect(words(page)).to_have_text(["the", "film", "is", "good"])
    expect(page).to_have_url(re.compile("cell=gru"))

    words(page).nth(1).click()
    expect(page.get_by_role("cell", name="without the word")).to_be_visible()
    expect(page.get_by_role("columnheader", name="“film”")).to_be_visible(timeout=COLD)
    expect(page).to_have_url(re.compile("word=2"))

    words(page).nth(3).click()
    expect(page).to_have_url(re.compile("word=4"))
    box = page.get_by_label("and put this in its place")
    box.fill("awful")
    box.press("Enter")
    expect(page.get_by_role("cell", name="with “awful”")).to_be_visible(timeout=COLD)


def pasted_lines_become_a_table(page: Page, tmp_path: Path) -> None:
    box = page.get_by_label("One sentence a line")
    box.fill("I loved it\nI hated it\n=1+1 is a formula")
    box.press("Control+Enter")
    button = page.get_by_role("button", name="table (.csv)")
    expect(button).to_be_visible(timeout=COLD)
    with page.expect_download() as arriving:
        button.click()
    path = tmp_path / "table.csv"
    arriving.value.save_as(path)
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [row["sentence"] for row in rows] == ["I loved it", "I hated it", "'=1+1 is a formula"]
    for row in rows:
        assert all(-1 <= float(row[name]) <= 1 for name in ("LSTM", "GRU", "RNN", "bag of words"))


def two_sentences_stand_side_by_side(page: Page) -> None:
    page.get_by_role("button", name="who hates it").click()
    expect(page.locator(".passages")).to_have_count(3, timeout=COLD)
    expect(page.locator(".steps")).to_have_count(2)
    expect(page.get_by_text("The same words in another order")).to_be_visible()
    first = page.locator(".passages").nth(1).locator("i.c").all_inner_texts()
    second = page.locator(".passages").nth(2).locator("i.c").all_inner_texts()
    assert sorted(first) == sorted(second) and first != second


def nothing_sticks_out_in_any_light(page: Page, name: str) -> None:
    expect(page.get_by_text("What am I looking at?")).to_be_visible(timeout=COLD)
    for theme in ("dark", "light"):
        in_colours(page, theme)
        fits(page)
        keep_picture(page, f"sentiment-{name}-{theme}")


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
