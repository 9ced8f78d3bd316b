"""The page "Forecast a series" in a real browser, on the real server.

No test knows what the network says: each compares what stands there before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pictures import keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, expect
from real_browser import Watch, inside, looks

from bench._server import Server

COLD = 120_000  # milliseconds; the first answer of a server waits for torch

NewContext = Callable[..., BrowserContext]


def visit(page: Page, server: Server, link: str = "") -> None:
    """Open the page and wait until a forecast stands there."""
    page.goto(f"{server.url}/forecast{inside(link)}")
    expect(picture(page)).to_have_attribute("aria-label", re.compile("says"), timeout=COLD)


def picture(page: Page) -> Locator:
    return page.locator(".fan .main")


def handle(page: Page) -> Locator:
    return page.get_by_role("slider", name="Origin")


def origin(page: Page) -> int:
    return int(handle(page).get_attribute("aria-valuenow") or "")


def sentence(page: Page) -> Locator:
    return page.get_by_text("Having read up to")


def test_a_value_is_told_the_origin_moves_and_lines_are_drawn_in_all_sizes_and_colours(
    new_context: NewContext, server: Server, watch: Watch
) -> None:
    page = new_context(color_scheme="dark").new_page()
    visit(page, server)
    a_value_is_told_under_the_pointer_and_the_origin_moves_by_keys_and_by_the_line(page)
    choose_series(page, "Draw my own")
    a_line_is_drawn_by_hand(page)
    choose_series(page, "Airline passengers")
    expect(picture(page)).to_have_attribute("aria-label", re.compile("Airline.*says"), timeout=COLD)
    a_forecast_is_drawn_before_any_is_shown(page)
    it_looks_well(page)
    assert any(url.startswith("ws://") for url in watch.urls), "the watch sees nothing"
    assert watch.abroad == []


def it_looks_well(page: Page) -> None:
    """Leaves pictures to look at; nothing may be wider than a phone."""
    for look in looks(page):
        keep_picture(page, f"forecast-{look}")
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth + 1")


def choose_series(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Series").click()
    page.get_by_role("option", name=name).click()


def a_value_is_told_under_the_pointer_and_the_origin_moves_by_keys_and_by_the_line(
    page: Page,
) -> None:
    before = sentence(page).inner_text()
    stage = page.locator(".fan .stage")
    box = stage.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.82 * box["width"], box["y"] + 100)
    tip = page.locator(".fan .tip")
    expect(tip).to_contain_text("came:")
    for words in ("GRU:", "Naive:", "Seasonal naive:", "Autoregression:", "Theta:"):
        expect(tip).to_contain_text(words)
    start = origin(page)
    handle(page).press("ArrowLeft")
    expect(handle(page)).to_have_attribute("aria-valuenow", str(start - 1))
    expect(sentence(page)).to_contain_text("1959-11")
    handle(page).press("ArrowRight")
    expect(sentence(page)).to_have_text(before)

    box = stage.bounding_box()  # what came since may have moved it
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.75 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], middle, steps=6)
    page.mouse.up()
    expect(sentence(page)).not_to_have_text(before)
    assert 60 < origin(page) < 125
    expect(page).to_have_url(re.compile(r"[?&]at=\d+"))

    handle(page).press("End")
    expect(page.get_by_text("Nobody knows yet")).to_be_visible()
    handle(page).press("ArrowRight")
    expect(handle(page)).to_have_attribute("aria-valuenow", "144")
    handle(page).press("Home")
    expect(handle(page)).to_have_attribute("aria-valuenow", "8")
    expect(sentence(page)).to_contain_text("1949-08")


def test_a_link_brings_the_view_back_and_the_network_practises_on_its_series(
    page: Page, server: Server
) -> None:
    visit(page, server, "?series=sunspots&at=2300&h=24&cell=lstm&view=inside")
    assert origin(page) == 2300
    expect(picture(page)).to_have_attribute("aria-label", re.compile("Sunspots.*LSTM.*24 steps"))
    expect(page.get_by_text("Encoder: LSTM")).to_be_visible(timeout=COLD)  # run as one
    expect(page.get_by_text("Decoder: LSTM")).to_be_visible()
    page.get_by_role("radio", name="Practise on it").click()
    it_practises_and_says_whether_it_helped(page)
    a_page_that_is_left_is_not_drawn_again(page)


def a_page_that_is_left_is_not_drawn_again(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.get_by_test_id("stSidebar").get_by_role("link", name="Lessons").click()
    expect(page.get_by_role("heading", name="Lessons", exact=True)).to_be_visible()
    expect(picture(page)).to_have_count(0)
    assert [text for text in said if "NaN" in text] == []


def it_practises_and_says_whether_it_helped(page: Page) -> None:
    page.get_by_role("button", name="practise").click()
    expect(page.get_by_role("button", name="stop")).to_be_visible()
    page.get_by_role("button", name="stop").click()
    expect(page.get_by_text(re.compile("It got better|It did not help"))).to_be_visible(
        timeout=COLD
    )
    page.get_by_role("button", name="forget it").click()
    expect(page.get_by_text(re.compile("It got better|It did not help"))).to_be_hidden()


def test_with_touch_a_line_is_drawn_by_hand_and_with_keys_and_a_file_is_read(
    new_context: NewContext, server: Server, tmp_path: Path
) -> None:
    page = new_context(has_touch=True).new_page()
    page.goto(f"{server.url}/forecast?series=draw&inside=1")
    a_line_is_drawn_by_hand(page)
    expect(page).to_have_url(re.compile("line="))
    page.reload()
    expect(picture(page)).to_have_attribute("aria-label", re.compile("Your drawing"), timeout=COLD)
    page.get_by_role("button", name="clear").click()
    expect(picture(page)).to_be_hidden()
    a_line_is_drawn_with_keys(page)
    choose_series(page, "Upload a file")
    a_file_that_is_no_table_gets_a_sentence_and_the_columns_of_a_table_are_offered(page, tmp_path)


def a_line_is_drawn_by_hand(page: Page) -> None:
    sheet = page.get_by_role("application")
    expect(sheet).to_be_visible(timeout=COLD)
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 90)
    page.mouse.down()
    for n in range(1, 25):
        page.mouse.move(box["x"] + n * box["width"] / 26, box["y"] + (40 if n % 4 < 2 else 130))
    page.mouse.up()
    expect(picture(page)).to_have_attribute("aria-label", re.compile("Your drawing"), timeout=COLD)


def a_line_is_drawn_with_keys(page: Page) -> None:
    sheet = page.get_by_role("application")
    sheet.focus()
    for n in range(12):
        sheet.press("ArrowUp" if n % 2 else "ArrowDown")
        sheet.press("ArrowRight")
    expect(picture(page)).to_have_attribute("aria-label", re.compile("Your drawing"), timeout=COLD)


def a_file_that_is_no_table_gets_a_sentence_and_the_columns_of_a_table_are_offered(
    page: Page, tmp_path: Path
) -> None:
    rows = [f"{2010 + n // 12}-{1 + n % 12:02d};{n},5;{100 - n}" for n in range(60)]
    (tmp_path / "mine.csv").write_text("\n".join(["month;up;down", *rows]))
    (tmp_path / "photo.csv").write_bytes(bytes(range(256)) * 40)
    page.locator("input[type=file]").set_input_files(tmp_path / "photo.csv", timeout=COLD)
    expect(page.get_by_text("There are no numbers to read here.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.csv", timeout=COLD)
    expect(picture(page)).to_have_attribute("aria-label", re.compile("^up"), timeout=COLD)
    page.get_by_role("combobox", name="Column").click()
    page.get_by_role("option", name="down").click()
    expect(picture(page)).to_have_attribute("aria-label", re.compile("^down"))


def a_forecast_is_drawn_before_any_is_shown(page: Page) -> None:
    page.get_by_text("Guess first", exact=True).click()
    keep = page.get_by_role("button", name="Keep my forecast")
    expect(keep).to_be_disabled()
    expect(page.locator(".fan .median, .fan .later")).to_have_count(0)
    pen = page.get_by_role("slider", name=re.compile("^Your forecast for 1960-01"))
    pen.focus()
    page.keyboard.press("ArrowUp")
    expect(keep).to_be_enabled()
    sheet = page.locator(".fan svg.main")
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.82 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.3 * box["height"], steps=5)
    page.mouse.up()
    expect(page.locator(".fan .own path")).to_have_count(1)
    keep.click()
    expect(page.get_by_text(re.compile("(You were|The network was) nearer"))).to_be_visible()
    expect(page.locator(".fan .median")).to_have_count(1)
    expect(page.locator(".fan .legend")).to_contain_text("you")
    page.get_by_role("button", name="Draw again").click()
    expect(page.locator(".fan .median")).to_have_count(0)
    page.get_by_text("Guess first", exact=True).click()
    expect(page.locator(".fan .median")).to_have_count(1)
